"""After approval a company changes nothing: it proposes, and the desk decides.

A proposal stands beside the revisions and touches neither the approved one nor the latest.
Accepting makes a revision, which a second person still has to publish as a correction. With
the approval ends what was proposed to it.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from launches import rules
from launches.enums import FileState, ProposalState, State
from launches.errors import (
    FileRefused,
    NoSuchTransition,
    NotAllowed,
    ReasonNeeded,
    Stale,
    UnveilError,
)
from launches.models import Launch, Material, Proposal, User

from . import audit, editing, mailing
from .signals import acted


def open_of(launch: Launch) -> Proposal | None:
    """The proposal that waits, if there is one."""
    return launch.proposals.filter(state=ProposalState.OPEN).select_related("by").first()


def propose(
    launch: Launch,
    *,
    values: Mapping[str, str],
    was: Mapping[str, str],
    put: Collection[str] = (),
    gone: Collection[str] = (),
    base: int,
    note: str = "",
    by: User,
    at: datetime,
) -> Proposal:
    """Propose words {field: text} and files for an approved launch; the open one is replaced.

    `was` are the same fields in revision `base`; those that are the same in both are left
    out. `put` are files of this entry that passed the quarantine and would be placed, `gone`
    those that would be taken off, by their public ids. Raises NotAllowed for those who may
    not write for the company, NoSuchTransition where the launch is not approved, FileRefused
    for a file that is not (any more) there, UnveilError where nothing is different.
    """
    changed = {name: text for name, text in values.items() if was.get(name, "") != text}
    with transaction.atomic():
        locked = editing.lock(launch)
        if not rules.may_propose(by, locked):
            refuse(locked, by=by)
        _all_there(locked, put)
        if not (changed or put or gone):
            raise UnveilError(_("Nothing is different from what stands there now."))
        proposal, _made = Proposal.objects.update_or_create(
            launch=locked,
            state=ProposalState.OPEN,
            defaults={
                "values": changed,
                "was": {name: was.get(name, "") for name in changed},
                "put": list(put),
                "gone": list(gone),
                "base": base,
                "note": note.strip(),
                "by": by,
                "at": at,
            },
        )
        _told(proposal, "change_proposed", by=by, at=at, note=note.strip())
        link = {"link": mailing.address("desk:proposal", locked.uid)}
        mailing.tell_desk("proposal_to_desk", locked, by=by, at=at, values=link)
    return proposal


def refuse(launch: Launch, *, by: User) -> None:
    """Say why this person cannot propose: their role, or the entry's state."""
    if not rules.is_writer(by, launch):
        raise NotAllowed()
    raise NoSuchTransition(_("Changes are proposed after the approval only."))


def _all_there(launch: Launch, uids: Collection[str]) -> None:
    found = Material.objects.filter(launch=launch, state=FileState.READY, uid__in=uids)
    if found.count() != len(set(uids)):
        raise FileRefused(_("A proposed file was discarded in the meantime."))


def withdraw(proposal: Proposal, *, by: User, at: datetime) -> None:
    """Take an open proposal back. Raises NotAllowed and, where it is decided, Stale."""
    if not rules.is_writer(by, proposal.launch):
        raise NotAllowed()
    with transaction.atomic():
        _decide(proposal, ProposalState.WITHDRAWN, by=by, at=at)
        _told(proposal, "proposal_withdrawn", by=by, at=at)


def accept(
    proposal: Proposal, *, seen: datetime, make: Callable[[], int], by: User, at: datetime
) -> int:
    """Make the revision that the proposal asks for; its id.

    `make` saves it and runs within the transaction. `seen` is when the proposal that the
    person read was made: a company may have replaced it since, which raises Stale. `by` is
    then the last editor, so another person has to approve.
    """
    with transaction.atomic():
        launch = editing.lock(proposal.launch)
        _check(launch, by)
        _unchanged(proposal, seen)
        revision = make()
        _decide(proposal, ProposalState.ACCEPTED, by=by, at=at, revision=revision)
        _told(proposal, "proposal_accepted", by=by, at=at)
    return revision


def decline(proposal: Proposal, *, reason: str, by: User, at: datetime) -> None:
    """Say no, with a reason that the company reads."""
    if not reason.strip():
        raise ReasonNeeded(fields={"reason": _("Please say why it is declined.")})
    with transaction.atomic():
        _check(editing.lock(proposal.launch), by)
        _decide(proposal, ProposalState.DECLINED, by=by, at=at, reason=reason.strip())
        _told(proposal, "proposal_declined", by=by, at=at, note=reason.strip())


def lapse(launch: Launch, *, by: User, at: datetime) -> None:
    """End the proposal that waits, for its launch is no longer approved; its words are kept.

    Called by the one door for states; the company reads of it in the entry's story and in
    the mail that tells of the act itself.
    """
    waiting = open_of(launch)
    if waiting is not None:
        _decide(waiting, ProposalState.LAPSED, by=by, at=at)
        _told(waiting, "proposal_lapsed", by=by, at=at)


def _check(launch: Launch, by: User) -> None:
    if not rules.reviews(by, launch):
        raise NotAllowed()
    if launch.state != State.APPROVED:
        raise NoSuchTransition()


def _unchanged(proposal: Proposal, seen: datetime) -> None:
    now = Proposal.objects.select_related("by").get(pk=proposal.pk)
    if now.at != seen:
        raise Stale(_("The company has changed its proposal. Read it again."), by=now.by, at=now.at)


def _decide(
    proposal: Proposal, state: ProposalState, *, by: User, at: datetime, **more: object
) -> None:
    """Close it if it is still open; Stale otherwise."""
    still = Proposal.objects.filter(pk=proposal.pk, state=ProposalState.OPEN)
    if not still.update(state=state, decided_by=by, decided_at=at, **more):
        raise Stale(_("This proposal has been decided already."))
    proposal.refresh_from_db()


def _told(proposal: Proposal, verb: str, *, by: User, at: datetime, note: str = "") -> None:
    uid = proposal.launch.uid
    audit.record(
        verb,
        by=by,
        at=at,
        launch=proposal.launch,
        note=note,
        proposal=proposal.uid,
        fields=sorted(proposal.values),
        put=proposal.put,
        gone=proposal.gone,
    )
    link = {"link": mailing.address("portal:proposal", uid)}
    mailing.tell_news(proposal.launch, verb, by=by, at=at, more=link)
    transaction.on_commit(lambda: acted.send(Launch, launch_uid=uid, verb=verb))
