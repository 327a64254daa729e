"""The one door through which a slate changes state, as transitions.py is for a launch."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from launches import rules
from launches.enums import SlateAction, SlateState
from launches.errors import FourEyes, NoSuchTransition, NotAllowed, Stale
from launches.models import Slate, User

from . import audit

S, A = SlateState, SlateAction


@dataclass(frozen=True)
class Step:
    """Where an action leads, who may take it, and its name in the audit."""

    next_state: SlateState
    rule: Callable[[rules.Person, Slate], bool]
    verb: str


TABLE: dict[tuple[SlateState, SlateAction], Step] = {
    (S.DRAFT, A.SEND): Step(S.IN_REVIEW, rules.prepares_slate, "slate_sent"),
    (S.DRAFT, A.CANCEL): Step(S.CANCELLED, rules.prepares_slate, "slate_cancelled"),
    (S.IN_REVIEW, A.TAKE_BACK): Step(S.DRAFT, rules.prepares_slate, "slate_taken_back"),
    (S.IN_REVIEW, A.LOCK): Step(S.READY, rules.locks_slate, "slate_locked"),
    (S.IN_REVIEW, A.CANCEL): Step(S.CANCELLED, rules.prepares_slate, "slate_cancelled"),
    (S.READY, A.UNLOCK): Step(S.DRAFT, rules.releases_slate, "slate_unlocked"),
    (S.READY, A.MOVE): Step(S.READY, rules.releases_slate, "slate_moved"),
    (S.READY, A.RETRY): Step(S.READY, rules.releases_slate, "slate_tried_again"),
    (S.READY, A.RELEASE_NOW): Step(S.READY, rules.releases_slate, "slate_released_now"),
    (S.READY, A.CANCEL): Step(S.CANCELLED, rules.releases_slate, "slate_cancelled"),
    (S.READY, A.ROLL_BACK): Step(S.ROLLED_BACK, rules.releases_slate, "slate_rolled_back"),
}
WHOLE = {A.ROLL_BACK}  # after the instant only; everything else in READY is before it


def may(user: rules.Person, action: SlateAction, slate: Slate, *, at: datetime) -> bool:
    """True where the table has this action now and its rule admits the person."""
    step = TABLE.get((SlateState(slate.state), action))
    return step is not None and _in_time(slate, action, at) and step.rule(user, slate)


def _in_time(slate: Slate, action: SlateAction, at: datetime) -> bool:
    if action == A.RETRY:
        return slate.is_blocked
    return slate.state != S.READY or slate.is_released(at=at) == (action in WHOLE)


def take_step(
    slate: Slate, action: SlateAction, *, by: User, at: datetime, note: str = "", **changes: Any
) -> Slate:
    """Take one step, or refuse; call it inside the act's transaction.

    `changes` are columns set in the same UPDATE. Raises NoSuchTransition, NotAllowed or
    FourEyes, and Stale when somebody was first.
    """
    before = SlateState(slate.state)
    step = TABLE.get((before, action))
    if step is None or not _in_time(slate, action, at):
        raise NoSuchTransition(
            _("“%(action)s” is not possible: the slate is “%(state)s”.")
            % {"action": SlateAction(action).label, "state": before.label}
        )
    if not step.rule(by, slate):
        raise _refusal(action, slate, by)
    columns = {**changes, "state": step.next_state, "state_by": by, "state_at": at}
    with transaction.atomic():
        same = Slate.objects.filter(pk=slate.pk, state=before, state_at=slate.state_at)
        if not same.update(**columns):
            raise _stale(slate)
        for name, value in columns.items():
            setattr(slate, name, value)
        audit.record_slate(step.verb, slate, by=by, at=at, before=before, note=note)
    return slate


def _refusal(action: SlateAction, slate: Slate, by: User) -> NotAllowed:
    if action == A.LOCK and by.pk == slate.sent_by_id:
        return FourEyes(_("You sent this slate to review. A colleague has to lock it."))
    return NotAllowed(_("You do not have the right to do this with this slate."))


def _stale(slate: Slate) -> Stale:
    fresh = Slate.objects.select_related("state_by").get(pk=slate.pk)
    who = str(fresh.state_by) if fresh.state_by else _("Somebody")
    values = {"who": who, "state": SlateState(fresh.state).label}
    message = _("%(who)s was first: the slate is now “%(state)s”.") % values
    return Stale(message, by=fresh.state_by, at=fresh.state_at)
