"""What an outlet sees of its webhooks."""

from django.db.models import Count, Q, QuerySet

from launches.enums import DeliveryState
from launches.models import Outlet, Webhook, WebhookDelivery

SHOWN = 50


def webhooks_of(outlet: Outlet) -> QuerySet[Webhook]:
    """Its endpoints, each with `waiting` and `dead`: how many messages are."""
    waiting = Q(deliveries__state__in=[DeliveryState.QUEUED, DeliveryState.SENDING])
    dead = Q(deliveries__state=DeliveryState.DEAD)
    return outlet.webhooks.select_related("made_by").annotate(
        waiting=Count("deliveries", filter=waiting), dead=Count("deliveries", filter=dead)
    )


def messages_of(webhook: Webhook, *, only: str = "") -> list[WebhookDelivery]:
    """The newest messages with every try, the newest first. `only` is a state, "" for all."""
    rows = webhook.deliveries.select_related("entry").prefetch_related("log")
    if only in DeliveryState.values:
        rows = rows.filter(state=only)
    return list(rows[:SHOWN])
