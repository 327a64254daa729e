"""Which acts can be undone, until when, by whom: one table, and the acts behind it.

Safe is what nobody outside the desk has been told of yet. All else is refused with the
words of what to do instead. An act is undone once; both stand in the audit.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from launches import rules
from launches.enums import Action, MailState, RulingState, State
from launches.errors import NotAllowed, Stale, UnveilError
from launches.models import (
    AuditEntry,
    Claim,
    Launch,
    Mail,
    PreparedDecision,
    Slate,
    Tag,
    Theme,
    User,
)

from . import (
    assigning,
    audit,
    claims,
    decisions,
    editing,
    mailing,
    placing,
    release,
    review,
    slates,
    tagging,
)
from .transitions import transition

Do = Callable[[Launch, AuditEntry, User, datetime], object]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class Undo:
    """How long after an act it can be undone, and what does it."""

    within: timedelta
    do: Do


def _unassign(launch: Launch, act: AuditEntry, by: User, at: datetime) -> None:
    of = User.objects.filter(pk=act.detail["user"]).first()
    if of is None or not assigning.unassign(launch, of=of, by=by, at=at):
        raise Stale()


def _assign(launch: Launch, act: AuditEntry, by: User, at: datetime) -> None:
    to = User.objects.filter(pk=act.detail["user"]).first()
    if to is None:
        raise Stale()
    assigning.assign(launch, to=to, by=by, at=at)


def _untag(launch: Launch, act: AuditEntry, by: User, at: datetime) -> None:
    tagging.untag(launch, name=_tag(act).name, by=by, at=at)


def _tag_again(launch: Launch, act: AuditEntry, by: User, at: datetime) -> None:
    tagging.tag(launch, name=_tag(act).name, by=by, at=at)


def _tag(act: AuditEntry) -> Tag:
    found = Tag.objects.filter(uid=act.detail["tag"]).first()
    if found is None:
        raise Stale(_("The tag is on no entry any more and is gone."))
    return found


def _theme_back(launch: Launch, act: AuditEntry, by: User, at: datetime) -> None:
    if launch.theme.slug != act.detail["now"]:
        raise Stale()
    was = Theme.objects.filter(forum=launch.forum_id, slug=act.detail["was"]).first()
    if was is None:
        raise Stale()
    placing.move_theme(launch, to=was, by=by, at=at)


def _claim_back(launch: Launch, act: AuditEntry, by: User, at: datetime) -> None:
    mine = Claim.objects.filter(launch=launch, user=act.actor_id, until__gt=at)
    before = User.objects.filter(pk=act.before).first()
    if before is None or not mine.update(user=before, since=at, until=at + claims.LASTS):
        raise Stale()


def _off_slate(launch: Launch, act: AuditEntry, by: User, at: datetime) -> None:
    slate = Slate.objects.filter(uid=act.detail.get("slate", ""), launches=launch).first()
    if slate is None:
        raise Stale()
    slates.remove(slate, launch, by=by, at=at)


def _unprepare(launch: Launch, act: AuditEntry, by: User, at: datetime) -> None:
    found = PreparedDecision.objects.filter(launch=launch, at=act.at).first()
    if found is None:
        raise Stale()
    decisions.drop(found, by=by, at=at)


def _take_back(launch: Launch, act: AuditEntry, by: User, at: datetime) -> None:
    _unsay(launch, act)
    review.take_back(launch, by=by, at=at)


def _undecline(launch: Launch, act: AuditEntry, by: User, at: datetime) -> None:
    _as_it_left(launch, act)
    _unsay(launch, act)
    with_company = act.before == State.CHANGES_REQUESTED
    transition(launch, Action.REOPEN if with_company else Action.TAKE_BACK, by=by, at=at)
    _wait_again(launch, act)


def _unapprove(launch: Launch, act: AuditEntry, by: User, at: datetime) -> None:
    _as_it_left(launch, act)
    _unsay(launch, act)
    with mailing.unsent():
        release.revoke(launch, reason=_("Undone"), by=by, at=at)
    _wait_again(launch, act)


def _as_it_left(launch: Launch, act: AuditEntry) -> None:
    if launch.state != act.after or launch.state_at != act.at:
        raise Stale()


def _unsay(launch: Launch, act: AuditEntry) -> None:
    """The mails of an act go, unless one has left: then the act can no longer be undone."""
    mails = Mail.objects.filter(launch_uid=launch.uid, kind=act.verb, made_at=act.at)
    if mails.exclude(state=MailState.HELD).exists():
        raise Stale(_("The company has been told already."))
    mails.delete()


def _wait_again(launch: Launch, act: AuditEntry) -> None:
    """A decision that was prepared waits in its batch again."""
    applied = PreparedDecision.objects.filter(launch=launch, applied_at=act.at)
    applied.update(state=RulingState.PENDING, applied_at=None)


TABLE: dict[str, Undo] = {
    "assigned": Undo(HOUR, _unassign),
    "unassigned": Undo(HOUR, _assign),
    "tagged": Undo(HOUR, _untag),
    "untagged": Undo(HOUR, _tag_again),
    "theme_moved": Undo(HOUR, _theme_back),
    "slate_joined": Undo(HOUR, _off_slate),
    "claim_taken": Undo(claims.LASTS, _claim_back),
    "decision_prepared": Undo(DAY, _unprepare),
    "changes_requested": Undo(review.UNDO, _take_back),
    "rejected": Undo(DAY, _undecline),
    "approved": Undo(DAY, _unapprove),
}
INSTEAD = {  # of acts that cannot be undone: what to do
    "due_moved": gettext_lazy("The company was told. Move the date once more."),
    "comment_made": gettext_lazy("The company may have read it. Write another message."),
    "point_accepted": gettext_lazy("Open the point again with the next request."),
    "embargo_moved": gettext_lazy("Outlets were told. Move the moment once more."),
    "released_now": gettext_lazy("It has been read. Publish a correction, or recall it."),
    "corrected": gettext_lazy("It has been read. Publish another correction."),
    "killed": gettext_lazy("A recall is for good. The company hands in a new entry."),
}


def undo(act: AuditEntry, *, by: User, at: datetime) -> None:
    """Undo one act on an entry.

    Raises UnveilError with what to do instead, NotAllowed for others than its author and
    those who may approve, and Stale where it is too late, was undone before, or the entry
    is no longer as the act left it.
    """
    with transaction.atomic():
        launch = _locked(act)
        if refusal := refused(act, launch, by=by, at=at, undone=undone_among([act])):
            raise refusal
        TABLE[act.verb].do(launch, act, by, at)
        audit.record("undone", by=by, at=at, launch=launch, act=act.verb, entry=act.pk)


def _locked(act: AuditEntry) -> Launch:
    pk = Launch.objects.filter(uid=act.launch_uid).values_list("pk", flat=True).first()
    if pk is None:
        raise Stale()
    return editing.lock(Launch(pk=pk))


def refused(
    act: AuditEntry, launch: Launch, *, by: User, at: datetime, undone: Iterable[int]
) -> UnveilError | None:
    """Why this person cannot undo this act now, as far as the act itself tells; None if they can.

    `undone` are the ids of acts that were undone (undone_among).
    """
    if act.verb not in TABLE:
        words = INSTEAD.get(act.verb, gettext_lazy("This act cannot be undone."))
        return UnveilError(str(words))
    if not rules.reviews(by, launch):
        return NotAllowed()
    if act.actor_id != by.pk and not by.has_perm("launches.approve_launch"):
        return NotAllowed(_("Only who did it, or who may approve, can undo it."))
    if act.pk in undone:
        return Stale(_("It was undone already."))
    if at > act.at + TABLE[act.verb].within:
        return Stale(_("It is too late to undo this."))
    return None


def undone_among(acts: Iterable[AuditEntry]) -> set[int]:
    """The ids of those acts on one entry that were undone; one query."""
    uids = {act.launch_uid for act in acts}
    rows = AuditEntry.objects.filter(verb="undone", launch_uid__in=uids)
    return {detail["entry"] for detail in rows.values_list("detail", flat=True)}


def may_undo(acts: Iterable[AuditEntry], launch: Launch, *, by: User, at: datetime) -> set[int]:
    """The ids of those acts on an entry that are offered to this person to undo.

    What the entry has become since is looked at only when it is done.
    """
    recent = [act for act in acts if act.verb in TABLE and at <= act.at + TABLE[act.verb].within]
    undone = undone_among(recent) if recent else set()
    return {act.pk for act in recent if not refused(act, launch, by=by, at=at, undone=undone)}
