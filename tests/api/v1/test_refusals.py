"""What nobody meant to ask: still a problem in words, never a page and never our fault."""

import pytest

from tests.factories import launch

pytestmark = pytest.mark.django_db
LIST = "/api/v1/launches/"


def test_too_many_parameters_are_a_bad_request(client):
    query = "&".join(f"a{n}=1" for n in range(3000))
    answer = client.get(f"{LIST}?{query}")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


@pytest.mark.parametrize("path", ["/api", "/api/", "/api/v2/launches/", "/feeds/", "/feeds/no"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_addresses_beside_the_contract_are_problems_too(client, method, path):
    answer = client.generic(method, path)
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert answer["Cache-Control"] == "no-store"


def test_the_front_without_its_slash_still_leads_there(client):
    assert client.get("/api/v1")["Location"] == "/api/v1/"


@pytest.mark.parametrize("query", ["country=KOREA", "country=1", "day=20270916", "day=2027-W10-1"])
def test_values_of_another_form_are_named(client, query):
    answer = client.get(f"{LIST}?{query}")
    assert answer.status_code == 400
    assert answer.json()["invalid_params"][0]["name"] == query.split("=")[0]


def test_a_list_says_which_languages_it_is_in(client):
    launch("released")
    for wanted, got in (("zh-hans", "zh-hans"), ("zh-tw", "zh-hans"), ("fr", "en")):
        assert client.get(LIST, {"lang": wanted})["Content-Language"] == got


def test_any_tag_means_304_for_what_is_there_and_404_for_what_is_not(client):
    launch("released")
    hidden = launch("approved")
    assert client.get(LIST, HTTP_IF_NONE_MATCH="*").status_code == 304
    assert client.get(f"{LIST}{hidden.uid}/", HTTP_IF_NONE_MATCH="*").status_code == 404
