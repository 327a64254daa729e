"""The numbers of the reports, against what was counted by hand."""

from datetime import timedelta

import pytest

from launches import clock
from launches.content import Words
from launches.domain import assigning, audit, finding, review
from launches.enums import Counted, Lateness, State
from launches.models import ChangeRequest, Launch
from launches.queries.reports import Wanted, completeness, entries, late, minding, origin, stays
from launches.queries.reports.completeness import Part
from launches.queries.reports.late import Late
from launches.queries.reports.minding import Minding
from launches.queries.reports.origin import Country, Origin
from launches.queries.reports.stays import Stays
from tests.factories import (
    CompanyFactory,
    ForumFactory,
    ThemeFactory,
    UserFactory,
    content_of,
    correct,
    launch,
)
from tests.factories.call import CallWindowFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]
HOUR, DAY, NO = timedelta(hours=1), timedelta(days=1), timedelta()


@pytest.fixture
def forum():
    return ForumFactory()


def of(country: str, state: str, theme=None) -> Launch:
    return launch(state, company=CompanyFactory(country=country), theme=theme)


def test_where_the_entries_come_from(forum):
    other = ThemeFactory(slug="other", name="Other", position=9)
    for country, state in (
        ("CN", "submitted"), ("FR", "submitted"), ("FR", "approved"), ("", "submitted"),
        ("FR", "draft"), ("FR", "rejected"), ("FR", "withdrawn"),
    ):  # fmt: skip
        of(country, state)
    of("CN", "released", other)
    found = [(theme.slug, one) for theme, one in origin.by_theme(Wanted(forum))]
    assert found == [("life-and-health", Origin(1, 2, 1)), ("other", Origin(1, 0, 0))]
    assert [one.share for _theme, one in found] == [pytest.approx(200 / 3), 0]
    countries = origin.by_country(Wanted(forum), at=clock.now())
    assert countries == [
        Country("CN", 2, 1, 1), Country("FR", 2, 1, 0), Country("", 1, 0, 0),
    ]  # fmt: skip
    assert origin.joined(countries, "CN") == Origin(2, 2, 1)
    everything = origin.by_country(Wanted(forum, Counted.ALL), at=clock.now())
    assert {row.code: row.entries for row in everything} == {"FR": 5, "CN": 2, "": 1}
    approved = origin.by_country(Wanted(forum, Counted.APPROVED), at=clock.now())
    assert {row.code: row.entries for row in approved} == {"FR": 1, "CN": 1}


def test_without_entries_there_is_no_share(forum):
    assert origin.by_theme(Wanted(forum)) == []
    assert Origin().share is None
    assert Origin(unsaid=3).share is None


def test_a_forum_whose_zone_is_of_no_country_has_no_home(forum):
    forum.timezone = "UTC"
    forum.save()
    of("CN", "submitted"), of("", "submitted")
    ((_theme, found),) = origin.by_theme(Wanted(forum))
    assert found == Origin(0, 1, 1)
    assert origin.joined(origin.by_country(Wanted(forum), at=clock.now()), "") == found


def test_days_are_the_forums_and_both_inside(forum):
    midnight = clock.now().astimezone(forum.tz).replace(hour=0, minute=0, second=0, microsecond=0)
    first, last = midnight - 3 * DAY, midnight - DAY
    for product, at in (
        ("before", first - timedelta(seconds=1)), ("first", first),
        ("last", last + DAY - timedelta(seconds=1)), ("after", last + DAY),
    ):  # fmt: skip
        launch("submitted", product=product, at=at)
    wanted = Wanted(forum, since=first.date(), until=last.date())
    assert sorted(entries(wanted).values_list("product", flat=True)) == ["first", "last"]
    theme = ThemeFactory(slug="empty")
    assert not entries(Wanted(forum, theme=theme)).exists()
    assert not entries(Wanted(ForumFactory(slug="another"))).exists()


