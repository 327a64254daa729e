"""The guide in a browser: fields fill the code, and the API is asked from the page."""

import pytest
from playwright.sync_api import expect

from tests.factories import launch

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_fields_fill_the_code_and_the_api_answers(live_server, browse):
    entry = launch("released", product="Aurora One")
    page = browse().new_page()
    page.goto(f"{live_server.url}/api/v1/docs/#getLaunch")
    one = page.locator("#getLaunch")
    expect(one.locator("input[name=uid]")).to_have_value(entry.uid)
    one.get_by_role("button", name="Try it").click()
    expect(one.locator("[data-status]")).to_contain_text("200")
    expect(one.locator("[data-answer]")).to_contain_text("Aurora One")
    many = page.locator("#listLaunches")
    many.locator("input[name=limit]").fill("many")
    expect(many.locator("code[data-plain]").first).to_contain_text("?limit=many")
    many.get_by_role("button", name="Try it").click()
    expect(many.locator("[data-status]")).to_contain_text("400")
    expect(many.locator("[data-answer]")).to_contain_text("a whole number from 1 to 100")
    page.get_by_label("Your key, if you have one").fill("unv_wrong")
    expect(many.locator("code[data-plain]").first).to_contain_text("Bearer unv_…")
    many.get_by_role("button", name="Try it").click()
    expect(many.locator("[data-status]")).to_contain_text("401")
