"""From signing up to the receipt on a phone, with the keyboard alone."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from .clocks import forum_now
from .test_release import WORDS, confirm

pytestmark = pytest.mark.journey
MOST_TABS = 300


def reach(page: Page, selector: str) -> None:
    """Press Tab until the control has the focus: it can be reached, in the order of the page."""
    for _ in range(MOST_TABS):
        if page.evaluate("wanted => document.activeElement?.matches(wanted) ?? false", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} is not reached by Tab on {page.url}")


def write(page: Page, selector: str, text: str) -> None:
    reach(page, selector)
    page.keyboard.insert_text(text)


def press(page: Page, selector: str) -> None:
    reach(page, selector)
    page.keyboard.press("Enter")


def test_sign_up_to_receipt_with_the_keyboard_on_a_phone(house, context, picture):
    page = context(viewport={"width": 390, "height": 844}, has_touch=True)
    page.goto("/accounts/signup/")
    write(page, "[name=email]", "phone@huiling.example")
    write(page, "[name=password1]", "wind-and-light-7")
    write(page, "[name=password2]", "wind-and-light-7")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/confirm-email/"))
    confirm(page)
    page.wait_for_url(re.compile("/portal/company/new/"))
    write(page, "[name=name]", "Huiling Medical")
    press(page, "main form[method=post] button[type=submit]")
    page.wait_for_url(re.compile("/portal/$"))
    press(page, "main a[href='/portal/launches/new/']")
    page.wait_for_url(re.compile("/launches/new/"))
    write(page, "[name=product]", "Pocket Scanner")
    for name in ("theme", "entry_type", "section"):
        reach(page, f"[name={name}]")
        page.keyboard.press("ArrowDown")
    press(page, "main form[method=post] button[type=submit]")
    page.wait_for_url(re.compile(r"/portal/launches/\w{16}/"))
    for language in ("en", "zh-hans"):  # one at a time on a phone
        press(page, f"[data-show='{language}']")
        for name, text in WORDS.items():
            if name.startswith(f"texts.{language}."):
                write(page, f"[name='{name}']", text)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    for question in ("how-far", "first-showing"):
        reach(page, f"[name='answers.{question}']")
        page.keyboard.press("ArrowDown")
    reach(page, "[name='file.hero']")
    page.set_input_files("[name='file.hero']", picture)  # the system's own window
    page.locator('[name^="materials."][name$=".alt"]').wait_for()
    page.evaluate("document.activeElement.blur()")
    write(page, '[name^="materials."][name$=".alt"]', "A scanner in a hand")
    local = forum_now(page) + timedelta(hours=3)
    reach(page, "[name=opens_at]")
    page.locator("[name=opens_at]").fill(local.strftime("%Y-%m-%dT%H:%M"))
    expect(page.locator("[data-save-words]")).to_have_text(re.compile("Saved|Everything"))
    press(page, "button[name=action][value=submit]")
    page.wait_for_url(re.compile("/submit/"))
    press(page, "main form[method=post] button[type=submit]")
    page.wait_for_url(re.compile("/portal/receipts/"))
    assert re.search(r"UNV-\w{4}-\w{4}", page.content())
