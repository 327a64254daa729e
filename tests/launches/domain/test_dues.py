"""Due dates of points: reminded once a step, moved with a reason, told to both sides."""

from datetime import timedelta

import pytest

from launches import clock
from launches.domain import dues, points, review
from launches.domain.points import Asked
from launches.errors import NotAllowed, ReasonNeeded, Stale, UnveilError
from launches.models import AuditEntry, Mail
from tests.factories import UserFactory, launch

pytestmark = pytest.mark.django_db
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


class Case:
    """An entry with two points that are due in three days, and one that is not."""

    def __init__(self) -> None:
        self.launch, self.at = launch("in_review"), clock.now()
        self.owner = self.launch.company.memberships.get().user
        self.editor, self.due = UserFactory(reviewer=True), self.at + 3 * DAY
        rows = [Asked("", "One", None, self.due), Asked("", "Two", None, self.due), ("", "Three")]
        review.request_changes(self.launch, points=rows, by=self.editor, at=self.at)

    def point(self, number: int = 1):
        return self.launch.change_requests.select_related("launch").get(number=number)

    def move(self, to, reason="The studio is closed.", **about) -> None:
        dues.move(self.point(), to=to, reason=reason, **{"by": self.editor, "at": self.at, **about})

    def told(self, at) -> list[tuple[str, str]]:
        """(kind, how many points) of the mails that one look of the worker writes."""
        before = set(Mail.objects.values_list("pk", flat=True))
        dues.remind(at=at)
        mails = Mail.objects.exclude(pk__in=before).order_by("pk")
        return [(mail.kind, mail.values["points"]) for mail in mails]


@pytest.fixture
def case(db):
    return Case()


def test_each_step_reminds_once_at_its_second_of_open_points_only(case):
    points.answer(case.point(2), text="Done", by=case.owner, at=case.at)
    assert case.told(case.due - DAY - SECOND) == []
    assert case.told(case.due - DAY) == [("points_due", "1")]
    assert case.told(case.due - SECOND) == []
    assert case.told(case.due) == [("points_overdue", "1")]
    assert case.told(case.due + DAY) == []
    assert Mail.objects.filter(kind="points_due").get().to == case.owner.email


def test_after_a_worker_was_down_only_the_last_step_is_told(case):
    assert case.told(case.due + DAY) == [("points_overdue", "2")]


def test_who_is_asked_after_a_step_is_not_reminded_of_it(case):
    review.take_back(case.launch, by=case.editor, at=case.at)
    case.launch.refresh_from_db()
    rows = [Asked("", "Quick", None, case.at + DAY / 2)]
    review.request_changes(case.launch, points=rows, by=case.editor, at=case.at)
    assert case.told(case.at + SECOND) == []
    assert case.told(case.at + DAY / 2) == [("points_overdue", "1")]


def test_a_moved_date_is_audited_told_and_reminds_anew(case):
    assert case.told(case.due - DAY) == [("points_due", "2")]
    moved_at, to = case.due - DAY + SECOND, case.due + 4 * DAY
    case.move(to, at=moved_at)
    point = case.point()
    assert (point.due_at, point.due_was, point.due_reason) == (
        to,
        case.due,
        "The studio is closed.",
    )
    assert (point.due_moved_by, point.due_moved_at) == (case.editor, moved_at)
    row = AuditEntry.objects.get(verb="due_moved")
    assert (row.actor, row.at, row.note) == (case.editor, moved_at, "The studio is closed.")
    assert row.detail == {"point": 1, "was": case.due.isoformat(), "now": to.isoformat()}
    mail = Mail.objects.get(kind="due_moved")
    assert (mail.to, mail.values["point"]) == (case.owner.email, "1")
    assert "studio" not in mail.subject + mail.text
    assert case.told(case.due) == [("points_overdue", "1")]  # the second point stays due
    assert case.told(to - DAY) == [("points_due", "1")]
    assert case.told(to) == [("points_overdue", "1")]


def test_a_move_to_an_hour_from_now_is_its_own_reminder(case):
    case.move(case.at + timedelta(hours=1))
    assert case.told(case.at + SECOND) == []


@pytest.mark.parametrize(
    ("change", "refusal", "field"),
    [
        ({"to": lambda case: case.at}, UnveilError, "due_at"),
        ({"to": lambda case: case.due}, UnveilError, "due_at"),
        ({"reason": " \0"}, ReasonNeeded, "reason"),
        ({"by": lambda case: case.owner}, NotAllowed, None),
        ({"by": lambda case: UserFactory()}, NotAllowed, None),
    ],
)
def test_what_is_refused_moves_nothing_and_writes_nothing(case, change, refusal, field):
    said = {"to": lambda case: case.due + DAY, **change}
    said = {name: value(case) if callable(value) else value for name, value in said.items()}
    with pytest.raises(refusal) as refused:
        case.move(**said)
    assert list(refused.value.fields) == ([field] if field else [])
    assert case.point().due_at == case.due
    assert not Mail.objects.filter(kind="due_moved").exists()


def test_a_point_that_is_no_longer_open_is_not_moved(case):
    review.take_back(case.launch, by=case.editor, at=case.at)
    case.launch.refresh_from_db()
    review.request_changes(case.launch, points=[("", "New")], by=case.editor, at=case.at)
    point = case.point()
    review.take_back(case.launch, by=case.editor, at=case.at)
    with pytest.raises(Stale):
        dues.move(point, to=case.due, reason="x", by=case.editor, at=case.at)
