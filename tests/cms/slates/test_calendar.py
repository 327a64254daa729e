"""The calendar of instants: what is in it, what clashes, and its two clocks."""

from datetime import UTC, datetime, timedelta

import pytest

from launches import clock
from launches.domain import holding, slates
from launches.queries.calendar import entries
from tests import factories

pytestmark = pytest.mark.django_db
PAGE = "/cms/slates/calendar/"
DAY = datetime(2030, 9, 16, tzinfo=UTC)


def of_day():
    return entries(DAY, DAY + timedelta(days=1))


def said(found):
    return [(entry.name, entry.certainty) for entry in found]


def test_slates_and_single_launches_each_with_its_certainty():
    noon = DAY + timedelta(hours=12)
    factories.launch("in_review", product="Wished", opens_at=noon)
    factories.launch("approved", product="Alone", opens_at=noon + timedelta(minutes=10))
    member = factories.launch("approved", product="Member", opens_at=noon)
    slate = factories.slate([member], opens_at=noon + timedelta(minutes=20), name="Locked")
    factories.slate([], "draft", opens_at=noon + timedelta(minutes=40), name="Draft")
    boss = factories.UserFactory(releaser=True)
    slates.move(slate, opens_at=noon + timedelta(hours=1), reason="Rain.", by=boss, at=clock.now())
    factories.launch("approved", product="Another day", opens_at=DAY + timedelta(days=1))
    assert said(of_day()) == [
        ("Wished", "provisional"),
        ("Alone", "confirmed"),
        ("Locked", "moved"),
        ("Draft", "provisional"),
        ("Locked", "confirmed"),
    ]


def test_what_is_on_hold_is_certain_no_more():
    noon = DAY + timedelta(hours=12)
    factories.launch("approved", product="Alone", opens_at=noon)
    member = factories.launch("approved", product="Member", opens_at=noon)
    factories.slate([member], opens_at=noon + timedelta(minutes=20), name="Locked")
    boss, now = factories.UserFactory(releaser=True), clock.now()
    holding.hold_all(reason="A bomb threat.", by=boss, at=now)
    assert said(of_day()) == [("Alone", "provisional"), ("Locked", "provisional")]
    holding.lift(reason="All clear.", by=boss, at=now)
    assert said(of_day()) == [("Alone", "confirmed"), ("Locked", "confirmed")]


def test_on_stage_before_its_instant_and_two_slates_at_once_are_pointed_out():
    noon = DAY + timedelta(hours=12)
    launch = factories.launch("approved", product="Zephyr", opens_at=noon)
    rundown = factories.RundownFactory(stage__name="Hall One")
    early = noon - timedelta(minutes=30)
    factories.CueFactory(rundown=rundown, launch=launch, starts_at=early, ends_at=noon)
    factories.slate([], "draft", opens_at=noon + timedelta(hours=1), name="A")
    factories.slate([], "draft", opens_at=noon + timedelta(minutes=62), name="B")
    zephyr, first, second = of_day()
    assert zephyr.clashes == ["“Zephyr” is on stage before it opens: 19:30, Hall One"]
    assert zephyr.stages == {"Hall One"}
    assert first.clashes == ["Another slate opens within five minutes: “B”"]
    assert second.clashes == ["Another slate opens within five minutes: “A”"]


@pytest.mark.parametrize("rows", [1, 3])
def test_it_costs_the_same_for_one_and_three(rows, django_assert_num_queries):
    for n in range(rows):
        launch = factories.launch("approved", product=f"S{n}", opens_at=DAY)
        factories.launch("approved", product=f"L{n}", opens_at=DAY + timedelta(hours=2))
        factories.slate([launch], opens_at=DAY + timedelta(hours=n), name=f"Slate {n}")
    with django_assert_num_queries(5):
        assert len(of_day()) == 2 * rows


def test_month_and_day_in_two_zones(client, chief):
    factories.slate([], "draft", opens_at=DAY + timedelta(hours=20), name="Late show")
    client.force_login(chief)
    month = client.get(PAGE, {"month": "2030-09"}).text
    assert "Late show" in month
    day = client.get(PAGE, {"day": "2030-09-17", "zone": "America/New_York"}).text
    assert "04:00" in day  # in Shanghai
    assert "16:00" in day  # in New York
    assert "Nothing opens on this day." in client.get(PAGE, {"day": "2030-09-16"}).text


@pytest.mark.parametrize(
    "query",
    [{"month": "9999-99"}, {"day": "\0"}, {"day": "0001-01-01"}, {"zone": "../etc"}, {"by": "x"}],
)
def test_nonsense_in_the_address_shows_this_month(client, chief, query):
    client.force_login(chief)
    assert client.get(PAGE, query).status_code == 200
