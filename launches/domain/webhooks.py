"""What an outlet's people do with their webhooks."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from launches import outbound, rules
from launches.enums import Audience, DeliveryState, WebhookState, WireKind
from launches.errors import BadAddress, NoSuchTransition, NotAllowed, UnveilError
from launches.models import Outlet, User, Webhook, WebhookDelivery
from launches.models.fields import new_uid
from launches.queries import wire
from launches.webhooks import queueing
from launches.webhooks.signing import secret_of

from . import audit

MOST = 10  # endpoints of one outlet
OVERLAP = timedelta(hours=24)
FURTHEST = timedelta(days=30)  # as far back as anything is told again


def add(
    outlet: Outlet,
    *,
    url: str,
    name: str = "",
    kinds: Iterable[str] = (),
    embargo: bool = False,
    by: User,
    at: datetime,
) -> tuple[Webhook, str]:
    """Begin to tell an address what becomes known from now on: (row, secret to show once).

    Raises NotAllowed, and UnveilError naming `url` or `kinds`.
    """
    _require(outlet, by)
    wanted = _known(kinds)
    try:
        address = outbound.check(url.strip())
    except BadAddress as error:
        raise UnveilError(fields={"url": str(error.message)}) from error
    with transaction.atomic():
        Outlet.objects.select_for_update().get(pk=outlet.pk)
        if outlet.webhooks.count() >= MOST:
            full = _("There are %(most)d already, and that is the most.") % {"most": MOST}
            raise UnveilError(fields={"url": full})
        webhook = Webhook.objects.create(
            outlet=outlet,
            name=name.strip(),
            url=address,
            kinds=wanted,
            embargo=embargo,
            made_by=by,
            made_at=at,
        )
        _record("webhook_added", webhook, by=by, at=at)
    return webhook, secret_of(webhook)


def _known(kinds: Iterable[str]) -> list[str]:
    wanted = sorted(set(kinds))
    if unknown := set(wanted) - set(WireKind.values):
        raise UnveilError(fields={"kinds": ", ".join(sorted(unknown))})
    return wanted


def rotate_secret(webhook: Webhook, *, overlap: timedelta = OVERLAP, by: User, at: datetime) -> str:
    """A new secret, to show once. For `overlap` messages are signed with the old one too."""
    _require(webhook.outlet, by)
    with transaction.atomic():
        webhook.old_seed, webhook.old_until = webhook.seed, at + overlap
        webhook.seed = new_uid()
        webhook.save(update_fields=["seed", "old_seed", "old_until"])
        _record("webhook_secret_rotated", webhook, by=by, at=at)
    return secret_of(webhook)


def pause(webhook: Webhook, *, by: User, at: datetime) -> None:
    """Send nothing, and write nothing new, until it is resumed. Raises NoSuchTransition."""
    _turn(webhook, WebhookState.ACTIVE, WebhookState.PAUSED, "webhook_paused", by, at)


def resume(webhook: Webhook, *, by: User, at: datetime) -> None:
    """Send again, at once what waited; also after it said 410. Raises NoSuchTransition."""
    with transaction.atomic():
        _turn(webhook, webhook.state, WebhookState.ACTIVE, "webhook_resumed", by, at)
        webhook.deliveries.filter(state=DeliveryState.QUEUED).update(next_try_at=at)
        Webhook.objects.filter(pk=webhook.pk).update(failing_since=None, not_before=None)


def _turn(
    webhook: Webhook, was: str, becomes: WebhookState, verb: str, by: User, at: datetime
) -> None:
    _require(webhook.outlet, by)
    with transaction.atomic():
        rows = Webhook.objects.filter(pk=webhook.pk, state=was).exclude(state=becomes)
        if not rows.update(state=becomes):
            raise NoSuchTransition()
        webhook.state = becomes
        _record(verb, webhook, by=by, at=at)


def remove(webhook: Webhook, *, by: User, at: datetime) -> None:
    """Take an endpoint away, with its messages."""
    _require(webhook.outlet, by)
    with transaction.atomic():
        _record("webhook_removed", webhook, by=by, at=at)
        webhook.delete()


def try_out(webhook: Webhook, *, by: User, at: datetime) -> WebhookDelivery:
    """Send a message that is about nothing, so that the receiver can be tried."""
    _require(webhook.outlet, by)
    if webhook.state != WebhookState.ACTIVE:
        raise NoSuchTransition()
    with transaction.atomic():
        _record("webhook_tried", webhook, by=by, at=at)
        return WebhookDelivery.objects.create(
            webhook=webhook,
            kind="test",
            body=queueing.body_of("webhook.test", at, {"webhook": webhook.uid}),
            next_try_at=at,
            made_at=at,
        )


def send_again(delivery: WebhookDelivery, *, by: User, at: datetime) -> None:
    """Send one message once more, under its own id. Raises NoSuchTransition while it waits."""
    _require(delivery.webhook.outlet, by)
    with transaction.atomic():
        if not _again(WebhookDelivery.objects.filter(pk=delivery.pk), at):
            raise NoSuchTransition()
        _record("webhook_sent_again", delivery.webhook, by=by, at=at, messages=1)


def send_since(webhook: Webhook, *, since: datetime, by: User, at: datetime) -> int:
    """Send everything since an instant once more, and what was never written; how many.

    At most 30 days back: a receiver that was away for longer reads the change feed.
    """
    _require(webhook.outlet, by)
    since = max(since, at - FURTHEST)
    facts = wire.readable_by(Audience.PRESS if webhook.embargo else Audience.PUBLIC)
    known = facts.filter(visible_at__gte=since, visible_at__lte=at).order_by("visible_at", "uid")
    mine = Webhook.objects.filter(pk=webhook.pk).select_related("outlet__accepted")
    with transaction.atomic():
        again = _again(webhook.deliveries.filter(entry__in=known), at)
        told = webhook.deliveries.filter(entry__isnull=False).values("entry")
        missing = known.exclude(pk__in=told)
        fresh = sum(queueing.queue(entry, mine, at=at) for entry in list(missing))
        _record("webhook_sent_again", webhook, by=by, at=at, messages=again + fresh)
    return again + fresh


def _again(rows: QuerySet[WebhookDelivery], at: datetime) -> int:
    ended = rows.exclude(state__in=[DeliveryState.QUEUED, DeliveryState.SENDING])
    return ended.update(state=DeliveryState.QUEUED, tries=0, next_try_at=at, ended_at=None)


def _require(outlet: Outlet, by: User) -> None:
    if not (rules.accredits(by) or rules.connects_outlet(by, outlet.pk)):
        raise NotAllowed()


def _record(verb: str, webhook: Webhook, *, by: User, at: datetime, **more: Any) -> None:
    audit.record(verb, by=by, at=at, webhook=webhook.uid, outlet=webhook.outlet_id, **more)
