"""Change requests: points with codes, answered or fixed, handed in, accepted or opened again."""

from datetime import timedelta

import pytest

from launches import clock
from launches.content import Content
from launches.domain import delivery, editing, mailing, points, review, submission
from launches.domain.points import Asked
from launches.enums import Role, State
from launches.errors import NotAllowed, NotReady, ReasonNeeded, Stale, UnveilError
from launches.models import AuditEntry, ChangeRequest, DefectCode, Mail, Receipt
from tests.factories import MemberFactory, UserFactory, content_of, launch

pytestmark = pytest.mark.django_db


class Case:
    """An entry sent back with two points: on the English headline, and on the whole entry."""

    def __init__(self) -> None:
        self.launch = launch("in_review")
        self.owner = self.launch.company.memberships.get().user
        self.editor = UserFactory(reviewer=True)
        self.content = content_of(self.launch)
        self.at = clock.now()
        rows = [("texts.en.headline", "Shorter."), ("", "Whose words are these?")]
        self.ask(rows)

    def ask(self, rows, **more) -> None:
        review.request_changes(
            self.launch, points=rows, content=self.content, by=self.editor, at=self.at, **more
        )

    def point(self, number: int) -> ChangeRequest:
        return self.launch.change_requests.get(number=number)

    def change(self, **words: str) -> None:
        """The company saves a new version of the English words."""
        english, *rest = self.content.words
        english = type(english)(**{**english.__dict__, **words})
        said = {**self.content.__dict__, "words": (english, *rest)}
        self.content = Content(**said)
        revision = self.launch.latest_revision + 1
        editing.record_edit(
            self.launch, revision=revision, product="Aurora One", by=self.owner, at=clock.now()
        )

    def hand_in(self) -> Receipt:
        return submission.submit(
            self.launch,
            revision=self.launch.latest_revision,
            content=self.content,
            by=self.owner,
            at=clock.now(),
        )


@pytest.fixture
def case(db):
    return Case()


def met(case) -> list[tuple[int, bool, str, bool]]:
    rows = case.launch.change_requests.order_by("number")
    return [(p.number, p.fixed, p.answer, p.resolved_at is not None) for p in rows]


def test_open_points_keep_the_entry_back_and_are_named(case):
    case.change(tagline="Another tagline")  # this changes the whole entry, not the headline
    with pytest.raises(NotReady) as refused:
        case.hand_in()
    assert refused.value.fields == {"points.1": "Point 1 is neither changed nor answered: Shorter."}
    case.launch.refresh_from_db()
    assert case.launch.state == State.CHANGES_REQUESTED


def test_fixed_and_answered_points_go_back_each_with_what_became_of_it(case):
    case.change(headline="Short")
    answered = points.answer(case.point(2), text="  Ours. ", by=case.owner, at=clock.now())
    assert (answered.answer, answered.answered_by) == ("Ours.", case.owner)
    case.hand_in()
    assert met(case) == [(1, True, "", True), (2, True, "Ours.", True)]


def test_an_answer_alone_is_enough_and_counts_as_not_changed(case):
    for number in (1, 2):
        points.answer(case.point(number), text="It stays.", by=case.owner, at=clock.now())
    with pytest.raises(Stale):
        points.accept(case.point(1), by=case.editor, at=clock.now())
    before = Receipt.objects.get()
    assert case.hand_in() == before  # the same words are the same receipt
    assert case.launch.state == State.SUBMITTED
    assert [row[:3] for row in met(case)] == [(1, False, "It stays."), (2, False, "It stays.")]


def test_who_answers_and_when(case):
    viewer = MemberFactory(company=case.launch.company, role=Role.VIEWER).user
    for person in (viewer, case.editor, UserFactory()):
        with pytest.raises(NotAllowed):
            points.answer(case.point(1), text="x", by=person, at=clock.now())
    with pytest.raises(ReasonNeeded):
        points.answer(case.point(1), text=" \n", by=case.owner, at=clock.now())
    with pytest.raises(UnveilError) as refused:
        points.answer(case.point(1), text="x" * 2001, by=case.owner, at=clock.now())
    assert "2001" in refused.value.fields["answer"]
    submission.withdraw(case.launch, reason="No.", by=case.owner, at=clock.now())
    with pytest.raises(Stale):
        points.answer(case.point(1), text="x", by=case.owner, at=clock.now())


