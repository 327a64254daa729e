"""A screen through a server's absence, and the caller's keys, in a real browser."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from launches import clock
from launches.domain import screens
from launches.models import Rundown, Stage
from tests.factories import CueFactory, RundownFactory, UserFactory, launch
from tests.looks import BY_WIDTH, amiss, violations
from tests.runtime.house import House

HALL = """
stage = factories.StageFactory(slug="hall-1", name="Hall 1")
rundown = factories.RundownFactory(stage=stage, state="running")
for name in ("Aurora", "Borealis"):
    cue = factories.CueFactory(rundown=rundown, launch=factories.launch("released", product=name))
    rundown.current = rundown.current or cue
rundown.save()
factories.UserFactory(caller=True, email="caller@unveil.example")
"""
GO = """
from launches.domain import show
from launches.models import Rundown, User
by = User.objects.get(email="caller@unveil.example")
rundown = Rundown.objects.get()
show.go(rundown, version=rundown.version, by=by, at=clock.now())
"""

KEPT = """async () => {
  while (!(await caches.match(location.pathname, {ignoreVary: true})))
    await new Promise((resolve) => setTimeout(resolve, 50));
}"""


@pytest.fixture
def house(tmp_path) -> Iterator[House]:
    house = House(tmp_path, static=True)
    yield house
    for process in house.processes.values():
        process.kill()
        process.wait(5)


@pytest.mark.journey
@pytest.mark.real
def test_a_screen_through_a_restart_of_the_server(house, browse):
    house.act(HALL)
    page = browse().new_page()
    page.goto(house.url("/screen/hall-1/"))
    name, away = page.locator("[data-layer] h1").last, page.locator("[data-away]")
    expect(name).to_have_text("Aurora")
    page.evaluate(KEPT)

    house.kill("web")
    expect(away).to_be_visible(timeout=15_000)
    expect(name).to_have_text("Aurora")
    page.reload()
    expect(name).to_have_text("Aurora")
    expect(away).to_be_visible(timeout=15_000)

    house.act(GO)
    house.up("web")
    expect(name).to_have_text("Borealis")
    expect(away).to_be_hidden()

    house.kill("web")
    page.reload()
    expect(name).to_have_text("Borealis")


@pytest.fixture
def console(live_server, client, browse) -> Page:
    """The console of a show with a plain cue and then one that GO opens."""
    rundown = RundownFactory(stage__slug="hall-1", stage__name="Hall 1")
    CueFactory(rundown=rundown, launch=launch("released", product="Plain"))
    CueFactory(rundown=rundown, launch=launch("approved", product="Hidden", cue_mode=True))
    client.force_login(UserFactory(caller=True))
    context = browse(reduced_motion="reduce")
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    context.add_cookies([{**cookie, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"{live_server.url}/stage/hall-1/")
    return page


def at_version(page: Page, version: int) -> None:
    """The page says so, and takes keys again."""
    field = page.locator("input[name=version]").first
    expect(field).to_have_value(str(version))
    page.wait_for_timeout(600)
    expect(field).to_have_value(str(version))


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_keys_do_what_has_the_focus_and_never_more(console):
    console.locator("[data-key=hold]").focus()
    console.keyboard.press("Space")
    at_version(console, 1)
    assert Rundown.objects.get().state == "hold"
    console.locator("h1").click()
    for _repeat in range(20):
        console.keyboard.down("Space")
    console.keyboard.up("Space")
    at_version(console, 2)
    assert Rundown.objects.get().current.launch.product == "Plain"
    console.keyboard.press("Backspace")
    expect(console.get_by_role("alert")).to_have_text("There is no cue before this one.")


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_two_fast_presses_do_not_open_a_launch(console):
    console.keyboard.press("Space")
    at_version(console, 1)
    console.keyboard.press("Enter")
    console.keyboard.press("Enter")
    expect(console.get_by_text("GO releases Hidden to the world.")).to_be_visible()
    at_version(console, 1)
    console.keyboard.press("Escape")
    expect(console.locator("[data-confirm]")).to_have_count(0)
    console.keyboard.press("Enter")
    expect(console.locator("[data-confirm]")).to_have_count(1)
    assert violations(console) == []
    at_version(console, 1)
    console.keyboard.press("Enter")
    at_version(console, 2)
    assert Rundown.objects.get().current.launch.opens_at is not None


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_a_screen_that_falls_silent_is_told_without_a_press(console):
    expect(console.get_by_role("status")).to_contain_text("No screen has been heard")
    console.route("**/stage/hall-1/", lambda asked: asked.fulfill(status=502, body="<p>Away.</p>"))
    with console.expect_response("**/stage/hall-1/", timeout=20_000):
        pass
    console.wait_for_timeout(1000)
    expect(console.get_by_role("heading", name="Hall 1")).to_be_visible()
    console.unroute_all()
    heard_at = clock.now() - timedelta(minutes=1)
    screens.report(Stage.objects.get(), key="a" * 32, shows="", version=0, at=heard_at)
    alarm = console.get_by_role("heading", name="1 screen of this stage is silent")
    expect(alarm).to_be_visible(timeout=20_000)
    assert violations(console) == []


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_the_screens_are_accessible(console, live_server):
    found = []
    for path in ("/screen/", "/screen/hall-1/", "/stage/", "/stage/hall-1/"):
        console.goto(live_server.url + path)
        for width, rules in ((375, None), (1280, BY_WIDTH)):
            console.set_viewport_size({"width": width, "height": 900})
            found += [(path, width, *one) for one in amiss(console, rules)]
    assert found == []
