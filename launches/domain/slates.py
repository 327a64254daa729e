"""Launches that open together: put together, checked, locked, moved, opened or not at all.

Locking gives every member the slate's instant in one transaction; from then on time
opens all of them in the gate and nothing has to run. Whatever makes one member unfit
before the instant takes it from all of them (`unfit`), see decision 10.
"""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from launches import clock, rules
from launches.enums import CLOSED_STATES, SlateAction, SlateState
from launches.errors import BadInstant, NoSuchTransition, NotAllowed, NotReady
from launches.models import Edition, Forum, Launch, Slate, SlateMember, SlateMove, User
from launches.models.edition import LATEST
from launches.queries.preflight import problems
from launches.queries.slates import opened_slates, waiting_with

from . import audit, instants, mailing, preflight, takeover
from .needs import need_reason
from .slate_steps import take_step
from .wire import hold_wire

OPEN_TO_CHANGE = {SlateState.DRAFT, SlateState.IN_REVIEW}
CLEAR: dict[str, Any] = {
    "blocked_at": None,
    "blocked_by": None,
    "blocked_why": "",
    "held_at": None,
}


def open_slate(
    forum: Forum, *, name: str, opens_at: datetime | None, by: User, at: datetime
) -> Slate:
    """Begin a slate. Its instant is provisional until it is locked, and may still be empty."""
    if not rules.plans(by):
        raise NotAllowed()
    with transaction.atomic():
        slate = Slate.objects.create(
            forum=forum, name=_named(name), opens_at=opens_at, made_by=by, made_at=at,
            state_by=by, state_at=at,
        )  # fmt: skip
        audit.record_slate("slate_opened", slate, by=by, at=at)
    return slate


def plan(slate: Slate, *, name: str, opens_at: datetime | None, by: User, at: datetime) -> Slate:
    """Name it and set its provisional instant. Once locked it is moved, never planned."""
    changeable(slate, by)
    with transaction.atomic():
        slate.name, slate.opens_at = _named(name), opens_at
        slate.save(update_fields=["name", "opens_at"])
        audit.record_slate("slate_planned", slate, by=by, at=at)
    return slate


def _named(name: str) -> str:
    if not name.strip():
        raise NotReady(fields={"name": _("Give the slate a name.")})
    return name.strip()[:200]


def changeable(slate: Slate, by: User) -> None:
    """Raise NotAllowed, or NoSuchTransition once it is locked."""
    slate.refresh_from_db()
    if not rules.prepares_slate(by, slate):
        raise NotAllowed()
    if slate.state not in OPEN_TO_CHANGE:
        raise NoSuchTransition(_("The slate is locked. Unlock it first."))


def add(slate: Slate, launch: Launch, *, by: User, at: datetime) -> SlateMember:
    """Put a launch on the slate; it opens with it from now on and has no instant of its own.

    Raises NoSuchTransition when it is closed, open already or on another open slate.
    """
    changeable(slate, by)
    launch.refresh_from_db()
    if launch.state in CLOSED_STATES or launch.is_released(at=clock.now()):
        raise NoSuchTransition(_("“%s” cannot open any more.") % launch)
    with transaction.atomic():
        hold_wire()
        instants.take(Launch.objects.filter(pk=launch.pk), at=at)
        return join(slate, launch, by=by, at=at)


def join(
    slate: Slate, launch: Launch, *, corrects: bool = False, by: User, at: datetime
) -> SlateMember:
    """The member's row and its audit; whether it may open is the caller's part.

    Raises NoSuchTransition when the launch is on another open slate.
    """
    earlier = SlateMember.objects.filter(launch=launch, is_open=True)
    earlier.filter(slate__in=opened_slates(at=at)).update(is_open=False)
    try:
        with transaction.atomic():
            member = SlateMember.objects.create(slate=slate, launch=launch, corrects=corrects)
    except IntegrityError as error:
        raise NoSuchTransition(_("“%s” is on a slate already.") % launch) from error
    audit.record_slate("slate_joined", slate, by=by, at=at, launch=launch)
    return member


def remove(slate: Slate, launch: Launch, *, by: User, at: datetime) -> None:
    """Take a launch off; it waits without an instant. Possible on a blocked slate too."""
    removable(slate, by)
    with transaction.atomic():
        gone, _rows = SlateMember.objects.filter(slate=slate, launch=launch).delete()
        if gone:
            takeover.drop([launch.pk], at=at)
            audit.record_slate("slate_left", slate, by=by, at=at, launch=launch)


def removable(slate: Slate, by: User) -> None:
    """Raise NotAllowed or NoSuchTransition where nothing may be taken off it."""
    slate.refresh_from_db()
    if not slate.is_blocked:
        changeable(slate, by)
    elif not rules.releases_slate(by, slate):
        raise NotAllowed()


def send(slate: Slate, *, by: User, at: datetime) -> Slate:
    """Say that it is complete; somebody else locks it."""
    if not (slate.members.exists() or slate.pages.exists()):
        raise NotReady(_("There is nothing on this slate yet."))
    return take_step(slate, SlateAction.SEND, by=by, at=at, sent_by=by)


def take_back(slate: Slate, *, by: User, at: datetime) -> Slate:
    return take_step(slate, SlateAction.TAKE_BACK, by=by, at=at, sent_by=None)


def lock(slate: Slate, *, by: User, at: datetime) -> Slate:
    """Arm it: every member gets the instant, or none. Raises NotReady with what is unfit,
    {launch uid: sentences}, and BadInstant without an instant ahead."""
    with transaction.atomic():
        hold_wire()
        _ahead(slate.opens_at, at)
        take_step(slate, SlateAction.LOCK, by=by, at=at, locked_by=by)
        _arm(slate, slate.opens_at, at=at)
    return slate


