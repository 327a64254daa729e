"""Accounts in a real browser: a passkey end to end."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories import UserFactory

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PASSWORD = "pass-word-1"


def sign_in(page, live_server, user) -> None:
    page.goto(f"{live_server.url}/accounts/login/")
    page.fill("[name=login]", user.email)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(re.compile("/portal/"))


def prove(page) -> None:
    """What is delicate asks for the password once more."""
    page.wait_for_url(re.compile("/reauthenticate/|/2fa/webauthn/add/"))
    if "/reauthenticate/" in page.url:
        page.fill("[name=password]", PASSWORD)
        page.press("[name=password]", "Enter")
        page.wait_for_url(lambda address: "/reauthenticate/" not in address)


def test_a_passkey_from_its_making_to_signing_in_with_it(live_server, browse):
    user = UserFactory()
    page = browse().new_page()
    player = page.context.new_cdp_session(page)
    player.send("WebAuthn.enable")
    key = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = player.send("WebAuthn.addVirtualAuthenticator", {"options": key})
    sign_in(page, live_server, user)
    page.goto(f"{live_server.url}/portal/account/")
    page.get_by_role("link", name="Add a passkey").click()
    prove(page)
    page.fill("[name=name]", "My phone")
    page.check("[name=passwordless]")
    page.get_by_role("button", name="Add a passkey").click()
    page.wait_for_url(re.compile("/accounts/2fa/(recovery-codes|webauthn)/$"))
    codes = page.request.get(f"{live_server.url}/accounts/2fa/recovery-codes/").text()
    assert len(re.findall(r"\b\d{8}\b", codes)) == 10
    page.goto(f"{live_server.url}/accounts/2fa/webauthn/")
    expect(page.get_by_text("My phone")).to_be_visible()

    page.context.clear_cookies()
    page.goto(f"{live_server.url}/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(re.compile("/portal/"))
    page.goto(f"{live_server.url}/portal/account/")
    expect(page.get_by_text(user.email)).to_be_visible()

    page.context.clear_cookies()
    player.send("WebAuthn.removeVirtualAuthenticator", made)
    other = player.send("WebAuthn.addVirtualAuthenticator", {"options": key})
    page.goto(f"{live_server.url}/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.locator("[data-passkey-trouble] .notice")).to_be_visible()  # a key we do not know
    assert other
