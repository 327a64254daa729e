"""The desk looks ahead: which doors show a launch when; an outsider looks by a link."""

import pytest
from playwright.sync_api import expect

from tests.looks import DESK, violations

pytestmark = pytest.mark.journey


def test_the_desk_looks_ahead_and_an_outsider_by_a_link(house, person, context):
    editor = person("editor")
    editor.goto("/cms/desk/as-of/")
    waiting = editor.locator("section[aria-labelledby=closed] li", has=editor.locator("time"))
    product = waiting.last.get_by_role("link").inner_text()
    assert violations(editor, within=DESK) == []
    waiting.last.get_by_role("link").click()
    row = editor.get_by_role("row", name="Public page, lists, search and site map")
    expect(row.get_by_role("cell")).to_have_text(["absent", "shown", "shown", "absent"])
    press = editor.get_by_role("row", name="API with a press key, under embargo")
    expect(press.get_by_role("cell")).to_have_text(["shown"] * 4)
    assert violations(editor, within=DESK) == []

    editor.goto(editor.url.replace("/as-of/", "/links/"))
    editor.fill("[name=name]", "Ada Outsider")
    editor.get_by_role("button", name="Make the link").click()
    address = editor.get_by_label("The address to send").first.input_value()
    outsider = context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    outsider.goto(address)
    expect(outsider.get_by_role("note")).to_contain_text("Preview for Ada Outsider.")
    expect(outsider.get_by_role("main")).to_contain_text(product)
    assert outsider.evaluate("document.documentElement.scrollWidth") <= 390
    editor.reload()
    expect(editor.get_by_text("Opened once.")).to_be_visible()
    with editor.expect_navigation():
        editor.get_by_role("button", name="Take it back").first.click()
    outsider.reload()
    expect(outsider.get_by_role("heading", level=1)).to_have_text("This preview has ended")
    assert violations(editor, within=DESK) == []
