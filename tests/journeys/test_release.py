"""A company, two editors and an outlet take one launch from a sign-up to the public."""

import re
import time
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from .clocks import forum_now

pytestmark = pytest.mark.journey
CONFIRM = re.compile("/confirm-email/")
PRODUCT = "Zephyr Lamp"
WORDS = {
    "texts.en.headline": "Zephyr lights a room with wind",
    "texts.en.tagline": "A lamp that needs no socket",
    "texts.en.summary": "Zephyr turns a draught into light.",
    "texts.en.body": "Zephyr is a lamp.\n\nIt hangs in the window.",
    "texts.zh-hans.headline": "和风灯：以风照明",
    "texts.zh-hans.summary": "和风灯把气流变成光。",
    "texts.zh-hans.body": "和风灯是一盏灯。",
}


def sign_up(page: Page, email: str) -> None:
    page.goto("/accounts/signup/")
    page.fill("[name=email]", email)
    page.fill("[name=password1]", "wind-and-light-7")
    page.fill("[name=password2]", "wind-and-light-7")
    page.locator("main form[method=post] button[type=submit]").first.click()
    page.wait_for_url(CONFIRM)
    confirm(page)


def confirm(page: Page) -> None:
    """Type the code that lies in the demo's outbox."""
    reader = page.context.new_page()
    reader.goto("/outbox/")
    code = re.search(r"^\s*([A-Z0-9-]{6,12})\s*$", reader.inner_text("main"), re.M)[1]
    reader.close()
    page.fill("[name=code]", code)
    page.locator("main form[method=post] button[type=submit]").first.click()
    page.wait_for_url(lambda address: not CONFIRM.search(address))


def write_entry(page: Page, picture) -> str:
    """Found a company, write everything, and return the launch's address."""
    page.goto("/portal/company/new/")
    page.fill("[name=name]", "Zephyr Works")
    page.locator("main form[method=post] button[type=submit]").first.click()
    page.wait_for_url(re.compile("/portal/$"))
    page.goto("/portal/launches/new/")
    page.fill("[name=product]", PRODUCT)
    page.select_option("[name=theme]", index=1)
    page.select_option("[name=entry_type]", index=1)
    page.select_option("[name=section]", index=1)
    page.locator("main form[method=post] button[type=submit]").first.click()
    page.wait_for_url(re.compile(r"/portal/launches/(?!new)[a-z0-9]+/$"))
    for name, text in WORDS.items():
        page.fill(f'[name="{name}"]', text)
    for question in ("how-far", "first-showing"):
        page.select_option(f'[name="answers.{question}"]', index=1)
    page.set_input_files('[name="file.hero"]', picture)
    alt = page.locator('[name^="materials."][name$=".alt"]')
    alt.wait_for()
    alt.fill("A lamp in a window")
    local = forum_now(page) + timedelta(hours=3)
    page.fill("[name=opens_at]", local.strftime("%Y-%m-%dT%H:%M"))
    expect(page.locator("[data-save-words]")).to_have_text(re.compile("Saved|Everything"))
    return page.url


def hand_in(page: Page) -> str:
    page.locator("button[name=action][value=submit]").click()
    page.wait_for_url(re.compile("/submit/"))
    page.locator("main form[method=post] button[type=submit]").first.click()
    page.wait_for_url(re.compile("/portal/receipts/"))
    return re.search(r"UNV-\w{4}-\w{4}", page.content()).group()


def test_from_sign_up_to_the_public(house, context, person, picture):
    company = context()
    sign_up(company, "lamp@zephyr.example")
    entry = write_entry(company, picture)
    receipt = hand_in(company)
    uid = entry.rstrip("/").split("/")[-1]

    editor = person("editor")
    editor.goto(f"/cms/desk/?view=mine&q={PRODUCT}")
    editor.get_by_role("link", name=PRODUCT).click()
    expect(editor.get_by_text(receipt)).to_be_visible()
    for mode, words in (("press", "Zephyr lights a room"), ("slate", PRODUCT)):
        preview = editor.context.new_page()
        preview.goto(f"/cms/desk/{uid}/preview/{mode}/")
        expect(preview.get_by_text(words).first).to_be_visible()
        preview.close()
    editor.get_by_role("button", name="Eligible: pass on").click()
    last = editor.get_by_role("button", name="Words are good: pass on")
    last.click()
    expect(last).to_have_count(0)

    chief = person("chief")
    chief.goto(f"/cms/desk/{uid}/")
    chief.get_by_role("button", name="Approve for release").click()
    expect(chief.get_by_text("Under embargo").first).to_be_visible()

    assert_hidden(house, uid)
    document = house.read(f"/api/v1/launches/{uid}/", **house.press)[1]
    assert '"status":"embargoed"' in document
    file = re.search(r'"href":"(/files/[^"]+)"', document).group(1)
    page = re.search(r'"page":"([^"]+)"', document).group(1)
    assert house.read(file)[0] == 404
    assert house.read(page)[0] == 404

    chief.get_by_role("link", name="Move the release moment").click()
    instant = forum_now(chief).replace(microsecond=0) + timedelta(seconds=6)
    chief.fill("[name=opens_at]", instant.strftime("%Y-%m-%dT%H:%M:%S"))
    chief.fill("[name=reason]", "The company asked for it.")
    chief.locator("form[method=post] button.button[type=submit]").first.click()
    chief.wait_for_url(re.compile(f"/cms/desk/{uid}/$"))
    assert_hidden(house, uid)

    while datetime.now(instant.tzinfo) < instant + timedelta(seconds=0.2):
        time.sleep(0.05)
    assert house.read(f"/api/v1/launches/{uid}/")[0] == 200
    assert uid in house.read("/api/v1/launches/?limit=5")[1]
    assert uid in house.read("/api/v1/changes/?limit=100")[1]
    assert "Zephyr lights a room" in house.read("/feeds/launches.rss")[1]
    assert house.read(file)[0] == 200
    reader = context()
    reader.goto(page)
    expect(reader.get_by_role("heading", level=1)).to_have_text("Zephyr lights a room with wind")
    company.goto("/portal/")
    expect(company.get_by_text("Released").first).to_be_visible()


def assert_hidden(house, uid: str) -> None:
    assert house.read(f"/api/v1/launches/{uid}/")[0] == 404
    for path in ("/", "/launches/", "/api/v1/launches/?limit=100", "/feeds/launches.json"):
        assert "Zephyr" not in house.read(path)[1], path
