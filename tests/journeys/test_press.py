"""An outlet applies, is accredited, reads under embargo with a key, and loses it."""

import json
import re
import time
import urllib.request
import zipfile

import pytest
from playwright.sync_api import Page, expect
from standardwebhooks import Webhook

from tests.launches.files.hostile import pdf
from tests.looks import DESK, violations
from tests.receiver import Reply, receiver

pytestmark = pytest.mark.journey
EMBARGOED = "/api/v1/launches/?limit=100"


def test_from_the_application_to_the_leak(house, person):
    reporter = person("colleague")
    reporter.goto("/press/apply/")
    assert violations(reporter) == []
    reporter.get_by_label("Name of the outlet").fill("Journey Post")
    reporter.get_by_label("Country or region").select_option("FR")
    reporter.get_by_label("Website").fill("journey.example")
    reporter.get_by_label("E-mail of the newsroom").fill("desk@journey.example")
    reporter.get_by_label("What you publish, and for whom").fill("A daily.")
    card = {"name": "card.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    reporter.get_by_label("Evidence").set_input_files(card)
    reporter.get_by_label("We accept the terms of embargo above.").check()
    reporter.get_by_role("button", name="Hand in the application").click()
    expect(reporter.get_by_text("Applied, not decided")).to_be_visible()
    assert violations(reporter) == []

    officer = person("press")
    officer.goto("/cms/outlets/?state=applied")
    officer.get_by_role("link", name="Journey Post").click()
    expect(officer.get_by_role("link", name="card.pdf")).to_be_visible()
    assert violations(officer, within=DESK) == []
    officer.get_by_role("button", name="Accredit").click()
    expect(officer.locator(".desk-standing")).to_have_text("Accredited")

    reporter.goto("/press/keys/")
    reporter.get_by_label("What it is for").fill("Mirror")
    reporter.get_by_role("button", name="Make the key").click()
    token = reporter.get_by_label("Key", exact=True).input_value()
    assert violations(reporter) == []
    key = {"Authorization": f"Bearer {token}"}
    found = json.loads(house.read(EMBARGOED, **key)[1])
    assert "embargoed" in {row["status"] for row in found["results"]}

    officer.goto("/cms/outlets/look-up/")
    officer.get_by_label("Mark, or the text it is in").fill(json.dumps(found)[:200])
    officer.get_by_role("button", name="Find it").click()
    expect(officer.get_by_role("cell", name="Journey Post")).to_be_visible()
    assert violations(officer, within=DESK) == []

    request = urllib.request.Request(f"{house.address}/live/changes/", headers=key)
    with urllib.request.urlopen(request, timeout=20) as stream:
        stream.readline()
        reporter.goto("/press/keys/")
        reporter.locator("summary", has_text="Revoke").click()
        reporter.get_by_role("button", name="Revoke now").click()
        expect(reporter.get_by_text("The key is revoked.")).to_be_visible()
        begun = time.monotonic()
        stream.read()
    assert time.monotonic() - begun < 5
    assert house.read(EMBARGOED, **key)[0] == 401


def reload_until(page: Page, text: str, seconds: float = 60) -> None:
    """What the worker does is on the page after the next load."""
    end = time.monotonic() + seconds
    while not page.get_by_role("cell", name=text).count() and time.monotonic() < end:
        time.sleep(0.5)
        page.reload()
    expect(page.get_by_role("cell", name=text)).to_be_visible()


def test_a_kit_and_a_webhook(person):
    """A newsroom loads a kit under embargo and has its own address told, and sees that it was."""
    newsroom = person("outlet")
    newsroom.goto("/press/room/")
    newsroom.locator("a.card__link").first.click()
    newsroom.wait_for_url(re.compile(r"/press/room/[a-z0-9]{16}/"))
    assert violations(newsroom) == []
    with newsroom.expect_download() as saved:
        newsroom.get_by_role("link", name="Download everything").click()
    assert saved.value.suggested_filename.endswith(".zip")
    with zipfile.ZipFile(saved.value.path()) as kit:
        assert kit.testzip() is None
        assert "EMBARGOED" in kit.read("README.txt").decode()

    with receiver(Reply(204)) as mine:
        newsroom.goto("/press/webhooks/")
        newsroom.get_by_label("What it is for").fill("Journey")
        newsroom.get_by_label("Address", exact=True).fill(mine.url)
        newsroom.get_by_role("button", name="Add it").click()
        secret = newsroom.get_by_label("Secret", exact=True).input_value()
        assert violations(newsroom) == []
        newsroom.get_by_role("button", name="Send a test message").click()
        expect(newsroom.get_by_text("A test message is on its way")).to_be_visible()
        reload_until(newsroom, "Delivered")
        assert violations(newsroom) == []
    told = mine.got[0]
    assert Webhook(secret).verify(told.body, told.headers)
