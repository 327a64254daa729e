"""A lawyer without an account signs a version; a later edit voids it, and says so."""

import re

import pytest
from playwright.sync_api import expect

from tests.looks import violations

pytestmark = pytest.mark.journey


def test_a_sign_off_there_and_back(house, person, context):
    company = person("company")
    company.goto("/portal/")
    company.get_by_role("link", name="ERNIE-ViLG").first.click()
    company.get_by_role("link", name="Sign-offs").click()
    company.fill("[name=name]", "Nadia Counsel")
    company.fill("[name=email]", "nadia@law.example")
    company.check("[name=parts][value='texts.en']")
    company.get_by_role("button", name="Send the link").click()
    expect(company.get_by_text("The link is on its way to nadia@law.example.")).to_be_visible()

    lawyer = context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    lawyer.goto(link_in_the_outbox(company))
    expect(lawyer.get_by_role("heading", level=1)).to_contain_text("ERNIE-ViLG")
    assert lawyer.locator("[lang=en].prose").count() > 1
    assert lawyer.evaluate("document.documentElement.scrollWidth") <= 390
    lawyer.fill("[name=name]", "N. Counsel")
    lawyer.get_by_role("button", name="I object").click()
    expect(lawyer.get_by_role("alert")).to_contain_text("say what should be different")
    expect(lawyer.locator("[name=name]")).to_have_value("N. Counsel")
    lawyer.fill("[name=comment]", "Fine now.")
    lawyer.get_by_role("button", name="I approve this version").click()
    expect(lawyer.get_by_role("heading", level=1)).to_have_text("Approved")
    expect(lawyer.get_by_text("ERNIE-ViLG")).to_have_count(0)

    company.reload()
    expect(company.get_by_text("signed “N. Counsel”")).to_be_visible()
    assert violations(company) == []
    company.get_by_role("link", name="Words and files").click()
    company.fill('[name="texts.en.tagline"]', "Changed after the signature")
    expect(company.locator("[data-save-words]")).to_have_text(re.compile("Saved"))
    company.get_by_role("link", name="Sign-offs").click()
    expect(company.get_by_text("No longer holds: Lin Yao changed Tagline")).to_be_visible()


def link_in_the_outbox(page) -> str:
    """The link as the mail carries it, once the worker has sent it."""
    for _turn in range(40):
        found = re.search(r"/sign-off/[0-9a-f]{64}/", page.request.get("/outbox/").text())
        if found:
            return found.group()
        page.wait_for_timeout(250)
    raise AssertionError("no mail with a link came")