def _ahead(opens_at: datetime | None, at: datetime) -> None:
    if opens_at is None or opens_at.tzinfo is None or opens_at <= max(at, clock.now()):
        raise BadInstant(fields={"opens_at": _("The release moment must be in the future.")})


def _arm(slate: Slate, opens_at: datetime | None, *, at: datetime) -> None:
    """Give the members their instant and note which editions the slate opens."""
    assert opens_at  # noqa: S101 -- locked_slate_has_instant
    if grave := preflight.grave(problems(slate, opens_at=opens_at, grave_only=True)):
        raise NotReady(_("The pre-flight found what would fail."), fields=grave)
    instants.give(slate.launches.all(), opens_at, at=at)
    note_editions(slate)


def note_editions(slate: Slate) -> None:
    """Keep with each member the edition that the slate brings to readers."""
    edition = Edition.objects.filter(LATEST, launch=OuterRef("launch")).order_by("-number")
    slate.members.update(edition=Subquery(edition.values("pk")[:1]))


def unlock(slate: Slate, *, reason: str, by: User, at: datetime) -> Slate:
    """Back to work before the instant: nothing opens."""
    need_reason(reason)
    with transaction.atomic():
        _disarm(slate, at)
        freed = {**CLEAR, "locked_by": None, "sent_by": None}
        take_step(slate, SlateAction.UNLOCK, by=by, at=at, note=reason, **freed)
    return slate


def _disarm(slate: Slate, at: datetime, *, tell: bool = True) -> None:
    hold_wire()
    slate.refresh_from_db()
    if slate.is_armed(at=at):
        instants.still_closed(slate.opens_at, at=at)
    instants.take(slate.launches.all(), at=at, tell=tell)


def move(slate: Slate, *, opens_at: datetime, reason: str, by: User, at: datetime) -> Slate:
    """Move a locked slate; the instant it had is kept, and accredited outlets are told."""
    need_reason(reason)
    _ahead(opens_at, at)
    with transaction.atomic():
        _disarm(slate, at, tell=False)
        was = slate.opens_at
        take_step(slate, SlateAction.MOVE, by=by, at=at, note=reason, opens_at=opens_at)
        assert was  # noqa: S101 -- locked_slate_has_instant
        SlateMove.objects.create(slate=slate, was=was, became=opens_at, reason=reason, by=by, at=at)
        if not slate.is_blocked:
            _arm(slate, opens_at, at=at)
        if was > at:
            instants.still_closed(was, at=at)
    return slate


def retry(slate: Slate, *, opens_at: datetime | None = None, by: User, at: datetime) -> Slate:
    """Arm a blocked slate again; one whose instant has passed meanwhile opens now."""
    with transaction.atomic():
        _disarm(slate, at)
        wanted = max(opens_at or slate.opens_at or at, at, clock.now())
        take_step(slate, SlateAction.RETRY, by=by, at=at, opens_at=wanted, **CLEAR)
        _arm(slate, wanted, at=at)
    return slate


def release_now(slate: Slate, *, reason: str, by: User, at: datetime) -> Slate:
    """Open a locked slate this instant."""
    need_reason(reason)
    with transaction.atomic():
        _disarm(slate, at, tell=False)
        changes = {**CLEAR, "opens_at": at}
        take_step(slate, SlateAction.RELEASE_NOW, by=by, at=at, note=reason, **changes)
        _arm(slate, at, at=at)
    return slate


def cancel(slate: Slate, *, reason: str, by: User, at: datetime) -> Slate:
    """Give it up before the instant; its launches wait for another slate or moment."""
    need_reason(reason)
    with transaction.atomic():
        _disarm(slate, at)
        take_step(slate, SlateAction.CANCEL, by=by, at=at, note=reason, **CLEAR)
        slate.members.update(is_open=False)
        slate.pages.update(is_open=False)
        takeover.drop(slate.launches.values_list("pk", flat=True), at=at)
    return slate


def unfit(launch: Launch, why: str, *, by: User | None, at: datetime) -> Slate | None:
    """A member cannot open: then none of its slate does. Tells the desk; the slate waits.

    Part of the act that made it unfit, in the same transaction, so that no reader can see
    the others without it. None where the launch is on no armed slate. Raises Stale in the
    last moment before the instant: by then it counts as open.
    """
    hold_wire()
    slate = waiting_with(launch, at=at)
    if slate is None or not block(slate, why, launch=launch, by=by, at=at):
        return None
    return slate


def block(
    slate: Slate, why: str, *, launch: Launch | None = None, by: User | None, at: datetime
) -> bool:
    """Take the instant from everything on a locked slate and tell the desk; `retry` goes on.

    False, and nothing changes, where it is not locked any more, is blocked already or open.
    Raises Stale in the last moment before the instant.
    """
    with transaction.atomic():
        hold_wire()
        slate.refresh_from_db()
        if slate.state != SlateState.READY or slate.is_blocked or slate.is_released(at=at):
            return False
        instants.still_closed(slate.opens_at if slate.is_armed(at=at) else None, at=at)
        instants.take(slate.launches.all(), at=at)
        Slate.objects.filter(pk=slate.pk).update(
            blocked_at=at, blocked_by=launch, blocked_why=why, state_at=at, held_at=None
        )
        audit.record_slate("slate_blocked", slate, by=by, at=at, launch=launch, note=why)
        mailing.tell_alarm(slate, by=by, at=at)
    return True
