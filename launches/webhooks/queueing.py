"""Which endpoints a fact goes to, and the messages that are written for it.

Called by the tick in the transaction that claims the fact, so each endpoint gets one
message for it, whichever worker dies.
"""

import json
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from launches import clock
from launches.enums import Audience, DeliveryState, OutletState, WebhookState
from launches.models import Webhook, WebhookDelivery, WireEntry
from launches.queries import keys
from launches.queries.render import iso


def on_opened(*, wire_uid: str, **more: Any) -> None:
    """The receiver of launches.tasks.opened. An endpoint hears what is younger than itself."""
    entry = WireEntry.objects.get(uid=wire_uid)
    active = Webhook.objects.filter(state=WebhookState.ACTIVE, made_at__lte=entry.visible_at)
    queue(entry, active.select_related("outlet__accepted"), at=clock.now())


def queue(entry: WireEntry, webhooks: QuerySet[Webhook], *, at: datetime) -> int:
    """Write a message to each of these endpoints that may know the fact; how many those are.

    An endpoint that has it already gets no second one.
    """
    version = keys.in_force(at=at).values_list("version", flat=True).first()
    told = [one for one in webhooks if is_for(one, entry, terms_in_force=version)]
    # What an endpoint could not take so far is overtaken: the receiver fetches the newest.
    waiting = WebhookDelivery.objects.filter(webhook__in=told, launch_uid=entry.launch_uid)
    waiting.filter(state=DeliveryState.QUEUED, tries__gt=0).update(
        state=DeliveryState.SUPERSEDED, ended_at=at
    )
    rows = [
        WebhookDelivery(
            webhook=one,
            entry=entry,
            launch_uid=entry.launch_uid,
            kind=entry.kind,
            body=body_of(f"launch.{entry.kind}", entry.visible_at, fact_of(entry)),
            next_try_at=at,
            made_at=at,
        )
        for one in told
    ]
    return len(WebhookDelivery.objects.bulk_create(rows, ignore_conflicts=True))


def is_for(webhook: Webhook, entry: WireEntry, *, terms_in_force: int | None) -> bool:
    """Whether this endpoint is told; `outlet` and its `accepted` are loaded.

    Facts for press go where the outlet wants them and may read under embargo at this moment.
    """
    if webhook.kinds and entry.kind not in webhook.kinds:
        return False
    if entry.audience == Audience.PRESS:
        return webhook.embargo and keys.may_read_embargo(webhook.outlet, terms_in_force)
    return webhook.outlet.state != OutletState.REVOKED


def fact_of(entry: WireEntry) -> dict[str, Any]:
    """Thin: the receiver fetches, and the gate decides again."""
    return {
        "id": entry.launch_uid,
        "version": entry.number,
        "kind": entry.kind,
        "href": f"{settings.SITE_URL}/api/v1/launches/{entry.launch_uid}/",
    }


def body_of(kind: str, at: datetime, data: dict[str, Any]) -> str:
    """A message's bytes, made once: each try sends and signs the same."""
    return json.dumps({"type": kind, "timestamp": iso(at), "data": data}, separators=(",", ":"))