def test_the_desk_accepts_one_and_opens_the_other_again(case):
    case.change(headline="Short")
    points.answer(case.point(2), text="Ours.", by=case.owner, at=clock.now())
    case.hand_in()
    points.accept(case.point(1), by=case.editor, at=clock.now())
    points.accept(case.point(1), by=UserFactory(reviewer=True), at=clock.now())
    assert case.point(1).accepted_by == case.editor
    with pytest.raises(NotAllowed):
        points.accept(case.point(2), by=case.owner, at=clock.now())
    case.at = clock.now()
    case.ask([("opens_at", "Which day?")], reopen={2: "Whose exactly?", 9: "absent"})
    again = case.point(2)
    assert (again.is_open, again.answer, again.answered_at, again.remark) == (
        True,
        "Ours.",
        None,
        "Whose exactly?",
    )
    assert [point.number for point in points.open_of(case.launch)] == [2, 3]
    assert Mail.objects.filter(kind="changes_requested").first().values["points"] == "2"
    with pytest.raises(NotReady) as refused:
        case.hand_in()
    assert set(refused.value.fields) == {"points.2", "points.3"}


def test_a_code_says_its_name_and_its_field(case):
    code = DefectCode.objects.get(code="picture-too-small")
    review.take_back(case.launch, by=case.editor, at=clock.now())
    due = clock.now() + timedelta(days=3)
    case.at = clock.now()
    case.ask([Asked("", " ", code, due), ("", "")])
    point = case.launch.change_requests.get()
    assert (point.reason, point.field, point.code, point.due_at) == (
        "The picture is too small",
        "materials.hero",
        code,
        due,
    )
    with pytest.raises(UnveilError):
        points.cleaned([Asked("", "x", None, case.at)], at=case.at)


def test_a_request_is_taken_back_as_if_it_had_never_been(case):
    review.take_back(case.launch, by=case.editor, at=case.at + review.UNDO)
    assert case.launch.state == State.IN_REVIEW
    assert not case.launch.change_requests.exists()
    assert not Mail.objects.filter(kind="changes_requested").exists()
    assert AuditEntry.objects.filter(verb="request_undone").count() == 1


def test_the_mail_of_a_request_leaves_when_it_can_no_longer_be_taken_back(case):
    delivery.deliver(at=case.at + review.UNDO - timedelta(seconds=1))
    mail = Mail.objects.get(kind="changes_requested")
    assert mail.state == "held"
    delivery.deliver(at=case.at + review.UNDO)
    mail.refresh_from_db()
    assert mail.state == "sent"


def test_a_point_that_was_open_again_is_closed_again_by_taking_back(case):
    case.change(headline="Short")
    case.hand_in()
    case.at = clock.now()
    case.ask([], reopen={1: "Still long."})
    review.take_back(case.launch, by=case.editor, at=clock.now())
    assert [point.resolved_at is None for point in case.launch.change_requests.all()] == [
        False,
        False,
    ]


@pytest.mark.parametrize(
    "change",
    [
        lambda case: points.answer(case.point(1), text="x", by=case.owner, at=clock.now()),
        lambda case: case.change(headline="Short"),
        lambda case: setattr(case, "late", timedelta(seconds=1)),
        lambda case: setattr(case, "editor", UserFactory(reviewer=True)),
    ],
)
def test_a_request_is_not_taken_back_or_edited_when_the_company_has_it(case, change):
    case.late = timedelta(0)
    change(case)
    at = case.at + review.UNDO + case.late
    assert not review.may_undo(case.launch, by=case.editor, at=at)
    with pytest.raises((Stale, NotAllowed)):
        review.take_back(case.launch, by=case.editor, at=at)
    with pytest.raises((Stale, NotAllowed)):
        review.edit_point(case.point(1), asked=Asked("", "Else"), by=case.editor, at=at)


def test_a_point_is_worded_anew_by_its_author(case):
    asked = Asked("texts.en.tagline", "Much shorter.")
    point = review.edit_point(case.point(1), asked=asked, by=case.editor, at=clock.now())
    assert (point.reason, point.field) == ("Much shorter.", "texts.en.tagline")
    with pytest.raises(ReasonNeeded):
        review.edit_point(point, asked=Asked("", ""), by=case.editor, at=clock.now())


def test_a_batch_that_is_held_stays_held_whatever_its_acts_say():
    entry = launch("in_review")
    with mailing.held("jury"):
        review.request_changes(
            entry, points=[("", "x")], by=UserFactory(reviewer=True), at=clock.now()
        )
    mail = Mail.objects.get(kind="changes_requested")
    assert (mail.hold_key, mail.hold_until) == ("jury", None)


@pytest.mark.parametrize(
    ("field", "changed"),
    [
        ("", True),
        ("texts.en.headline", True),
        ("texts.en", True),
        ("texts.zh-hans.headline", False),
        ("texts.fr.headline", False),
        ("materials.hero", False),
        ("materials.hero.alt", False),
        ("product", False),
        ("opens_at", False),
        ("no.such.field", True),
    ],
)
def test_the_fingerprint_follows_its_field_alone(case, field, changed):
    before = points.fingerprint(case.launch, case.content, field)
    case.change(headline="Another")
    assert (points.fingerprint(case.launch, case.content, field) != before) == changed
