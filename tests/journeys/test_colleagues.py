"""Two colleagues write on one launch: different fields join, the same field waits for a choice."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey
HEADLINE, SUMMARY, TAGLINE = (f"texts.en.{name}" for name in ("headline", "summary", "tagline"))


def at_the_editor(person) -> Page:
    page = person("company")
    page.goto("/portal/")
    page.get_by_role("link", name="ERNIE-ViLG").first.click()
    expect(page.locator("[data-save-state]")).to_be_visible()  # the script runs
    return page


def saved(page: Page):
    return expect(page.locator("[data-save-words]"))


def test_two_colleagues_collide_and_nothing_is_lost(house, person):
    one, two = at_the_editor(person), at_the_editor(person)
    one.fill(f'[name="{SUMMARY}"]', "One wrote this.")
    saved(one).to_have_text(re.compile("Saved"))

    two.fill(f'[name="{TAGLINE}"]', "A line of two's own")
    two.fill(f'[name="{SUMMARY}"]', "Two wrote that.")
    saved(two).to_have_text(re.compile("please choose"))
    box = two.locator(f'[data-conflict="{SUMMARY}"]')
    expect(box).to_contain_text("Lin Yao")
    expect(box).to_contain_text("One wrote this.")
    expect(box).to_contain_text("Two wrote that.")
    expect(two.locator(f'[name="{SUMMARY}"]')).to_have_value("Two wrote that.")

    with two.expect_response(lambda answer: HEADLINE in (answer.request.post_data or "")):
        two.fill(f'[name="{HEADLINE}"]', "Typed on while it waits")  # others are saved meanwhile
    one.reload()
    expect(one.locator(f'[name="{TAGLINE}"]')).to_have_value("A line of two's own")
    expect(one.locator(f'[name="{HEADLINE}"]')).to_have_value("Typed on while it waits")
    expect(one.locator(f'[name="{SUMMARY}"]')).to_have_value("One wrote this.")

    box.get_by_role("button", name=re.compile("Keep both")).click()
    saved(two).to_have_text(re.compile("Saved"))
    expect(box).to_have_count(0)
    one.reload()
    expect(one.locator(f'[name="{SUMMARY}"]')).to_have_value("One wrote this.\n\nTwo wrote that.")
