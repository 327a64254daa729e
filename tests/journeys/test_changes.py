"""An editor asks for a change; the company mends it and hands in again."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.journey
PASSWORD = "unveil-demo"


def test_a_change_request_there_and_back(house, person, context):
    company = person("company")
    company.goto("/portal/")
    company.get_by_role("link", name="ERNIE 4.0").first.click()
    company.wait_for_url(re.compile("/portal/launches/"))
    uid = re.search(r"/launches/([a-z0-9]+)/", company.url).group(1)
    answer_all(company, uid)
    hand_in_again(company, uid, "A first mending")

    editor = person("editor")
    editor.goto(f"/cms/desk/{uid}/")
    editor.get_by_role("link", name="Ask for changes").click()
    editor.select_option("[name=point-0-field]", "texts.en.headline")
    editor.fill("[name=point-0-reason]", "Please say what it does.")
    editor.fill("[name=point-1-reason]", "Whose picture is it?")
    editor.get_by_role("button", name="Ask for changes").click()
    expect(editor.get_by_text("Please say what it does.").first).to_be_visible()

    company.goto(f"/portal/launches/{uid}/submit/")
    expect(company.get_by_text("2 points of the editors are open")).to_be_visible()
    answer_all(company, uid, only="Whose picture is it?")
    company.get_by_role("link", name=re.compile("Headline")).first.click()
    expect(company.locator('[name="texts.en.headline"]')).to_be_visible()
    receipt = hand_in_again(company, uid, "ERNIE 4.0 writes and draws")

    editor.goto("/cms/desk/?view=mine&q=ERNIE")
    editor.get_by_role("link", name="ERNIE 4.0").click()
    expect(editor.get_by_text(receipt)).to_be_visible()
    point = editor.locator(".desk-asked__point", has_text="Please say what it does.")
    expect(point).to_contain_text("The field was changed since.")
    point.get_by_role("button", name=re.compile("Accept")).click()
    expect(point).to_contain_text("accepted")
    expect(editor.get_by_text("We took it ourselves.").first).to_be_visible()

    editor.fill("[name=text]", "Thank you, <b>well done</b>.")
    editor.get_by_role("button", name="Say it").click()
    expect(editor.get_by_text("Thank you, <b>well done</b>.")).to_be_visible()
    stranger = context()
    stranger.goto(link_of_the_message(company, uid))
    stranger.wait_for_url(re.compile("/accounts/login/"))  # the link lets nobody in
    stranger.fill("[name=login]", "company@unveil.example")
    stranger.fill("[name=password]", PASSWORD)
    stranger.locator("main form[method=post] button[type=submit]").first.click()
    stranger.wait_for_url(re.compile(f"/launches/{uid}/status/#thread"))
    expect(stranger.get_by_text("Thank you, <b>well done</b>.")).to_be_visible()


def answer_all(company, uid: str, only: str = "") -> None:
    """Answer each open point on the status page."""
    company.goto(f"/portal/launches/{uid}/status/")
    rows = company.locator(".points__point", has_text=only or None)
    for place in range(rows.count()):
        row = rows.nth(place)
        if not row.locator("textarea").is_visible():
            row.locator("summary").click()
        row.locator("textarea").fill("We took it ourselves.")
        row.get_by_role("button").click()
        expect(row.get_by_text("✓ Answered")).to_be_visible()
        company.wait_for_load_state()


def link_of_the_message(company, uid: str) -> str:
    """The address in the newest mail about a message; the worker sends it within seconds."""
    mail = company.locator("article", has_text=f"A message about entry {uid}").first
    for _try in range(20):
        company.goto("/outbox/")
        if mail.count():
            break
        company.wait_for_timeout(500)
    return mail.get_by_role("link", name=re.compile("portal.reply")).get_attribute("href")


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
    says(company, "kept in this browser")
    company.context.set_offline(False)
    says(company, "Saved")
    company.reload()
    expect(headline).to_have_value("Written in a tunnel")
    write_and_lose_the_answer(company, headline, "Stored, but the answer was lost")
    headline.fill("Written further")
    says(company, "Saved")
    company.reload()
    expect(headline).to_have_value("Written further")
    write_and_lose_the_answer(company, headline, "Lost before a reload")
    headline.fill("Written before a reload")
    company.reload()
    company.locator("[data-backup-take]").click()
    expect(headline).to_have_value("Written before a reload")
    says(company, "Saved")


def says(page, words):
    """What the bar tells of the saving."""
    bar = page.locator("[data-save-words]")
    expect(bar).to_have_text(re.compile(words), timeout=20_000)


def write_and_lose_the_answer(page, field, text):
    """The save reaches the server, and what it says does not come back."""

    def lose(route):
        route.fetch()
        route.abort()

    page.route("**/autosave/", lose, times=1)
    field.fill(text)
    says(page, "kept in this browser")