def test_stays_are_counted_from_the_audit(forum, moment):
    now = moment.at(0)
    one = launch("submitted", at=now - 10 * HOUR)
    reviewer = UserFactory(reviewer=True)
    review.start_review(one, by=reviewer, at=now - 8 * HOUR)
    review.request_changes(one, points=[("", "Shorter.")], by=reviewer, at=now - 5 * HOUR)
    launch("approved", at=now - 4 * HOUR, opens_at=now - HOUR)
    launch("submitted", at=now - 3 * HOUR)
    launch("draft", at=now - DAY)
    for verb in ("slate_sent", "decision_prepared"):  # of other things, in the same words
        audit.record(verb, by=reviewer, at=now, launch=one, before="draft", after="draft")
    audit.record("slate_sent", by=reviewer, at=now, launch=one, before="draft", after="in_review")
    assert stays.by_state(Wanted(forum), at=now) == [
        Stays(State.DRAFT, 3, NO, NO, NO),
        Stays(State.SUBMITTED, 2, NO, 2 * HOUR, 2 * HOUR, 1, 3 * HOUR),
        Stays(State.IN_REVIEW, 2, NO, 3 * HOUR, 3 * HOUR),
        Stays(State.CHANGES_REQUESTED, standing=1, oldest=5 * HOUR),
        Stays(State.APPROVED, 1, 3 * HOUR, 3 * HOUR, 3 * HOUR),
    ]


def test_ranks_are_spans_that_have_been():
    spans = [HOUR * number for number in range(1, 11)]
    assert (stays.rank(spans, 0.5), stays.rank(spans, 0.9)) == (5 * HOUR, 9 * HOUR)
    assert stays.rank([HOUR], 0.9) == HOUR
    assert stays.rank([], 0.5) is None


def test_what_was_late_and_by_how_much(forum, moment):
    now, far = moment.at(0), moment.T + 10 * DAY
    launch("submitted", at=now - 6 * DAY, opens_at=far)
    due = launch("changes_requested", at=now - 3 * HOUR, opens_at=far)
    ChangeRequest.objects.filter(launch=due).update(due_at=now - HOUR)
    waits = launch("changes_requested", at=now - 4 * HOUR, opens_at=far)
    ChangeRequest.objects.filter(launch=waits).update(due_at=now + HOUR)
    opened = launch("approved", at=now - 3 * HOUR, opens_at=now - HOUR)
    CallWindowFactory(section=opened.section, closes_at=now - HOUR * 3.5)
    expected = [
        Late(Lateness.DEADLINE, 4, 2, HOUR / 2, HOUR / 2),
        Late(Lateness.POINT, 2, 1, HOUR, HOUR),
        Late(Lateness.REVIEW, 4, 1, DAY, DAY),
        Late(Lateness.INSTANT, 4, 1, 22 * HOUR, 22 * HOUR),
    ]
    assert late.by_kind(Wanted(forum), at=now) == expected
    correct(opened, at=now)  # approved once more, long after its instant
    assert late.by_kind(Wanted(forum), at=now) == expected
    assert [one.share for one in expected] == [50, 50, 25, 25]


def test_nothing_is_late_where_nothing_is(forum):
    found = late.by_kind(Wanted(forum), at=clock.now())
    assert found == [Late(kind, 0, 0) for kind in Lateness]
    assert found[0].share is None


def test_the_load_of_the_editors(forum):
    edith, chief = UserFactory(reviewer=True, name="Edith"), UserFactory(releaser=True)
    one, two = launch("submitted"), launch("changes_requested", reviewer=edith)
    for entry in (one, two):
        assigning.assign(entry, to=edith, by=edith, at=clock.now())
    launch("approved", reviewer=edith, approver=chief)
    launch("in_review")
    assert minding.by_person(Wanted(forum)) == [
        Minding(edith, 1, 1, 1, 1),
        Minding(chief, 0, 0, 1, 0),
        Minding(None, 1, 0),
    ]


def test_completeness_by_slot_and_language(forum):
    whole, poor, unseen = launch("submitted"), launch("submitted"), launch("submitted")
    words = (Words("en", "Headline"), Words("ar", "عنوان", summary="ملخص", body="<p>نص</p>"))
    contents = {whole.pk: content_of(whole), poor.pk: content_of(poor, words=words, materials=())}
    finding.draw([whole, poor], contents, at=clock.now())
    found = completeness.of(Wanted(forum))
    assert (found.unseen, unseen.pk > 0) == (1, True)
    assert {part.name: part for part in found.parts if part.whole or part.lacking} == {
        "hero": Part("materials", "hero", 1, 1, 0),
        "logo": Part("materials", "logo", 0, 2, 0),
        "en": Part("texts", "en", 1, 1, 0),
        "zh-hans": Part("texts", "zh-hans", 1, 1, 0),
        "ar": Part("texts", "ar", 1, 0, 1),
    }
    assert found.parts[0].share == 50
    assert len(found.parts) == 9 + 2 + 1


def test_before_anything_was_looked_at(forum):
    assert completeness.of(Wanted(forum)) == completeness.Completeness([], 0)
    launch("submitted")
    assert completeness.of(Wanted(forum)) == completeness.Completeness([], 1)
