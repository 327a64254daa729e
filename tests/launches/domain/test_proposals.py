"""After approval a company proposes; the desk decides; readers keep what was approved."""

import pytest
from django.db import IntegrityError, transaction

from launches import clock
from launches.domain import editing, proposals, release
from launches.enums import ProposalState, Role
from launches.errors import NoSuchTransition, NotAllowed, ReasonNeeded, Stale, UnveilError
from launches.models import AuditEntry, Mail, Proposal
from tests import factories

pytestmark = pytest.mark.django_db
HEADLINE = "texts.en.headline"


@pytest.fixture
def approved():
    return factories.launch("approved")


def propose(launch, text="Better", **changes):
    values = {"values": {HEADLINE: text, "product": "Same"}, "was": {"product": "Same"}}
    said = {"base": 7, "by": launch.created_by, "at": clock.now(), **values, **changes}
    return proposals.propose(launch, **said)


def test_only_what_differs_is_proposed_and_the_launch_stays(approved):
    before = (approved.latest_revision, approved.approved_revision, approved.state)
    made = propose(approved, note=" Typo ")
    assert (made.values, made.was, made.note) == ({HEADLINE: "Better"}, {HEADLINE: ""}, "Typo")
    approved.refresh_from_db()
    assert (approved.latest_revision, approved.approved_revision, approved.state) == before
    entry = AuditEntry.objects.filter(launch_uid=approved.uid).first()
    assert (entry.verb, entry.detail["fields"]) == ("change_proposed", [HEADLINE])


def test_the_open_one_is_replaced_and_there_is_never_a_second(approved):
    first = propose(approved)
    assert propose(approved, "Better still").pk == first.pk
    assert proposals.open_of(approved).values == {HEADLINE: "Better still"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.create(launch=approved, values={}, base=1, at=clock.now())


def test_who_may_propose_and_when(approved):
    viewer = factories.MemberFactory(company=approved.company, role=Role.VIEWER)
    for stranger in (viewer.user, factories.UserFactory(), factories.UserFactory(releaser=True)):
        with pytest.raises(NotAllowed):
            propose(approved, by=stranger)
    for state in ("draft", "in_review", "killed"):
        with pytest.raises(NoSuchTransition):
            propose(factories.launch(state))
    with pytest.raises(UnveilError):
        propose(approved, values={"product": "Same"})
    assert not Proposal.objects.exists()


def test_the_desk_decides_once(approved):
    made, desk = propose(approved), factories.UserFactory(reviewer=True)
    with pytest.raises(NotAllowed):
        proposals.accept(made, seen=made.at, make=lambda: 9, by=approved.created_by, at=clock.now())
    with pytest.raises(ReasonNeeded):
        proposals.decline(made, reason=" ", by=desk, at=clock.now())
    revision = proposals.accept(made, seen=made.at, make=lambda: 9, by=desk, at=clock.now())
    assert (revision, made.state, made.revision) == (9, ProposalState.ACCEPTED, 9)
    with pytest.raises(Stale):
        proposals.decline(made, reason="No", by=desk, at=clock.now())
    with pytest.raises(Stale):
        proposals.withdraw(made, by=approved.created_by, at=clock.now())


def test_what_was_not_read_is_not_accepted(approved):
    made, desk = propose(approved), factories.UserFactory(reviewer=True)
    propose(approved, "Changed meanwhile")
    with pytest.raises(Stale):
        proposals.accept(made, seen=made.at, make=lambda: 9, by=desk, at=clock.now())
    assert proposals.open_of(approved)


def test_taken_back_and_declined(approved):
    proposals.withdraw(propose(approved), by=approved.created_by, at=clock.now())
    made = propose(approved)
    desk = factories.UserFactory(reviewer=True)
    proposals.decline(made, reason="It is right as it is.", by=desk, at=clock.now())
    states = list(approved.proposals.order_by("pk").values_list("state", flat=True))
    assert states == [ProposalState.WITHDRAWN, ProposalState.DECLINED]
    assert proposals.open_of(approved) is None


@pytest.mark.parametrize(("act", "told"), [("revoke", "approval_revoked"), ("kill", "killed")])
def test_it_ends_with_the_approval_and_its_words_are_kept(approved, act, told):
    made, chief = propose(approved), factories.UserFactory(releaser=True)
    getattr(release, act)(approved, reason="A mistake.", by=chief, at=clock.now())
    made.refresh_from_db()
    assert (made.state, made.decided_by, made.values) == ("lapsed", chief, {HEADLINE: "Better"})
    verbs = AuditEntry.objects.filter(launch_uid=approved.uid).values_list("verb", flat=True)
    assert list(verbs[:2]) == ["proposal_lapsed", told]
    with pytest.raises(NoSuchTransition):
        proposals.accept(made, seen=made.at, make=lambda: 9, by=chief, at=clock.now())


def test_a_correction_leaves_the_proposal_waiting(approved):
    made = propose(approved)
    approved.refresh_from_db()
    editor, newer = factories.UserFactory(reviewer=True), approved.latest_revision + 1
    editing.record_edit(approved, revision=newer, product="Mended", by=editor, at=clock.now())
    release.correct(
        approved,
        revision=newer,
        content=factories.content_of(approved),
        note="Typo",
        by=factories.UserFactory(releaser=True),
        at=clock.now(),
    )
    assert proposals.open_of(approved) == made


def test_both_sides_are_written_to_without_a_word_of_it(approved):
    made, desk = propose(approved, "Canary words"), factories.UserFactory(reviewer=True)
    to_desk = Mail.objects.filter(kind="proposal_to_desk")
    assert approved.approver in {one.person for one in to_desk}
    assert desk not in {one.person for one in to_desk}
    approved.assignments.create(user=desk, at=clock.now())
    propose(approved, "Canary words again")
    assert to_desk.latest("pk").person == desk
    made.refresh_from_db()
    proposals.decline(made, reason="Canary reason", by=desk, at=clock.now())
    again = propose(approved)
    proposals.accept(again, seen=again.at, make=lambda: 9, by=desk, at=clock.now())
    assert Mail.objects.get(kind="proposal_accepted").person == approved.created_by
    (told,) = Mail.objects.filter(kind="proposal_declined")
    assert told.person == approved.created_by
    assert f"/portal/launches/{approved.uid}/proposal/" in told.text
    assert "Canary" not in "".join(f"{one.subject}{one.text}" for one in Mail.objects.all())
