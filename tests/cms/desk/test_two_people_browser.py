"""Two people take an entry from its first reading to its approval, in real browsers.

The first scores it, is told when a colleague takes it over, asks for a change with a due date
and passes it on; the company answers; the first cannot approve, the second does.
"""

import re

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from playwright.sync_api import expect

from launches.models import Launch
from tests.factories import UserFactory
from tests.factories.judging import PhaseFactory, ScoreCategoryFactory
from tests.factories.page import entry
from tests.looks import DESK, violations

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
MINUTE = 61_000  # ms; a little more than claim.js waits


@pytest.fixture
def enter(live_server, browse, settings):
    """enter(user) -> a page of their own browser, signed in."""
    settings.ALLOWED_HOSTS = ["*"]

    def make(user):
        client = Client()
        client.force_login(user)
        context = browse(base_url=live_server.url)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
        context.add_cookies([{**cookie, "url": live_server.url}])
        return context.new_page()

    return make


def of_desk(name: str, *groups: str):
    person = UserFactory(name=name)
    person.groups.set(Group.objects.filter(name__in=groups))
    return person


def test_from_the_first_reading_to_the_approval(enter):
    PhaseFactory(active=True, scored_by="desk", decided_by="desk")
    ScoreCategoryFactory(name="Novelty")
    launch = entry("submitted").launch
    review = f"/cms/desk/{launch.uid}/"
    edith = enter(of_desk("Edith", "Eligibility reviewers", "Editors"))
    edith.clock.install()
    edith.goto("/cms/review/")
    edith.get_by_role("button", name="Next entry").click()
    edith.wait_for_url(re.compile(review))
    edith.get_by_role("group", name=re.compile("Novelty")).get_by_label("4").check()
    edith.get_by_role("button", name="Give these scores").click()
    expect(edith.get_by_role("button", name="Change my scores")).to_be_visible()
    assert violations(edith, within=DESK) == []

    _a_colleague_takes_it_over(edith, enter(of_desk("Ines", "Editors")), review)
    _asks_for_a_change(edith)
    company = enter(launch.created_by)
    _answers_and_hands_in(company, launch)

    edith.goto(review)
    edith.get_by_role("button", name="Accept point 1").click()
    expect(edith.get_by_text("The point is accepted.")).to_be_visible()
    for step in ("Eligible: pass on", "Words are good: pass on"):
        edith.get_by_role("button", name=step).click()
        expect(edith.get_by_role("button", name=step)).to_have_count(0)
    expect(edith.get_by_text("Nothing for you to do here now.").or_(
        edith.get_by_role("link", name="Decline"))).to_be_visible()  # fmt: skip
    expect(edith.get_by_role("button", name="Approve for release")).to_have_count(0)

    chief = enter(of_desk("Chen", "Chief editors"))
    chief.goto(review)
    chief.get_by_role("button", name="Approve for release").click()
    expect(chief.get_by_text("Under embargo").first).to_be_visible()
    launch.refresh_from_db()
    assert (launch.state, launch.approver.name) == ("approved", "Chen")


def _a_colleague_takes_it_over(edith, ines, review: str) -> None:
    """Each is told who has it and since when; the first by the script, without a reload."""
    ines.goto(review)
    expect(ines.locator("[data-said]")).to_contain_text("Edith has had this entry open since")
    ines.get_by_role("button", name="Take over").click()
    expect(ines.get_by_text("The entry is yours now.")).to_be_visible()
    edith.clock.fast_forward(MINUTE)
    expect(edith.locator("[data-said]")).to_contain_text("Ines has had this entry open since")
    expect(edith.get_by_role("button", name="Take over")).to_be_visible()


def _asks_for_a_change(edith) -> None:
    edith.get_by_role("link", name="Ask for changes").click()
    edith.wait_for_url(re.compile("/changes/"))
    edith.fill("[name=point-0-reason]", "Please say what it does.")
    edith.fill("[name=point-0-due_at]", "2099-01-02T10:00")
    edith.get_by_role("button", name="Ask for changes").click()
    expect(edith.get_by_text("Sent back to the company.")).to_be_visible()
    expect(edith.get_by_role("link", name="Undo").first).to_be_visible()


def _answers_and_hands_in(company, launch: Launch) -> None:
    company.goto(f"/portal/launches/{launch.uid}/status/")
    point = company.locator(".points__point")
    expect(point).to_contain_text("2099")
    point.locator("summary").click()
    point.locator("textarea").fill("It says so in the text.")
    point.get_by_role("button").click()
    expect(point.get_by_text("✓ Answered")).to_be_visible()
    company.goto(f"/portal/launches/{launch.uid}/submit/")
    company.locator("main form[method=post] button[type=submit]").first.click()
    company.wait_for_url(re.compile("/portal/receipts/"))
