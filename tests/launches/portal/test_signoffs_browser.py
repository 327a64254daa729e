"""The sheet of a sign-off and the company's pages around it: axe, width, three scripts."""

import re
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe

from cms.models import LaunchText
from launches import clock
from launches.domain import signoff
from launches.domain.signoff import Asked, token_of
from launches.models import Receipt
from tests.factories import MemberFactory
from tests.factories.page import entry

from .test_people_browser import sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
WINDOWS = [("en", 390), ("zh-hans", 1280)]


@pytest.fixture
def owner():
    return MemberFactory()


@pytest.fixture
def launch(owner):
    """Handed in, in three languages, one of them from the right."""
    page = entry("submitted", owner=owner, product="Aurora One " + "w" * 60)
    latest = page.get_latest_revision_as_object()
    latest.texts.add(
        LaunchText(language="ar", sort_order=2, headline="منصة جديدة", body="<p>نص طويل</p>")
    )
    latest.save_revision(clean=False)
    page.launch.refresh_from_db()
    return page.launch


def ask(launch, language):
    content = launch.page.get_latest_revision_as_object().content()
    asked = Asked(
        "Nadia Counsel", "n@law.example", "legal", language, clock.now() + timedelta(days=3)
    )
    return signoff.ask(
        launch,
        asked,
        revision=launch.latest_revision,
        content=content,
        by=launch.created_by,
        at=clock.now(),
    )


def test_pages_fit_and_are_accessible(owner, launch, live_server, browse):
    found = []
    for language, width in WINDOWS:
        waiting, over = ask(launch, language), ask(launch, language)
        signoff.decide(over, "objected", name="N.", comment="لا", address="", at=clock.now())
        page = browse(
            viewport={"width": width, "height": 900}, locale=language, reduced_motion="reduce"
        ).new_page()
        sign_in(page, live_server, owner.user)
        number = Receipt.objects.get().number
        for path in (
            f"/sign-off/{token_of(waiting)}/",
            f"/sign-off/{token_of(over)}/",
            f"/portal/launches/{launch.uid}/sign-offs/",
            f"/portal/receipts/{number}/?hash=12",
        ):
            page.goto(live_server.url + path)
            name = re.sub(r"[0-9a-f]{64}", "…", path)
            if page.evaluate("document.documentElement.scrollWidth") > width:
                found.append((width, name, "sticks out"))
            violations = Axe().run(page).response["violations"]
            found += [(width, name, rule["id"], rule["nodes"][0]["html"]) for rule in violations]
    assert found == []
    arabic = page.goto(f"{live_server.url}/sign-off/{token_of(waiting)}/")
    assert arabic.status == 200
    words = page.locator("[lang=ar].prose").first
    assert words.evaluate("row => getComputedStyle(row).direction") == "rtl"
