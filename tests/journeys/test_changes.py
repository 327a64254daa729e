"""An editor asks for a change; the company mends it and hands in again."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.journey


def test_a_change_request_there_and_back(house, person):
    company = person("company")
    company.goto("/portal/")
    company.get_by_role("link", name="ERNIE 4.0").first.click()
    uid = re.search(r"/launches/([a-z0-9]+)/", company.url).group(1)
    hand_in_again(company, uid, "A first mending")

    editor = person("editor")
    editor.goto(f"/cms/desk/{uid}/")
    editor.get_by_role("link", name="Ask for changes").click()
    editor.select_option("[name=point-0-field]", "texts.en.headline")
    editor.fill("[name=point-0-reason]", "Please say what it does.")
    editor.get_by_role("button", name="Ask for changes").click()
    expect(editor.get_by_text("Please say what it does.").first).to_be_visible()

    company.goto(f"/portal/launches/{uid}/status/")
    expect(company.get_by_text("Please say what it does.").first).to_be_visible()
    company.get_by_role("link", name=re.compile("Headline")).first.click()
    field = company.locator('[name="texts.en.headline"]')
    expect(field).to_be_visible()
    receipt = hand_in_again(company, uid, "ERNIE 4.0 writes and draws")

    editor.goto("/cms/desk/?view=mine&q=ERNIE")
    editor.get_by_role("link", name="ERNIE 4.0").click()
    expect(editor.get_by_text(receipt)).to_be_visible()
    expect(editor.get_by_text("ERNIE 4.0 writes and draws").first).to_be_visible()
    expect(editor.get_by_text("answered").first).to_be_visible()


def hand_in_again(company, uid: str, headline: str) -> str:
    company.goto(f"/portal/launches/{uid}/")
    company.fill('[name="texts.en.headline"]', headline)
    expect(company.locator("[data-save-words]")).to_have_text(re.compile("Saved"))
    company.locator("button[name=action][value=submit]").click()
    company.wait_for_url(re.compile("/submit/"))
    company.locator("main form[method=post] button[type=submit]").first.click()
    company.wait_for_url(re.compile("/portal/receipts/"))
    return re.search(r"UNV-\w{4}-\w{4}", company.content()).group()


def test_typing_is_saved_and_a_lost_connection_loses_nothing(house, person):
    company = person("company")
    company.goto("/portal/")
    company.get_by_role("link", name="ERNIE-ViLG").first.click()
    headline = company.locator('[name="texts.en.headline"]')
    expect(company.locator("[data-save-state]")).to_be_visible()  # the script runs
    company.context.set_offline(True)
    headline.fill("Written in a tunnel")
    expect(company.locator("[data-save-words]")).to_have_text(re.compile("kept in this browser"))
    company.context.set_offline(False)
    expect(company.locator("[data-save-words]")).to_have_text(re.compile("Saved"), timeout=20_000)
    company.reload()
    expect(headline).to_have_value("Written in a tunnel")
