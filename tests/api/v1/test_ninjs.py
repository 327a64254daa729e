"""ninjs: valid against the official schema, silent before the instant."""

import json
from pathlib import Path

import jsonschema
import pytest

from tests.factories import CompanyFactory, MemberFactory, launch

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
