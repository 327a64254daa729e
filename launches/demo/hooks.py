"""The demo agency's webhooks: one that took everything and is paused, one that is gone.

Neither is on: nothing is sent anywhere until somebody adds an address of their own.
"""

from datetime import datetime, timedelta

from launches.domain import webhooks
from launches.enums import Audience, DeliveryState, OutletState, WebhookState
from launches.models import Outlet, User, Webhook, WebhookDelivery, WebhookTry, WireEntry
from launches.webhooks import queueing

SHOWN = 12
SOON = timedelta(seconds=0.6)  # after the instant: the tick and one request


def write(*, by: User, now: datetime) -> None:
    """Add both to the first accredited outlet, with what became of the newest public facts."""
    outlet = Outlet.objects.filter(state=OutletState.ACCREDITED).order_by("pk")[0]
    public = WireEntry.objects.filter(audience=Audience.PUBLIC, void=False, visible_at__lte=now)
    facts = list(public.order_by("-visible_at", "uid")[:SHOWN])[::-1]
    desk = _added(outlet, "News desk", "https://desk.demo-news.example/unveil", by, now)
    archive = _added(outlet, "Picture archive", "https://archive.demo-news.example/in", by, now)
    for number, entry in enumerate(facts):
        row = _message(desk, entry, DeliveryState.DELIVERED)
        if number == SHOWN // 2:  # one that was away for a moment
            _tried(row, row.made_at + SOON, 503, "upstream busy\n")
        _tried(row, entry.visible_at + SOON * (10 if number == SHOWN // 2 else 1), 204, "")
    for entry in facts[:1]:
        row = _message(archive, entry, DeliveryState.DEAD)
        _tried(row, row.made_at + SOON, 410, "This address is no longer in use.\n")
    webhooks.pause(desk, by=by, at=now)
    Webhook.objects.filter(pk=archive.pk).update(state=WebhookState.GONE)


def _added(outlet: Outlet, name: str, url: str, by: User, at: datetime) -> Webhook:
    webhook, _secret = webhooks.add(outlet, name=name, url=url, by=by, at=at)
    return webhook


def _message(webhook: Webhook, entry: WireEntry, state: DeliveryState) -> WebhookDelivery:
    mine = Webhook.objects.filter(pk=webhook.pk).select_related("outlet__accepted")
    queueing.queue(entry, mine, at=entry.visible_at)
    row = webhook.deliveries.get(entry=entry)
    row.state, row.ended_at, row.tries = state, entry.visible_at + SOON * 10, 1
    row.save(update_fields=["state", "ended_at", "tries"])
    return row


def _tried(row: WebhookDelivery, at: datetime, status: int, body: str) -> None:
    WebhookTry.objects.create(delivery=row, at=at, seconds=0.21, status=status, body=body)
