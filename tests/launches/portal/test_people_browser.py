"""Accounts and companies in a real browser: a passkey end to end; axe and width on every page."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from launches import clock
from launches.domain import agencies, invitations, ownership
from launches.enums import Role
from tests.factories import CompanyFactory, MemberFactory, UserFactory

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
WINDOWS = [("en", 390), ("zh-hans", 1280)]
PASSWORD = "pass-word-1"
OUTSIDE = [
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/signup/passkey/",
    "/accounts/login/code/",
    "/accounts/password/reset/",
]
SIGNED = [
    "account_email",
    "account_change_password",
    "mfa_index",
    "mfa_add_webauthn",
    "mfa_list_webauthn",
    "mfa_activate_totp",
    "usersessions_list",
]


def sign_in(page, live_server, user) -> None:
    page.goto(f"{live_server.url}/accounts/login/")
    page.fill("[name=login]", user.email)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(re.compile("/portal/"))


def prove(page) -> None:
    """What is delicate asks for the password once more."""
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
    page.wait_for_url(re.compile("/accounts/2fa/"))
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


@pytest.fixture
def owner():
    """A company with everything that its pages can show, and names as long as names get."""
    owner = MemberFactory(company=CompanyFactory(name="Donaudampfschifffahrts" * 6))
    company, by, at = owner.company, owner.user, clock.now()
    colleague = MemberFactory(company=company, role=Role.EDITOR, user__name="عبد الرحمن")
    MemberFactory(company=company, role=Role.VIEWER)
    ownership.offer(colleague, by=by, at=at)
    invitations.invite(company, email=f"{'long' * 15}@x.example", role=Role.VIEWER, by=by, at=at)
    agent = MemberFactory(company__name="Bright Ink PR")
    asked = agencies.invite_agency(company, email=agent.user.email, by=by, at=at)
    agencies.accept(asked, agency=agent.company, by=agent.user, at=at)
    agencies.invite_agency(company, email="other@agency.example", by=by, at=at)
    client = agencies.create_client(company, name="Tiny Labs", by=by, at=at)
    invitations.invite_to_take_over(client, email="ceo@tiny.example", by=by, at=at)
    return owner


def test_pages_fit_and_are_accessible(owner, live_server, browse):
    host = MemberFactory(company__name="辉灵医疗")
    letter = invitations.invite(
        host.company, email="me@x.example", role=Role.EDITOR, by=host.user, at=clock.now()
    )
    uid = owner.company.uid
    here = [
        "/portal/account/",
        *(f"/portal/company/{uid}/{part}" for part in ("", "people/", "agencies/", "clients/new/")),
        reverse("portal:invitation", args=[invitations.token_of(letter)]),
        *(reverse(name) for name in SIGNED),
    ]
    found = []
    for language, width in WINDOWS:
        options = {"viewport": {"width": width, "height": 900}, "locale": language}
        page = browse(reduced_motion="reduce", **options).new_page()
        for path in OUTSIDE:
            found += wrong(page, live_server.url + path, width)
        sign_in(page, live_server, owner.user)
        page.goto(live_server.url + reverse("mfa_activate_totp"))
        found += wrong(page, page.url, width)
        prove(page)
        for path in here:
            found += wrong(page, live_server.url + path, width)
    assert found == []


def wrong(page, address: str, width: int) -> list[tuple]:
    """What sticks out and what axe finds."""
    answer = page.goto(address)
    path = page.url
    found = [] if answer.status == 200 else [(width, path, answer.status)]
    for details in page.locator("main details").all():
        details.evaluate("node => node.open = true")
    if page.evaluate("document.documentElement.scrollWidth") > width:
        found.append((width, path, "sticks out"))
    violations = Axe().run(page).response["violations"]
    return found + [(width, path, rule["id"], rule["nodes"][0]["html"]) for rule in violations]
