"""The desk's edits wait for the company's word where the phase says so, and approval with them."""

from datetime import timedelta

import pytest

from launches import clock
from launches.domain import confirming, editing, release, review, submission
from launches.enums import Role, State
from launches.errors import NotAllowed, NotReady, ReasonNeeded, Stale, UnveilError
from launches.models import AuditEntry, Confirmation, Launch, Mail
from launches.queries import confirmations
from tests.factories import MemberFactory, UserFactory, content_of, launch
from tests.factories.judging import PhaseFactory

pytestmark = pytest.mark.django_db


class Case:
    """An entry in review in a phase that has companies confirm; the desk saves versions of it."""

    def __init__(self) -> None:
        self.phase = PhaseFactory(active=True, confirms_edits=True)
        self.launch, self.at = launch("in_review"), clock.now()
        self.first = self.launch.latest_revision
        self.owner = self.launch.company.memberships.get().user
        self.editor = UserFactory(reviewer=True, name="Edith")
        self.chief = UserFactory(releaser=True)

    def edit(self, by=None) -> int:
        revision = self.launch.latest_revision + 1
        editing.record_edit(
            self.launch, revision=revision, product="Aurora One", by=by or self.editor, at=self.at
        )
        return revision

    def confirm(self, revision, by=None) -> None:
        confirming.confirm(self.launch, revision=revision, by=by or self.owner, at=self.at)

    def object_to(self, revision, words="Not so.") -> None:
        confirming.object_to(self.launch, revision=revision, words=words, by=self.owner, at=self.at)

    def approve(self) -> None:
        release.approve(
            self.launch,
            revision=self.launch.latest_revision,
            content=content_of(self.launch),
            by=self.chief,
            at=clock.now(),
        )

    def said(self) -> list[tuple[int, int, str]]:
        rows = Confirmation.objects.order_by("pk")
        return [(one.before, one.revision, one.state) for one in rows]


@pytest.fixture
def case(db):
    return Case()


def verbs(case) -> list[str]:
    rows = AuditEntry.objects.filter(launch_uid=case.launch.uid, verb__contains="edit_")
    asked = AuditEntry.objects.filter(launch_uid=case.launch.uid, verb="confirmation_asked")
    return sorted([*rows.values_list("verb", flat=True), *asked.values_list("verb", flat=True)])


def test_approval_waits_until_the_company_confirms(case):
    revision = case.edit()
    with pytest.raises(NotReady, match="has not yet confirmed"):
        case.approve()
    assert case.said() == [(case.first, revision, "waiting")]
    assert Launch.objects.get(confirmations.keeping_back()) == case.launch
    case.confirm(revision)
    case.approve()
    assert case.launch.state == State.APPROVED
    assert case.said() == [(case.first, revision, "confirmed")]
    assert verbs(case) == ["confirmation_asked", "edit_confirmed"]


def test_several_saves_are_one_question_told_once_after_a_while(case):
    case.edit()
    last = case.edit(by=UserFactory(reviewer=True))
    assert case.said() == [(case.first, last, "waiting")]
    mail = Mail.objects.get(kind="edit_to_confirm")
    assert (mail.to, mail.state) == (case.owner.email, "held")
    assert mail.hold_until == case.at + timedelta(minutes=10)
    assert f"/portal/launches/{case.launch.uid}/confirm/" in mail.text
    assert case.launch.product not in mail.subject + mail.text


def test_an_answer_is_about_the_version_that_was_read(case):
    seen = case.edit()
    case.edit()
    for answer in (case.confirm, case.object_to):
        with pytest.raises(Stale):
            answer(seen)
    assert [row[2] for row in case.said()] == ["waiting"]


def test_an_objection_keeps_it_back_until_the_desk_edits_again(case):
    seen = case.edit()
    case.object_to(seen, " The name is wrong. ")
    with pytest.raises(NotReady, match=r"objects to what the desk changed: The name is wrong\."):
        case.approve()
    with pytest.raises(Stale):
        case.confirm(seen)
    assert Mail.objects.filter(kind="edit_objected_to_desk").exists()
    last = case.edit()
    assert case.said() == [(case.first, last, "waiting")]
    assert Mail.objects.filter(kind="edit_to_confirm").count() == 2
    case.confirm(last)
    case.approve()


def test_after_a_confirmation_the_next_edit_asks_from_there(case):
    seen = case.edit()
    case.confirm(seen)
    last = case.edit()
    assert case.said() == [(case.first, seen, "confirmed"), (seen, last, "waiting")]


def test_who_answers_and_with_what(case):
    seen = case.edit()
    viewer = MemberFactory(company=case.launch.company, role=Role.VIEWER).user
    for person in (viewer, case.editor, MemberFactory().user):
        with pytest.raises(NotAllowed):
            case.confirm(seen, by=person)
    with pytest.raises(ReasonNeeded):
        case.object_to(seen, " \0 ")
    with pytest.raises(UnveilError) as refused:
        case.object_to(seen, "x" * 2001)
    assert "2001" in refused.value.fields["words"]


def test_handing_in_again_confirms(case):
    case.edit()
    content = content_of(case.launch)
    review.request_changes(
        case.launch, points=[("", "And this?")], content=content, by=case.editor, at=case.at
    )
    assert confirmations.awaited_among([case.launch]) == set()
    case.edit(by=case.owner)
    submission.submit(
        case.launch,
        revision=case.launch.latest_revision,
        content=content_of(case.launch, category="Other"),
        by=case.owner,
        at=clock.now(),
    )
    assert Confirmation.objects.get().answered_by == case.owner
    assert confirmations.of(case.launch) is None


def test_other_phases_ask_for_nothing_and_end_the_question(case):
    case.edit()
    case.phase.confirms_edits = False
    case.phase.save()
    case.edit()
    assert len(case.said()) == 1
    with pytest.raises(Stale):
        case.confirm(case.launch.latest_revision)
    case.approve()


def test_the_companys_own_words_ask_for_nothing(case):
    review.request_changes(
        case.launch, points=[("", "x")], content=None, by=case.editor, at=case.at
    )
    case.edit(by=case.owner)
    assert case.said() == []
