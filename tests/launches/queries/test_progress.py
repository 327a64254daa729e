"""The numbers of the desk's home: by the audit, day by day; what is late and what is blocked."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from cms.desk import blocked as reasons
from cms.desk.charts.area import round_up, stacked
from cms.desk.charts.bars import bars
from cms.desk.flow import in_step
from launches import clock
from launches.domain import assigning, audit, holding, review
from launches.enums import UNDER_REVIEW
from launches.models import ChangeRequest, Launch
from launches.queries import desk, listing, progress, slates
from tests.factories import UserFactory, launch
from tests.factories.page import entry

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("Asia/Shanghai")


def levels(at, days=4) -> dict[str, list[int]]:
    found = progress.burn_up(desk.counts_by_state(), at=at, zone=ZONE, days=days)
    return {name: values for name, values in found.levels.items() if any(values)}


def test_the_burn_up_is_counted_back_by_the_audit(moment):
    now = moment.at(0)
    two_days_ago, yesterday = now - timedelta(days=2), now - timedelta(days=1)
    launch("draft", product="Old", at=now - timedelta(days=60))
    launch("submitted", product="One", at=two_days_ago)
    changed = launch("submitted", product="Two", at=two_days_ago)
    review.request_changes(
        changed, points=[("", "Shorter.")], by=UserFactory(reviewer=True), at=yesterday
    )
    launch("released", product="Three", at=yesterday, opens_at=now)
    assert (
        levels(now)
        == {
            "draft": [1, 1, 1, 1],
            "review": [0, 2, 1, 1],
            "company": [0, 0, 1, 1],
            "embargoed": [0, 0, 1, 0],
            "released": [0, 0, 0, 1],
        }
        or now.astimezone(ZONE).hour == 0
    )  # what opened a second ago opened yesterday then


def test_what_is_on_hold_is_released_nowhere(moment):
    launch("approved", product="Held", at=moment.at(-3600), opens_at=moment.T)
    holding.hold_all(reason="Wait.", by=UserFactory(releaser=True), at=moment.at(-60))
    now = moment.at(1)
    assert progress.funnel(at=now) == {"begun": 1, "handed_in": 1, "approved": 1, "released": 0}
    assert levels(now, days=1) == {"embargoed": [1]}
    states = {
        state: Launch.objects.filter(listing.in_state(state, at=now)).count()
        for state in ("embargoed", "released")
    }
    assert states == {"embargoed": 1, "released": 0}
    assert list(slates.joinable("Held", at=now)) == [Launch.objects.get()]


def test_what_slates_do_moves_no_entry(moment):
    now = moment.at(0)
    entry, somebody = launch("draft", at=now - timedelta(days=2)), UserFactory()
    audit.record("slate_opened", by=somebody, at=now, after="draft")
    audit.record("slate_sent", by=somebody, at=now, launch=entry, before="draft", after="in_review")
    assert levels(now) == {"draft": [0, 1, 1, 1]}


def test_a_recall_and_a_rejection_leave_for_the_closed(moment):
    now = moment.at(0)
    launch("rejected", at=now - timedelta(days=1))
    launch("withdrawn", at=now - timedelta(days=2))
    assert levels(now) == {"closed": [0, 1, 2, 2]}


def test_a_day_ends_at_the_forums_midnight(moment):
    now = moment.at(0)
    midnight = now.astimezone(ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
    launch("draft", at=midnight - timedelta(hours=1))
    launch("draft", at=midnight)
    assert levels(now)["draft"] == [0, 0, 1, 2]


def test_funnel_load_and_readiness():
    now, editor = clock.now(), UserFactory(reviewer=True, name="Edith")
    one, two = launch("submitted"), launch("changes_requested")
    launch("draft"), launch("approved"), launch("released")
    assigning.assign(one, to=editor, by=editor, at=now)
    assigning.assign(two, to=editor, by=editor, at=now)
    launch("in_review")
    assert progress.funnel(at=now) == {
        "begun": 6, "handed_in": 5, "approved": 2, "released": 1,
    }  # fmt: skip
    assert [(one.user, one.review, one.company) for one in progress.load()] == [
        (editor, 1, 1), (None, 1, 0),
    ]  # fmt: skip
    ((theme, found),) = progress.readiness_by_theme()
    assert (theme.pk, found) == (one.theme_id, {"ready": 0, "missing": 0, "failing": 0})


@pytest.mark.parametrize(("seconds", "is_late"), [(-1, False), (0, False), (1, True)])
def test_the_desk_is_late_when_its_days_are_over(moment, seconds, is_late):
    at = moment.at(0)
    launch("submitted", at=at - desk.REVIEW_WITHIN, opens_at=at + timedelta(days=90))
    later = moment.at(seconds)
    assert Launch.objects.filter(desk.late(later)).exists() is is_late


def test_the_company_is_late_with_a_point_and_all_with_a_decision():
    now = clock.now()
    far = now + timedelta(days=90)
    launch("in_review", product="Soon", opens_at=now + timedelta(hours=3))
    launch("approved", product="Fine", opens_at=now + timedelta(hours=3))
    launch("draft", product="Only a draft", opens_at=now + timedelta(hours=3))
    for product, days in (("Due", -1), ("Not yet", 1)):
        changed = launch("changes_requested", product=product, opens_at=far)
        due = now + timedelta(days=days)
        ChangeRequest.objects.filter(launch=changed).update(due_at=due)
    found = Launch.objects.filter(desk.late(now)).values_list("product", flat=True)
    assert sorted(found) == ["Due", "Soon"]


def test_what_is_blocked_and_by_whom(chief_step):
    launch("changes_requested")
    launch("submitted", opens_at=clock.now() + timedelta(days=9))
    Launch.objects.filter(state="submitted").update(opens_at=None)
    launch("in_review", cue_mode=True)
    found = {name: number for name, _reason, number in reasons.counts()}
    assert found == {"points": 1, "confirmation": 0, "sign_off": 0, "instant": 1, "eyes": 1}
    forum = Launch.objects.first().forum
    forum.sign_offs_to_approve = ["legal"]
    forum.save()
    found = {name: number for name, _reason, number in reasons.counts()}
    assert found["sign_off"] == Launch.objects.filter(state__in=UNDER_REVIEW).count()


@pytest.fixture
def chief_step(db):
    """An entry that waits for its release approval."""
    page = entry("in_review", product="Eyes")
    task_state = in_step(page)
    while task_state.task.name != "Release approval":
        task_state.approve(user=UserFactory(is_superuser=True))
        task_state = in_step(page)
    return page


def test_areas_stand_on_each_other_and_meet_the_top():
    chart = stacked([1, 2], [("a", "A", [1, 2]), ("b", "B", [3, 0])])
    assert (chart.top, chart.view_box) == (4, "0 0 1 4")
    assert [layer.points for layer in chart.layers] == ["0,3 1,2 1,4 0,4", "0,0 1,2 1,2 0,3"]
    assert chart.rows == [(2, [2, 0]), (1, [1, 3])]


def test_charts_of_nothing_are_empty_and_break_nothing():
    assert stacked([1], [("a", "A", [0])]).view_box == "0 0 1 1"
    assert bars([("a", "A")], [("x", "", [0])]).rows[0].pieces[0].width == "0.0"
    assert bars([("a", "A")], []).rows == []


def test_the_longest_bar_fills_the_width():
    chart = bars([("a", "A"), ("b", "B")], [("x", "", [1, 3]), ("y", "", [1, 0])])
    assert [[(p.x, p.width) for p in row.pieces] for row in chart.rows] == [
        [("0.0", "250.0"), ("250.0", "750.0")],
        [("0.0", "250.0"), ("250.0", "0.0")],
    ]


@pytest.mark.parametrize(("number", "top"), [(0, 1), (1, 1), (7, 8), (9, 10), (466, 500)])
def test_an_axis_ends_at_a_number_that_reads_well(number, top):
    assert round_up(number) == top
