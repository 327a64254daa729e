"""The press office at the desk."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cms.desk.outlets import ledger as desk_ledger
from launches import clock
from launches.domain import accreditation, ledger
from launches.enums import LedgerDoor, OutletState
from launches.models import AuditEntry, EmbargoTerms, LedgerEntry, Outlet
from tests.factories import OutletFactory, UserFactory, key_of, launch, terms_for
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


@pytest.fixture
def copy(client, moment):
    """A file that an outlet loaded under embargo: (its bytes, its entry in the ledger)."""
    moment.at(-600)
    entry = launch("approved", opens_at=moment.T, product="Canary One")
    file = entry.editions.get().files.get(role="original")
    headers = key_of(OutletFactory(name="Leaky Paper"), "press", name="mirror")
    answer = client.get(f"/files/{file.uid}.{file.format}", **headers)
    return b"".join(answer.streaming_content), LedgerEntry.objects.get()


def test_a_leak_is_found_from_the_file_and_from_its_mark(office, copy):
    data, entry = copy
    for said in ({"file": SimpleUploadedFile("leak.jpg", data)}, {"text": f"see {entry.mark}"}):
        page = office.post(url("look-up"), said).content.decode()
        for fact in ("Leaky Paper", entry.key.prefix, "Canary One", "127.0.0.1", entry.mark):
            assert fact in page
    assert AuditEntry.objects.filter(verb="leak_looked_up").count() == 2
    assert "No mark found" in office.post(url("look-up"), {"text": "\0"}).content.decode()
    foreign = office.post(url("look-up"), {"text": "unveil-mark:" + "a" * 16})
    assert "not one of ours" in foreign.content.decode()


def test_a_file_that_is_too_large_is_not_said_to_be_without_a_mark(office, copy, monkeypatch):
    data, entry = copy
    monkeypatch.setattr(desk_ledger, "LARGEST", len(data) - 1)
    file = SimpleUploadedFile("leak.jpg", data)
    page = office.post(url("look-up"), {"file": file}).content.decode()
    assert ("was not looked at" in page, "No mark found" in page) == (True, False)
    file.seek(0)
    page = office.post(url("look-up"), {"file": file, "text": entry.mark}).content.decode()
    assert ("was not looked at" in page, "Leaky Paper" in page) == (True, True)


def test_the_ledger_is_searched_and_taken_out(office, copy):
    _data, entry = copy
    for query in ("", "?launch=canary", f"?outlet={entry.outlet.uid}"):
        assert entry.mark in office.get(url("ledger") + query).content.decode()
    assert entry.mark not in office.get(url("ledger") + "?launch=other").content.decode()
    lines = b"".join(office.get(url("ledger-export"))).decode().splitlines()
    assert (len(lines), entry.mark in lines[1]) == (2, True)


def test_the_ledger_asks_the_same_for_one_and_three(office, copy, django_assert_num_queries):
    office.get(url("ledger"))
    for more in (0, 2):
        for _one in range(more):
            ledger.note(
                [copy[1].lines.get().edition],
                outlet=copy[1].outlet,
                door=LedgerDoor.API,
                at=clock.now(),
            )
        with django_assert_num_queries(12):
            office.get(url("ledger"))
