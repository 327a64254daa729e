"""ninjs: valid against the official schema, silent before the instant."""

import json
from pathlib import Path

import jsonschema
import pytest

from launches.content import Placed
from launches.models import CompanyContact
from launches.queries import ninjs
from tests.factories import CompanyFactory, MemberFactory, correct, launch, material_for

pytestmark = pytest.mark.django_db
SCHEMA = json.loads((Path(__file__).parent / "schemas" / "ninjs-schema_3.1.json").read_text())
ACCEPT = {"HTTP_ACCEPT": "application/vnd.iptc.ninjs+json"}
VALID = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())


def test_items_are_valid_in_every_form(client, key):
    company = MemberFactory(company=CompanyFactory(website="https://they.example")).company
    entry = launch("released", company=company)
    launch("approved", product="Cue", cue_mode=True)
    one = client.get(f"/api/v1/launches/{entry.uid}/", **ACCEPT)
    assert one["Content-Type"] == "application/vnd.iptc.ninjs+json"
    assert "Accept" in one["Vary"]
    VALID.validate(one.json())
    listed = client.get("/api/v1/launches/?format=ninjs", **key("press"))
    assert len(listed.json()["results"]) == 2
    for item in listed.json()["results"]:
        VALID.validate(item)


def test_an_item_says_what_a_newsroom_asks(client, key, moment):
    moment.at(-600)
    entry = launch("approved", opens_at=moment.T)
    moment.at(-1)
    path = f"/api/v1/launches/{entry.uid}/?format=ninjs&lang=zh-hans"
    assert client.get(path).status_code == 404
    item = client.get(path, **key("press")).json()
    assert (item["pubStatus"], item["language"]) == ("withheld", "zh-Hans")
    assert item["embargoedUntil"].startswith(moment.T.isoformat()[:19])
    assert "Not for publication" in item["edNote"]
    moment.at(0)
    item = client.get(path).json()
    assert (item["pubStatus"], item.get("edNote")) == ("usable", None)
    picture = item["associations"][0]
    assert (picture["type"], picture["copyrightNotice"]) == ("picture", "Photo: them")
    assert {one["name"] for one in picture["renditions"]} == {
        "original",
        "card-jpeg",
        "stage-jpeg",
    }


def test_an_unknown_format_is_named(client):
    answer = client.get("/api/v1/launches/?format=xml")
    assert (answer.status_code, answer.json()["invalid_params"][0]["name"]) == (400, "format")
    assert client.get("/api/v1/launches/", HTTP_ACCEPT="text/csv").status_code == 406


def test_a_list_of_items_costs_two_queries(client, django_assert_num_queries):
    launch("released")
    with django_assert_num_queries(2):
        client.get("/api/v1/launches/?format=ninjs")
    launch("released", product="B")
    launch("released", product="C")
    with django_assert_num_queries(2):
        client.get("/api/v1/launches/?format=ninjs")


def test_the_terms_of_a_file_and_the_contacts_of_its_company(client, key):
    company = MemberFactory().company
    CompanyContact.objects.create(
        company=company, name="Li", reach="public", email="li@they.example", phone="+86 1"
    )
    CompanyContact.objects.create(company=company, name="No", reach="press", email="c@x.org")
    draft = launch("draft", company=company)
    rights = {"licence": "cc_by", "licence_until": "2999-03-31", "credit": "Them"}
    placed = Placed("hero", material_for(draft).pk, alt="A", **rights)
    entry = launch("approved", company=company, cue_mode=True, content={"materials": (placed,)})
    item = client.get(f"/api/v1/launches/{entry.uid}/?format=ninjs", **key("press")).json()
    VALID.validate(item)
    assert item["edNote"] == ninjs.NO_INSTANT
    assert item["associations"][0]["usageTerms"] == "CC BY 4.0. Licensed until 2999-03-31"
    assert item["organisations"][0]["contactInfo"] == [
        {"type": "email", "value": "li@they.example"},
        {"type": "phone", "value": "+86 1"},
    ]
    assert (item["copyrightHolder"], item["bodies"][0]["wordCount"]) == (company.name, 2)


def test_a_correction_stands_in_the_note(client):
    entry = launch("released")
    correct(entry, "The price was wrong.")
    item = client.get(f"/api/v1/launches/{entry.uid}/?format=ninjs").json()
    assert (item["edNote"], item["version"]) == ("The price was wrong.", "2")
    VALID.validate(item)
