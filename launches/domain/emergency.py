"""Grave acts by two people: one asks with a reason, another does it before it expires.

One alone may do it by saying why; that is kept. Every act ends in the same domain
functions as the quiet way, so nothing here opens or closes anything by itself.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from launches.enums import EmergencyAct, State
from launches.errors import BadInstant, FourEyes, NotAllowed, NotReady, Over, Stale
from launches.models import Company, Emergency, Launch, Slate, User

from . import audit, holding, release, slates
from .needs import need_reason

LASTS = timedelta(minutes=10)
A = EmergencyAct
Do = Callable[[Emergency, User, datetime], list[Launch]]


def ask(
    act: EmergencyAct,
    *,
    target: str = "",
    reason: str,
    by: User,
    at: datetime,
    opens_at: datetime | None = None,
) -> Emergency:
    """Ask a colleague for a grave act. `target` is a uid; "" for everything.

    Raises NotAllowed, ReasonNeeded, NotReady for a target that is not there and BadInstant
    where the act needs an instant ahead.
    """
    _allow(by)
    need_reason(reason)
    if act not in (A.HOLD_ALL, A.LIFT) and not _is_there(act, target):
        raise NotReady(fields={"target": _("There is nothing of this kind to do this to.")})
    if act == A.POSTPONE and (opens_at is None or opens_at <= at):
        raise BadInstant(fields={"opens_at": _("The release moment must be in the future.")})
    with transaction.atomic():
        asked = Emergency.objects.create(
            act=act,
            target=target,
            reason=reason.strip(),
            opens_at=opens_at,
            asked_by=by,
            asked_at=at,
            expires_at=at + LASTS,
        )
        audit.record("emergency_asked", by=by, at=at, note=reason, act=act, target=target)
    return asked


def _allow(by: User) -> None:
    if not (by.is_active and by.has_perm("launches.release_launch")):
        raise NotAllowed()


def _is_there(act: EmergencyAct, target: str) -> bool:
    if act == A.KILL_COMPANY:
        return Company.objects.filter(uid=target).exists()
    launches = Launch.objects.filter(uid=target, state=State.APPROVED).exists()
    by_slate = act in (A.RELEASE_NOW, A.POSTPONE)
    return launches or (by_slate and Slate.objects.filter(uid=target).exists())


def withdraw(asked: Emergency, *, by: User, at: datetime) -> None:
    """Take the request back; anybody with the right may."""
    _allow(by)
    waiting = Emergency.objects.filter(pk=asked.pk, done_at=None, withdrawn_at=None)
    with transaction.atomic():
        if not waiting.update(withdrawn_at=at):
            raise Stale()
        audit.record("emergency_withdrawn", by=by, at=at, act=asked.act, target=asked.target)


def confirm(
    asked: Emergency,
    *,
    by: User,
    at: datetime,
    alone_because: str = "",
) -> Emergency:
    """Do what was asked.

    Raises FourEyes for the one who asked, unless they say why nobody else could; Over when
    it was withdrawn or has expired; Stale when somebody was first; and what the act raises.
    """
    _allow(by)
    because = alone_because.strip()
    if by.pk == asked.asked_by_id and not because:
        raise FourEyes(
            _("You asked for this. A colleague confirms it, or you say why nobody else can."),
            fields={"alone_because": _("Please give a reason.")},
        )
    if asked.withdrawn_at or at >= asked.expires_at:
        raise Over(_("This request has been withdrawn or is too old. Ask anew."))
    with transaction.atomic():
        waiting = Emergency.objects.filter(pk=asked.pk, done_at=None, withdrawn_at=None)
        alone = because if by.pk == asked.asked_by_id else ""
        if not waiting.update(done_by=by, done_at=at, alone_because=alone):
            raise Stale(_("Somebody else has done this already."))
        asked.refresh_from_db()
        launches = DOES[EmergencyAct(asked.act)](asked, by, at)
        asked.launch_uids = [launch.uid for launch in launches]
        asked.save(update_fields=["launch_uids"])
        audit.record(
            "emergency_done",
            by=by,
            at=at,
            note=asked.reason,
            act=asked.act,
            target=asked.target,
            alone_because=alone,
        )
    return asked


def _release_now(asked: Emergency, by: User, at: datetime) -> list[Launch]:
    if slate := Slate.objects.filter(uid=asked.target).first():
        slates.release_now(slate, reason=asked.reason, by=by, at=at)
        return list(slate.launches.all())
    launch = Launch.objects.get(uid=asked.target)
    return [release.release_now(launch, reason=asked.reason, by=by, at=at)]


def _postpone(asked: Emergency, by: User, at: datetime) -> list[Launch]:
    assert asked.opens_at  # noqa: S101 -- `ask` made sure
    if slate := Slate.objects.filter(uid=asked.target).first():
        slates.move(slate, opens_at=asked.opens_at, reason=asked.reason, by=by, at=at)
        return list(slate.launches.all())
    launch = Launch.objects.get(uid=asked.target)
    release.move_embargo(launch, opens_at=asked.opens_at, reason=asked.reason, by=by, at=at)
    return [launch]


def _hold(asked: Emergency, by: User, at: datetime) -> list[Launch]:
    holding.hold_all(reason=asked.reason, by=by, at=at)
    return list(Launch.objects.filter(held_at__isnull=False))


def _lift(asked: Emergency, by: User, at: datetime) -> list[Launch]:
    opened = holding.lift(reason=asked.reason, by=by, at=at)
    return list(Launch.objects.filter(uid__in=opened))


def _kill(asked: Emergency, by: User, at: datetime) -> list[Launch]:
    launch = Launch.objects.get(uid=asked.target)
    return [release.kill(launch, reason=asked.reason, by=by, at=at)]


def _kill_company(asked: Emergency, by: User, at: datetime) -> list[Launch]:
    """All that it presents or, as an agency, owns, in one transaction."""
    rows = Launch.objects.filter(state=State.APPROVED).select_related("company", "forum")
    theirs = rows.filter(company__uid=asked.target) | rows.filter(agency__uid=asked.target)
    return [release.kill(row, reason=asked.reason, by=by, at=at) for row in theirs.order_by("pk")]


DOES: dict[EmergencyAct, Do] = {
    A.RELEASE_NOW: _release_now,
    A.POSTPONE: _postpone,
    A.HOLD_ALL: _hold,
    A.LIFT: _lift,
    A.KILL: _kill,
    A.KILL_COMPANY: _kill_company,
}
