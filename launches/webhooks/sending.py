"""One message from its claim to its answer.

A claim is a conditional UPDATE, so of several workers one sends. A worker that is killed
leaves its claim, which is swept and sent again under the same id: at least once. Messages
about one launch go to an endpoint one after the other; the next waits for the earlier. One that
failed and has a later one behind it is not tried again: the later says what counts.
"""

import logging
import random
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from launches import clock, outbound
from launches.enums import Audience, DeliveryState, WebhookState
from launches.errors import BadAddress
from launches.models import Webhook, WebhookDelivery, WebhookTry
from launches.queries import keys

from .queueing import is_for
from .signing import headers_of

log = logging.getLogger("unveil.webhooks")
SECONDS = 15.0  # for one try
CLAIM_LASTS = timedelta(minutes=2)
KEPT_BYTES = 1000  # of an answer
LONGEST_PAUSE = timedelta(hours=24)
# Waits after each failed try, as the specification proposes; after the last it is a dead letter.
LADDER = [
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    *(timedelta(hours=hours) for hours in (2, 5, 10, 14, 20, 24)),
]
JITTER = 0.2  # of each wait, either way
OPEN = (DeliveryState.QUEUED, DeliveryState.SENDING)


def due(*, at: datetime) -> QuerySet[WebhookDelivery]:
    """What may be sent now, the longest waiting first."""
    earlier = WebhookDelivery.objects.filter(
        webhook=OuterRef("webhook"),
        launch_uid=OuterRef("launch_uid"),
        pk__lt=OuterRef("pk"),
        state__in=OPEN,
    )
    pause = Q(webhook__not_before__isnull=True) | Q(webhook__not_before__lte=at)
    rows = WebhookDelivery.objects.filter(pause, state=DeliveryState.QUEUED, next_try_at__lte=at)
    active = rows.filter(~Exists(earlier), webhook__state=WebhookState.ACTIVE)
    return active.order_by("next_try_at", "pk")


def sweep(*, at: datetime) -> int:
    """Take back the claims of workers that died."""
    dead = WebhookDelivery.objects.filter(
        state=DeliveryState.SENDING, claimed_at__lte=at - CLAIM_LASTS
    )
    return dead.update(state=DeliveryState.QUEUED, claimed_at=None)


def claim(pk: int, *, at: datetime) -> WebhookDelivery | None:
    """Take one message in hand; None if another worker was first."""
    mine = WebhookDelivery.objects.filter(pk=pk, state=DeliveryState.QUEUED)
    if not mine.update(state=DeliveryState.SENDING, claimed_at=at):
        return None
    rows = WebhookDelivery.objects.select_related("webhook__outlet__accepted", "entry")
    return rows.get(pk=pk)


def send(delivery: WebhookDelivery) -> bool:
    """One try of a claimed message, written down. True if the endpoint took it."""
    at, tried = clock.now(), WebhookTry(delivery=delivery)
    if not _may_still_know(delivery, at):
        _end(delivery, DeliveryState.WITHHELD)
        return False
    pause = timedelta(0)
    try:
        answer = outbound.send(
            "POST",
            delivery.webhook.url,
            body=delivery.body.encode(),
            headers=headers_of(delivery, at=at),
            seconds=SECONDS,
            most=KEPT_BYTES,
        )
    except outbound.NoAnswer as error:
        tried.fault, tried.seconds = error.kind, error.seconds
    except BadAddress:
        tried.fault, tried.seconds = "address", 0.0
    else:
        tried.status, tried.seconds = answer.status, answer.seconds
        tried.body = answer.body.decode("utf-8", "replace").replace("\0", "")
        pause = _asked_pause(answer)
    tried.at = clock.now()
    with transaction.atomic():
        _settle(delivery, tried, pause)
    return tried.status is not None and 200 <= tried.status < 300


def _may_still_know(delivery: WebhookDelivery, at: datetime) -> bool:
    """Facts for press are asked about again: an outlet may have been suspended meanwhile."""
    entry = delivery.entry
    if entry is None or entry.audience != Audience.PRESS:
        return True
    version = keys.in_force(at=at).values_list("version", flat=True).first()
    return is_for(delivery.webhook, entry, terms_in_force=version)


def _settle(delivery: WebhookDelivery, tried: WebhookTry, pause: timedelta) -> None:
    """Write the try and what follows from it, unless the claim was swept meanwhile."""
    tried.save()
    delivery.tries += 1
    hooks = Webhook.objects.filter(pk=delivery.webhook_id)
    if tried.status is not None and 200 <= tried.status < 300:
        hooks.exclude(failing_since=None).update(failing_since=None, not_before=None)
        _end(delivery, DeliveryState.DELIVERED)
        return
    log.warning("webhook %s: try %d failed (%s)", delivery.uid, delivery.tries, tried)
    hooks.filter(failing_since=None).update(failing_since=tried.at)
    if tried.status == 410:
        hooks.update(state=WebhookState.GONE)
        _end(delivery, DeliveryState.DEAD)
    elif _overtaken(delivery):
        _end(delivery, DeliveryState.SUPERSEDED)
    elif delivery.tries > len(LADDER):
        _end(delivery, DeliveryState.DEAD)
    else:
        wait = max(LADDER[delivery.tries - 1] * random.uniform(1 - JITTER, 1 + JITTER), pause)  # noqa: S311
        _end(delivery, DeliveryState.QUEUED, next_try_at=tried.at + wait)
    if pause:
        hooks.update(not_before=tried.at + pause)


def _overtaken(delivery: WebhookDelivery) -> bool:
    later = WebhookDelivery.objects.filter(
        webhook=delivery.webhook, launch_uid=delivery.launch_uid, pk__gt=delivery.pk
    )
    return delivery.entry is not None and later.filter(entry__isnull=False).exists()


def _end(
    delivery: WebhookDelivery, state: DeliveryState, *, next_try_at: datetime | None = None
) -> None:
    mine = WebhookDelivery.objects.filter(
        pk=delivery.pk, state=DeliveryState.SENDING, claimed_at=delivery.claimed_at
    )
    mine.update(
        state=state,
        claimed_at=None,
        tries=delivery.tries,
        next_try_at=next_try_at or delivery.next_try_at,
        ended_at=None if state == DeliveryState.QUEUED else clock.now(),
    )


def _asked_pause(answer: outbound.Answer) -> timedelta:
    """How long 429 and 503 ask to be left alone, at most a day. Only seconds are understood."""
    said = answer.headers.get("Retry-After", "").strip()
    if answer.status not in (429, 503) or not said.isdecimal() or len(said) > 9:
        return timedelta(0)
    return min(timedelta(seconds=int(said)), LONGEST_PAUSE)
