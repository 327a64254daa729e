"""An outlet applies, is accredited, reads under embargo with a key, and loses it."""

import json
import time
import urllib.request

import pytest
from playwright.sync_api import expect

from tests.launches.files.hostile import pdf
from tests.looks import DESK, violations

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
