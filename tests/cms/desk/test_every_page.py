"""Every page of the desk in a real browser: axe finds nothing, nothing sticks out or hides aside.

The pages come from the URL configuration: a new one is looked at without anyone remembering.
"""

from datetime import timedelta

import pytest
from django.test import Client

from cms.desk.flow import in_step
from launches import clock
from launches.domain import assigning, preview_links, review, tagging
from launches.models import Mail
from tests.architecture.routes import addresses
from tests.factories import OutletMemberFactory, UserFactory, material_for, slate
from tests.factories.judging import PhaseFactory, ScoreCategoryFactory
from tests.factories.launch import launch
from tests.factories.page import entry
from tests.looks import faults

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
ROOMS = ("desk", "review", "mail", "slates", "record", "reports", "outlets", "checks")
OURS = tuple(f"/cms/{name}/" for name in ROOMS)
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk" * 2


@pytest.fixture
def known():
    """{beginning of an address: {parameter: values}} of a desk that holds something of all."""
    by, at = UserFactory(is_superuser=True, is_staff=True), clock.now()
    approved = launch("approved", product=f"曙光 {LONG}")
    gathered = slate([approved], "in_review", opens_at=at + timedelta(days=2), name=LONG)
    outlet = OutletMemberFactory(outlet__name=LONG).outlet
    page = entry("submitted", product=LONG)
    picture = material_for(page.launch, filename=f"{LONG}.jpg")
    PhaseFactory(active=True, scoring=True)
    ScoreCategoryFactory(name=LONG)
    review.start_review(page.launch, by=by, at=at)
    assigning.assign(page.launch, to=by, by=by, at=at)
    tagging.tag(page.launch, name="نجوم", by=by, at=at)
    in_step(page)
    preview_links.make(
        page.launch, name="Ada", language="en", expires_at=at + timedelta(days=3),
        revision=None, by=by, at=at,
    )  # fmt: skip
    uid = page.launch.uid
    return {
        "/cms/desk/": {
            "uid": [uid], "mode": ["press"], "act": ["changes"], "material": [picture.uid],
            "number": ["1"],
        },
        "/cms/mail/": {"uid": [Mail.objects.first().uid]},
        "/cms/slates/": {"uid": [gathered.uid]},
        "/cms/outlets/": {"uid": [outlet.uid]},
        "/cms/reports/": {"name": ["themes"]},
        "/cms/": {},
    }  # fmt: skip


def pages(client: Client, known: dict[str, dict[str, list[str]]]) -> list[str]:
    """The pages that answer, one for each route and template."""
    shown: dict[tuple[str, str], str] = {}
    for start, values in known.items():
        others = [other for other in known if other != start and other.startswith(start)]
        for path in addresses(values):
            if not path.startswith(OURS) or not path.startswith(start):
                continue
            if path.startswith(tuple(others)) or "/preview/" in path:
                continue
            answer = client.get(path)
            if answer.status_code == 200 and answer.templates:
                name = answer.resolver_match.view_name
                shown.setdefault((name, answer.templates[0].name), path)
    return list(shown.values())


@pytest.mark.parametrize(("language", "width"), [("en", 1440), ("zh-hans", 390)])
def test_every_page_fits_and_is_accessible(known, language, width, live_server, browse):
    person = UserFactory(is_superuser=True, is_staff=True, language=language)
    client = Client()
    client.force_login(person)
    page = browse(viewport={"width": width, "height": 900}, locale=language).new_page()
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    page.context.add_cookies([{**cookie, "url": live_server.url}])
    paths = pages(client, known)
    found = []
    for path in paths:
        answer = page.goto(live_server.url + path)
        assert answer.status == 200, path
        found += faults(page, path)
    assert len(paths) > 20, paths
    assert found == [], "\n".join(map(str, found))
