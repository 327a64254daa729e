"""The guide: every operation of the contract, with words, code and what is public now."""

import pytest
from django.utils.translation import override

from api.errors import TITLES
from api.guide.page import groups
from api.guide.words import OPERATIONS, PARAMETERS, PROBLEMS
from api.schema import operations, schema
from launches import clock
from tests.factories import CueFactory, RundownFactory, launch

pytestmark = pytest.mark.django_db
DOCS = "/api/v1/docs/"


def test_every_operation_parameter_and_refusal_has_words():
    public = [one for one in operations(schema()) if one["tags"] != ["checks"]]
    assert {one["operationId"] for one in public} == set(OPERATIONS)
    assert {row["name"] for one in public for row in one.get("parameters", [])} == set(PARAMETERS)
    assert set(PROBLEMS) == set(TITLES)


def test_the_page_shows_every_operation_in_both_languages(client):
    for language, word in (("en", "Try it"), ("zh-hans", "试一试")):
        page = client.get(DOCS, HTTP_ACCEPT_LANGUAGE=language).content.decode()
        assert page.count("data-call ") == len(OPERATIONS)
        assert word in page
        assert all(f'id="problem-{status}"' in page for status in PROBLEMS)


def test_the_limits_are_those_of_the_settings(client, settings):
    settings.API_RATE_LIMITS, settings.API_ANONYMOUS_RATE = True, 1234
    page = client.get(DOCS).content.decode()
    assert "A key has 600 requests a minute" in page
    assert "an address without a key 1234." in page
    settings.API_RATE_LIMITS = False
    page = client.get(DOCS).content.decode()
    assert "requests a minute" not in page
    assert "Requests are not counted here." in page


def test_addresses_can_be_tried_with_what_is_public_and_never_with_what_is_not(client, moment):
    moment.at(-600)
    entry = launch("approved", opens_at=moment.T)
    CueFactory(launch=entry, rundown=RundownFactory(stage__slug="hall"), event__code="E7")
    moment.at(-1)
    assert entry.uid not in client.get(DOCS).content.decode()
    moment.at(0)
    with override("en"):
        calls = [call for group in groups("", at=clock.now()) for call in group["calls"]]
    asked = {call.name: call.address + "?q=x" * (call.name == "search") for call in calls}
    statuses = {name: client.get(address).status_code for name, address in asked.items()}
    none = {"getSlate": 404, "getSlateKit": 404}  # there is no slate
    assert statuses == dict.fromkeys(OPERATIONS, 200) | none


def test_it_costs_the_same_for_one_and_three(client, django_assert_num_queries):
    for number in range(3):
        CueFactory(launch=launch("released", product=f"P{number}"))
        if number != 1:
            with django_assert_num_queries(4):
                client.get(DOCS)
