"""The desk opens a slate, meets a member that fails, takes all back, and recalls a launch."""

import json
import re
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.looks import DESK, violations

from .clocks import forum_now

pytestmark = pytest.mark.journey
NOTHING = "There is nothing at this address."
SLATE = re.compile(r"/cms/slates/([a-z0-9]{16})/$")
PHONE = {"width": 390, "height": 844}
SHOWN = "[data-layer] .slate:last-child h1"
NOTE_THE_DARK = """name => {
  const layer = document.querySelector("[data-layer]");
  new MutationObserver((_changes, watch) => {
    if (layer.lastElementChild?.textContent.includes(name)) return;
    window.darkAt = Date.now();
    watch.disconnect();
  }).observe(layer, { childList: true, subtree: true });
}"""


def whole(page: Page) -> None:
    """Nothing that axe finds, in the part of the page that is ours."""
    assert violations(page, within=DESK) == []


def act(page: Page, slate: str, name: str, **fields: str) -> None:
    """Open an act's page, fill it in and do it; the caller waits for what it leads to."""
    page.goto(f"{slate}{name}/")
    for field, text in fields.items():
        page.fill(f"[name={field}]", text)
    page.locator("form[method=post] .desk-buttons button").first.click()


def done(page: Page) -> None:
    page.wait_for_url(SLATE)


def make(editor: Page) -> tuple[str, list[str]]:
    """A slate of two embargoed launches in review: its address, and theirs at the desk."""
    later = forum_now(editor) + timedelta(hours=3)
    editor.goto("/cms/slates/new/")
    editor.fill("[name=name]", "Evening of lamps")
    editor.fill("[name=opens_at]", later.strftime("%Y-%m-%dT%H:%M"))
    editor.locator("form[method=post] .desk-buttons button").first.click()
    done(editor)
    slate = editor.url
    editor.get_by_role("link", name="Add launches").click()
    rows = editor.locator("tr", has_text="Under embargo")
    for row in (rows.nth(0), rows.nth(1)):
        row.get_by_role("checkbox").check()
    editor.get_by_role("button", name="Put on the slate").click()
    done(editor)
    members = editor.locator("td a.desk-title[href*='/cms/desk/']")
    expect(members).to_have_count(2)
    whole(editor)
    act(editor, slate, "send")
    done(editor)
    return slate, [members.nth(n).get_attribute("href") for n in (0, 1)]


def released(house) -> list[dict]:
    return json.loads(house.read("/api/v1/launches/?limit=100")[1])["results"]


def ids(house) -> set[str]:
    return {row["id"] for row in released(house)}


def test_a_member_fails_the_rest_opens_and_is_taken_back(house, person):
    before = ids(house)
    editor, chief = person("editor"), person("chief")
    slate, (first, second) = make(editor)
    chief.goto(f"{slate}preflight/")
    expect(chief.locator(".desk [role=status]").first).to_contain_text("Nothing keeps it closed.")
    act(chief, slate, "lock")
    done(chief)
    expect(chief.get_by_text("The instant is confirmed.")).to_be_visible()

    act(chief, first, "revoke", reason="The price is wrong.")
    chief.wait_for_url(re.compile(f"{first}$"))
    chief.goto("/cms/")
    alarm = chief.get_by_role("link", name="The slate “Evening of lamps” will not open.")
    expect(alarm).to_be_visible()
    act(chief, slate, "retry")
    expect(chief.get_by_role("alert").last).to_contain_text("It is not approved")
    chief.goto(slate)
    chief.get_by_role("button", name="Take “").first.click()
    expect(chief.locator("td a.desk-title[href*='/cms/desk/']")).to_have_count(1)
    act(chief, slate, "retry")
    done(chief)
    chief.goto("/cms/")
    expect(alarm).to_have_count(0)

    act(chief, slate, "release", reason="The press has gathered.")
    done(chief)
    uid = second.rstrip("/").split("/")[-1]
    assert ids(house) == {*before, uid}
    act(chief, slate, "rollback", reason="The wrong film.")
    done(chief)
    expect(chief.get_by_text("Rollback of “Evening of lamps”")).to_be_visible()
    assert (ids(house), house.read(f"/api/v1/launches/{uid}/")[0]) == (before, 404)


def test_a_recall_in_an_emergency_darkens_page_and_screen_and_proves_it(house, person, context):
    caller, screen, reader = person("stage"), context(), context(viewport=PHONE)
    hall, name = call_a_released_one(caller)
    uid, address = next(
        (row["id"], row["page"]) for row in released(house) if row["product"] == name
    )
    screen.goto(f"/screen/{hall}/")
    expect(screen.locator(SHOWN)).to_have_text(re.compile(re.escape(name)))
    screen.evaluate(NOTE_THE_DARK, name)
    reader.goto(address)
    expect(reader.get_by_role("heading", level=1)).not_to_have_text(NOTHING)
    chief = person("chief")
    for path in ("/cms/slates/calendar/", "/cms/slates/emergency/"):
        chief.goto(path)
        whole(chief)
    chief.select_option("[name=act]", "kill")
    chief.fill("[name=target]", uid)
    chief.fill("[name=reason]", "A court order.")
    chief.fill("[name=alone_because]", "It is four in the morning.")
    with screen.expect_response(re.compile(r"/seen/$")):  # the screen tells what it shows now
        chief.get_by_role("button", name="Ask for the act").click()
        chief.wait_for_url(re.compile(r"/cms/slates/emergency/\w{16}/$"))
    expect(screen.locator(SHOWN)).to_have_text("Unveil Forum")
    assert screen.evaluate("window.darkAt") / 1000 - recalled_at(house, uid) < 2
    chief.reload()
    expect(chief.locator(".desk [role=status]").first).to_contain_text("alone, because:")
    expect(chief.locator(".desk-state--delivered").first).to_be_visible()
    expect(chief.get_by_role("heading", name="Outlets")).to_be_visible()
    whole(chief)
    reader.goto(address)
    expect(reader.get_by_role("heading", level=1)).to_have_text(NOTHING)
    assert uid not in ids(house)
    assert house.read(f"/api/v1/launches/{uid}/", **house.press)[0] == 404


def call_a_released_one(caller: Page) -> tuple[str, str]:
    """The hall whose stage shows a released launch from now on, and the launch's name."""
    caller.goto("/stage/")
    paths = caller.locator("a[href^='/stage/']").evaluate_all(
        "links => links.map(link => link.getAttribute('href'))"
    )
    for path in paths:
        caller.goto(path)
        row = caller.locator(".console__list li").filter(has_text=re.compile(r"· open\b")).first
        if row.count():
            name = row.locator("span > bdi").text_content()
            row.get_by_role("button").click()
            expect(caller.locator(".console__cue--now .console__title")).to_have_text(name)
            return path.strip("/").split("/")[-1], name
    raise AssertionError("no hall has a released launch among its cues")


def recalled_at(house, uid: str) -> float:
    """When the change feed says that the launch was recalled: seconds since 1970."""
    facts, after = [], ""
    while True:
        page = json.loads(house.read(f"/api/v1/changes/?after={after}")[1])
        facts += page["results"]
        if not page["results"]:
            break
        after = page["results"][-1]["cursor"]
    [fact] = [fact for fact in facts if fact["id"] == uid and fact["kind"] == "killed"]
    return datetime.fromisoformat(fact["at"]).timestamp()
