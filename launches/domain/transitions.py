"""The one door through which a launch changes state.

A table says which action leads where and who may do it; `transition` looks it up,
checks the rule, updates only if the state is still the one the person saw, and
writes the audit row, all in one transaction. Embargoed and released are derived
from time and are not here.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from launches import rules
from launches.enums import Action, State
from launches.errors import FourEyes, NoSuchTransition, NotAllowed, Stale
from launches.mail_kinds import Values
from launches.models import Launch, User
from launches.queries import phases

from . import audit, mailing, proposals
from .signals import acted

S, A = State, Action


@dataclass(frozen=True)
class Step:
    """Where an action leads, who may take it, and its name in the audit."""

    next_state: State
    rule: rules.Rule
    verb: str


TABLE: dict[tuple[State, Action], Step] = {
    (S.DRAFT, A.SUBMIT): Step(S.SUBMITTED, rules.is_writer, "submitted"),
    (S.DRAFT, A.WITHDRAW): Step(S.WITHDRAWN, rules.withdraws, "withdrawn"),
    (S.SUBMITTED, A.START_REVIEW): Step(S.IN_REVIEW, rules.reviews, "review_started"),
    (S.SUBMITTED, A.REQUEST_CHANGES): Step(S.CHANGES_REQUESTED, rules.decides, "changes_requested"),
    (S.SUBMITTED, A.REJECT): Step(S.REJECTED, rules.decides, "rejected"),
    (S.SUBMITTED, A.WITHDRAW): Step(S.WITHDRAWN, rules.withdraws, "withdrawn"),
    (S.IN_REVIEW, A.REQUEST_CHANGES): Step(S.CHANGES_REQUESTED, rules.decides, "changes_requested"),
    (S.IN_REVIEW, A.APPROVE): Step(S.APPROVED, rules.accepts, "approved"),
    (S.IN_REVIEW, A.REJECT): Step(S.REJECTED, rules.decides, "rejected"),
    (S.IN_REVIEW, A.WITHDRAW): Step(S.WITHDRAWN, rules.withdraws, "withdrawn"),
    (S.CHANGES_REQUESTED, A.SUBMIT): Step(S.SUBMITTED, rules.is_writer, "submitted"),
    (S.CHANGES_REQUESTED, A.REJECT): Step(S.REJECTED, rules.decides, "rejected"),
    (S.CHANGES_REQUESTED, A.TAKE_BACK): Step(S.IN_REVIEW, rules.reviews, "request_undone"),
    (S.CHANGES_REQUESTED, A.WITHDRAW): Step(S.WITHDRAWN, rules.withdraws, "withdrawn"),
    (S.APPROVED, A.REVOKE): Step(S.IN_REVIEW, rules.releases, "approval_revoked"),
    (S.APPROVED, A.CORRECT): Step(S.APPROVED, rules.approves, "corrected"),
    (S.APPROVED, A.PREPARE_CORRECTION): Step(S.APPROVED, rules.approves, "correction_prepared"),
    (S.APPROVED, A.MOVE_EMBARGO): Step(S.APPROVED, rules.releases, "embargo_moved"),
    (S.APPROVED, A.RELEASE_NOW): Step(S.APPROVED, rules.releases, "released_now"),
    (S.APPROVED, A.KILL): Step(S.KILLED, rules.releases, "killed"),
    (S.REJECTED, A.TAKE_BACK): Step(S.IN_REVIEW, rules.decides, "decline_undone"),
    (S.REJECTED, A.REOPEN): Step(S.CHANGES_REQUESTED, rules.decides, "reopened"),
    (S.WITHDRAWN, A.REOPEN): Step(S.DRAFT, rules.is_writer, "reopened"),
}


def may(user: rules.Person, action: Action, launch: Launch) -> bool:
    """True where the table has this action in this state and its rule admits the person."""
    step = TABLE.get((State(launch.state), action))
    return step is not None and step.rule(user, launch)


def allowed_actions(user: rules.Person, launch: Launch) -> list[Action]:
    """What to offer this person as buttons, in the order of the enum."""
    return [action for action in Action if may(user, action, launch)]


def transition(
    launch: Launch,
    action: Action,
    *,
    by: User,
    at: datetime,
    note: str = "",
    news: Values | None = None,
    **changes: Any,
) -> Launch:
    """Take one step, or refuse.

    `changes` are columns of the launch set in the same UPDATE; `news` fills the mail
    to the company, where this step has one. Raises
    NoSuchTransition (the table has no such step), NotAllowed or FourEyes (the rule
    says no) and Stale (somebody was first; it tells who and when). Sends the signal
    `acted` after commit. Skips everything the action itself stands for: the callers
    in this package write editions, receipts and the wire.
    """
    before = State(launch.state)
    step = _step(launch, action, by)
    columns = {**changes, "state": step.next_state, "state_by": by, "state_at": at}
    with transaction.atomic():
        same = Launch.objects.filter(
            pk=launch.pk, state=before, approved_revision=launch.approved_revision
        )
        if not same.update(**columns):
            raise stale(launch)
        for name, value in columns.items():
            setattr(launch, name, value)
        audit.record(
            step.verb, by=by, at=at, launch=launch, before=before, after=step.next_state, note=note
        )
        mailing.tell_news(launch, step.verb, by=by, at=at, more=news)
        if before == S.APPROVED != step.next_state:
            proposals.lapse(launch, by=by, at=at)
        uid, verb = launch.uid, step.verb
        transaction.on_commit(lambda: acted.send(Launch, launch_uid=uid, verb=verb))
    return launch


def _step(launch: Launch, action: Action, by: User) -> Step:
    step = TABLE.get((State(launch.state), action))
    if step is None:
        raise NoSuchTransition(
            _("“%(action)s” is not possible: the entry is “%(state)s”.")
            % {"action": Action(action).label, "state": State(launch.state).label}
        )
    if not step.rule(by, launch):
        raise _refusal(step.rule, launch, by)
    return step


def _refusal(rule: rules.Rule, launch: Launch, by: User) -> NotAllowed:
    approving = rule in (rules.approves, rules.accepts)
    if approving and by.has_perm("launches.approve_launch") and not rules.approves(by, launch):
        if rules.is_member(by, launch):
            return FourEyes(_("You are of the submitting company, so you cannot approve."))
        return FourEyes()
    if rule in (rules.accepts, rules.decides) and rules.reviews(by, launch):
        return _not_now(launch, by)
    return NotAllowed()


def require_deciding(launch: Launch, by: User, *, approving: bool = False) -> None:
    """Raise what deciding an entry under review would raise: NotAllowed, or FourEyes."""
    rule = rules.accepts if approving else rules.decides
    if not rule(by, launch):
        raise _refusal(rule, launch, by)


def _not_now(launch: Launch, by: User) -> NotAllowed:
    """Why somebody of the desk does not decide: a conflict, or the phase of the review."""
    if rules.has_conflict(by, launch):
        return NotAllowed(_("You have declared a conflict of interest, so you do not decide."))
    if rules.in_phase("decided_by", by, launch):
        return NotAllowed()
    name = str(phases.active(launch.forum_id))
    return NotAllowed(_("In the phase “%(phase)s” you do not decide.") % {"phase": name})


def stale(launch: Launch) -> Stale:
    """The refusal that names who was first."""
    fresh = Launch.objects.select_related("state_by").get(pk=launch.pk)
    who = str(fresh.state_by) if fresh.state_by else _("Somebody")
    message = _("%(who)s was first: the entry is now “%(state)s”.") % {
        "who": who,
        "state": State(fresh.state).label,
    }
    return Stale(message, by=fresh.state_by, at=fresh.state_at)
