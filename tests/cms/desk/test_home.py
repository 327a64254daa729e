"""The home of the desk: what it says, to whom, and that it costs the same however much there is."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from cms.desk import banners
from cms.desk.banners import Banner
from cms.desk.findings import draw_stale
from launches import clock
from launches.domain import assigning
from launches.models import Finding
from tests.factories import launch
from tests.factories.page import entry

pytestmark = pytest.mark.django_db
HOME = 35


@pytest.fixture
def at_the_desk(client, editor):
    client.force_login(editor)
    return client


def test_an_empty_house_has_a_home(at_the_desk):
    page = at_the_desk.get("/cms/").content.decode()
    assert "Nothing is late." in page
    assert "Nothing waits for you" in page
    assert "<polygon" in page


def test_numbers_lead_to_the_entries_they_count(at_the_desk):
    launch("changes_requested", product="Open point")
    page = at_the_desk.get("/cms/").content.decode()
    assert "/cms/desk/?view=all&amp;blocked=points" in page
    answer = at_the_desk.get("/cms/desk/?view=all&blocked=points")
    assert [row.product for row in answer.context["queue"].sheet] == ["Open point"]
    for reason in ("sign_off", "instant", "eyes", "nonsense"):
        answer = at_the_desk.get(f"/cms/desk/?view=all&blocked={reason}")
        assert answer.status_code == 200


def test_banners_of_others_come_first_and_alarms_before_all(at_the_desk, monkeypatch):
    said = [
        Banner("Three claims <wait>", "/cms/desk/"),
        Banner("A slate is blocked", is_alarm=True),
    ]
    monkeypatch.setattr(banners, "SOURCES", [])
    banners.banner(lambda user, at: said)
    page = at_the_desk.get("/cms/").content.decode()
    assert page.index("A slate is blocked") < page.index("Three claims &lt;wait&gt;")
    assert 'role="alert"' in page


def test_the_home_costs_the_same_for_one_and_three(
    at_the_desk, editor, monkeypatch, django_assert_max_num_queries
):
    monkeypatch.setattr(banners, "SOURCES", [])  # theirs are counted by their own tests

    def add() -> None:
        page = entry("submitted")
        assigning.assign(page.launch, to=editor, by=editor, at=clock.now())
        launch("approved")
        launch("changes_requested")
        draw_stale()

    add()
    at_the_desk.get("/cms/")
    with django_assert_max_num_queries(HOME) as one:
        at_the_desk.get("/cms/")
    add()
    add()
    with django_assert_max_num_queries(HOME) as three:
        at_the_desk.get("/cms/")
    assert len(one) == len(three)


def test_what_expires_is_told_with_its_day(at_the_desk):
    soon, gone = launch("draft", product="Soon Thing"), launch("draft", product="Gone Thing")
    today = localdate(clock.now(), soon.forum.tz)
    for row, day in ((soon, today + timedelta(days=14)), (gone, today - timedelta(days=1))):
        Finding.objects.create(launch=row, expires_on=day, assessed_at=clock.now())
    page = at_the_desk.get("/cms/").content.decode()
    listed = page.split("What expires")[1].split("</ul>")[0]
    assert listed.index("Gone Thing") < listed.index("has ended") < listed.index("Soon Thing")
    assert f'<time datetime="{today + timedelta(days=14)}">' in listed
