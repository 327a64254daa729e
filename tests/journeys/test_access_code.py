"""After the deadline: the draft is kept, a code admits it, and the last use admits one only."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.journey


def test_a_code_after_the_deadline(house, person):
    uid = late_launch(person("company"))
    code = new_code(person("chief"))

    company = person("company")
    company.goto(f"/portal/launches/{uid}/submit/")
    expect(
        company.get_by_role("heading", name="The call for this launch is closed")
    ).to_be_visible()
    expect(company.get_by_role("link", name="call@unveil.example")).to_be_visible()
    company.get_by_label("Do you have an access code?").fill("AAAA-BBBB-CCCC")
    company.get_by_role("button", name="Use the code").click()
    expect(company.get_by_text("This code does not admit this entry.")).to_be_visible()

    colleague = person("company")
    colleague.goto(f"/portal/launches/{uid}/submit/")
    company.get_by_label("Do you have an access code?").fill(code.lower())
    company.get_by_role("button", name="Use the code").click()
    expect(company.get_by_text("Admitted outside the window")).to_be_visible()
    second = late_launch(colleague)
    colleague.goto(f"/portal/launches/{second}/submit/")
    colleague.get_by_label("Do you have an access code?").fill(code)
    colleague.get_by_role("button", name="Use the code").click()
    expect(colleague.get_by_text("This code does not admit this entry.")).to_be_visible()


def late_launch(page) -> str:
    """Start a technology offer: the window of that type closed yesterday in the demo."""
    page.goto("/portal/launches/new/")
    page.select_option("[name=company]", index=0)
    page.fill("[name=product]", "Late Lamp")
    for name in ("theme", "section"):
        page.select_option(f"[name={name}]", index=1)
    page.select_option("[name=entry_type]", label="Technology offer")
    page.locator("main form[method=post] button[type=submit]").first.click()
    page.wait_for_url(re.compile(r"/portal/launches/\w{16}/"))
    return re.search(r"/launches/(\w{16})/", page.url).group(1)


def new_code(page) -> str:
    """The desk makes a code for one use."""
    page.goto("/cms/snippets/launches/accesscode/add/")
    page.fill("[name=note]", "For a late friend")
    page.fill("[name=expires_at]", "2099-01-01 00:00")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Save").first.click()
    page.wait_for_url(re.compile(r"/accesscode/$"))
    page.get_by_role("link", name=re.compile(r"^\w{4}-\w{4}-\w{4}$")).first.click()
    found = page.locator(".desk-code code")
    expect(found).to_be_visible()
    return found.inner_text()
