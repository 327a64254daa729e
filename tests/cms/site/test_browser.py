"""The public pages in a real browser: nothing sticks out, axe finds nothing, scripts run."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from launches import clock
from launches.content import Words
from tests.factories import CompanyFactory, EventFactory, StageFactory, content_of, launch
from tests.looks import BY_WIDTH, amiss

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
WIDTHS = (360, 1280, 2560)


@pytest.fixture
def pages(forum):
    """A forum with a launch in three languages and names as long as names get."""
    arabic = Words("ar", "منصة جديدة للاتصالات", "سطر", "ملخص قصير.", "<p>نص</p>", "<p>بيان</p>")
    words = (*content_of(launch("draft")).words, arabic)
    entry = launch("released", product="Aurora One", content={"words": words})
    long = CompanyFactory(name="Donaudampfschifffahrtselektrizitätenhauptbetriebswerk" * 3)
    launch("released", product="W" * 120, company=long)
    at = clock.now()
    stage = StageFactory(forum=forum)
    EventFactory(stage=stage, starts_at=at + timedelta(hours=1), ends_at=at + timedelta(hours=2))
    EventFactory(stage=stage)
    page = f"/launches/{entry.slug}/"
    sheets = [page, f"{page}?lang=ar"]
    return ["/", "/launches/", *sheets, "/programme/", "/press/", "/api/v1/docs/", "/nothing/"]


def test_pages_fit_and_are_accessible(pages, live_server, browse):
    page, found = browse(reduced_motion="reduce").new_page(), []
    for path in pages:
        page.goto(live_server.url + path)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            rules = None if width == WIDTHS[0] else BY_WIDTH
            found += [(width, path, *one) for one in amiss(page, rules)]
    assert found == []


def test_the_countdown_ticks_and_the_list_works_without_scripts(pages, live_server, browse):
    page = browse().new_page()
    page.goto(live_server.url)
    seconds = page.locator("[data-part=seconds] b")
    first = seconds.inner_text()
    page.wait_for_function("was => document.querySelector('[data-part=seconds] b').textContent != was", arg=first)  # fmt: skip  # noqa: E501
    plain = browse(java_script_enabled=False).new_page()
    plain.goto(live_server.url + "/launches/")
    plain.get_by_label("Search").fill("aurora")
    plain.get_by_role("button", name="Show").click()
    expect(plain.locator(".card__title")).to_have_text(["Aurora One opens"])


def test_a_new_launch_is_announced_and_waits_to_be_shown(pages, live_server, browse):
    page = browse().new_page()
    later = (clock.now() + timedelta(minutes=1)).isoformat()
    event = f'event: change\nid: x\ndata: {{"id":"a","kind":"released","at":"{later}"}}\n\n'
    page.route(
        "**/live/changes/",
        lambda route: route.fulfill(content_type="text/event-stream", body=event),
    )
    page.goto(live_server.url)
    notice = page.get_by_role("link", name="A new launch is out")
    notice.wait_for()
    assert page.evaluate("document.querySelector('[data-live]').ariaLive") == "polite"
