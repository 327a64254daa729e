"""The press office at the desk."""

import pytest
from django.urls import reverse

from launches import clock
from launches.domain import accreditation
from launches.enums import OutletState
from launches.models import EmbargoTerms, Outlet
from tests.factories import OutletFactory, UserFactory, terms_for
from tests.launches.files.hostile import arrival, pdf

pytestmark = pytest.mark.django_db


def url(name: str, *args: str) -> str:
    return reverse(f"outlets:{name}", args=args)


@pytest.fixture
def applied(db):
    terms_for()
    return accreditation.apply_for(
        name="Le Jour",
        country="FR",
        website="https://lejour.example",
        contact="desk@lejour.example",
        about="A daily.",
        evidence=arrival(pdf(), "card.pdf"),
        version=1,
        address="",
        by=UserFactory(),
        at=clock.now(),
    )


@pytest.fixture
def office(client, desk_user):
    client.force_login(desk_user("Press officers"))
    return client


def test_an_application_is_read_and_decided(office, applied):
    assert "Le Jour" in office.get(url("register") + "?state=applied").content.decode()
    page = office.get(url("outlet", applied.uid)).content.decode()
    assert "card.pdf" in page
    paper = office.get(url("paper", applied.uid, applied.evidence.get().uid))
    assert paper.status_code == 200
    assert "no-store" in paper["Cache-Control"]
    assert paper["X-Content-Type-Options"] == "nosniff"
    office.post(url("outlet", applied.uid), {"act": "approve", "reason": ""})
    applied.refresh_from_db()
    assert applied.state == OutletState.ACCREDITED


def test_a_refusal_keeps_the_words(office):
    outlet = OutletFactory(state=OutletState.APPLIED)
    page = office.post(url("outlet", outlet.uid), {"act": "suspend", "reason": "Typed words"})
    assert page.status_code == 422
    assert "Typed words" in page.content.decode()
    assert office.post(url("outlet", outlet.uid), {"act": "decline"}).status_code == 422
    assert office.post(url("outlet", outlet.uid), {"act": "no such"}).status_code == 404


def test_the_home_tells_who_waits(office, applied):
    assert "1 outlet waits" in office.get("/cms/").content.decode()


def test_terms_are_published_from_the_desk(office):
    said = {"text": "One.", "text_zh": "一。", "in_force_from": "2199-01-01T09:00"}
    assert office.post(url("terms"), said).status_code == 302
    assert EmbargoTerms.objects.get().version == 1
    wrong = office.post(url("terms"), {**said, "text_zh": "", "in_force_from": "soon"})
    assert wrong.status_code == 422


@pytest.mark.parametrize("group", ["Editors", "Stage managers"])
def test_others_of_the_desk_stay_out(client, desk_user, applied, group):
    client.force_login(desk_user(group))
    paper = applied.evidence.get().uid
    for address in (url("register"), url("outlet", applied.uid), url("paper", applied.uid, paper)):
        assert client.get(address).status_code in (302, 403)


def test_an_auditor_reads_and_decides_nothing(client, desk_user):
    outlet = OutletFactory()
    client.force_login(desk_user("Auditors"))
    assert client.get(url("outlet", outlet.uid)).status_code == 200
    said = {"act": "suspend", "reason": "x"}
    assert client.post(url("outlet", outlet.uid), said).status_code == 403
    assert Outlet.objects.get().state == OutletState.ACCREDITED


def test_absent_is_absent(office):
    assert office.get(url("outlet", "nothing")).status_code == 404
    assert office.get(url("paper", OutletFactory().uid, "nothing")).status_code == 404
