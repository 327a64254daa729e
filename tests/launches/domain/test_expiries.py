"""Rights that end: in readiness, in what the worker finds, in mails to the owners, once a step."""

from datetime import UTC, date, datetime, timedelta

import pytest

from launches import clock
from launches.content import Placed
from launches.domain import expiries, finding
from launches.enums import Channel, Role, Standing
from launches.models import Mail
from launches.queries import desk, readiness
from tests import factories

pytestmark = pytest.mark.django_db
LAST = date(2031, 5, 20)
OPENS = datetime(2031, 6, 1, 4, tzinfo=UTC)


@pytest.fixture
def entry():
    entry = factories.launch("draft", opens_at=OPENS)
    draw(entry, LAST)
    return entry


def ending(entry, last: date | None):
    said = last.isoformat() if last else ""
    material = entry.materials.first() or factories.material_for(entry)
    return factories.content_of(
        entry, materials=(Placed("hero", material.pk, alt="A", credit="B", licence_until=said),)
    )


def draw(entry, last: date | None) -> None:
    finding.draw([entry], {entry.pk: ending(entry, last)}, at=clock.now())


def noon(day: date) -> datetime:
    """Noon in Shanghai."""
    return datetime(day.year, day.month, day.day, 4, tzinfo=UTC)


def told(day: date) -> list[tuple[str, str]]:
    """(to, days left) of the reminders of that day's look."""
    before = set(Mail.objects.values_list("pk", flat=True))
    expiries.remind(at=noon(day))
    mails = Mail.objects.exclude(pk__in=before).order_by("pk")
    assert {mail.kind for mail in mails} <= {"rights_end"}
    return [(mail.to, mail.values["left"]) for mail in mails]


def test_the_owner_is_told_fourteen_and_three_days_before_and_once(entry):
    owner = entry.company.memberships.get().user.email
    factories.MemberFactory(company=entry.company, role=Role.EDITOR)
    days = {lead: LAST - timedelta(days=lead) for lead in (15, 14, 13, 4, 3, 2, 0)}
    assert {lead: told(day) for lead, day in days.items()} == {
        15: [],
        14: [(owner, "14")],
        13: [],
        4: [],
        3: [(owner, "3")],
        2: [],
        0: [],
    }
    assert told(LAST + timedelta(days=1)) == []


def test_after_a_worker_was_down_only_the_nearer_step_is_told(entry):
    owner = entry.company.memberships.get().user.email
    assert told(LAST - timedelta(days=1)) == [(owner, "1")]
    assert told(LAST) == []


def test_what_ended_long_ago_is_not_looked_at_again(entry, django_assert_num_queries):
    with django_assert_num_queries(1):
        expiries.remind(at=noon(LAST + timedelta(days=3)))


def test_longer_rights_remind_anew_and_withdrawn_entries_never(entry):
    assert len(told(LAST - timedelta(days=14))) == 1
    draw(entry, LAST + timedelta(days=30))
    assert told(LAST) == []
    assert len(told(LAST + timedelta(days=16))) == 1
    gone = factories.launch("withdrawn", opens_at=OPENS)
    draw(gone, LAST)
    assert list(desk.expiring(LAST)) == []


def test_the_midnight_is_the_forums(entry):
    eve = datetime(2031, 5, 5, 15, 59, 59, tzinfo=UTC)  # a second before the 6th in Shanghai
    assert expiries.remind(at=eve) == 0
    assert expiries.remind(at=eve + timedelta(seconds=1)) == 1


@pytest.mark.parametrize(
    ("last", "standing"),
    [(date(2031, 5, 31), Standing.FAILING), (date(2031, 6, 1), Standing.READY)],
)
def test_readiness_fails_until_the_licence_lasts_to_the_release(entry, last, standing):
    state = readiness.of(entry, ending(entry, last), at=noon(date(2031, 5, 1)))
    assert state.standing(Channel.PRESS_PAGE) == standing
    fields = {gap.field for one in state.states for gap in one.gaps}
    assert ("materials.hero.licence_until" in fields) == (standing == Standing.FAILING)
    assert state.required == {}


def test_a_cue_later_than_the_licence_counts_too(entry):
    content = ending(entry, date(2031, 6, 2))
    at = noon(date(2031, 5, 1))
    assert readiness.of(entry, content, at=at).standing(Channel.PRESS_PAGE) == Standing.READY
    factories.CueFactory(
        launch=entry, starts_at=OPENS + timedelta(days=2), ends_at=OPENS + timedelta(days=3)
    )
    assert readiness.of(entry, content, at=at).standing(Channel.PRESS_PAGE) == Standing.FAILING


def test_what_expires_is_listed_the_first_day_first(entry):
    later, none = factories.launch("draft", product="B"), factories.launch("draft", product="C")
    draw(later, LAST + timedelta(days=1))
    draw(none, None)
    assert list(desk.expiring(LAST - timedelta(days=14))) == [entry]
    assert list(desk.expiring(LAST)) == [entry, later]
