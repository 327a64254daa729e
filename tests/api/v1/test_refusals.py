"""What nobody meant to ask: still a problem in words, never a page and never our fault."""

from urllib.parse import urlencode

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


ADDRESSES = ["launches/", "launches/abcdefghjkmnpqrs/", "companies/", "search/?q=x", "nothing/"]
BODIES = {
    "deep": b"[" * 100_000,
    "huge": b"{" + b" " * 3_000_000 + b"}",
    "malformed": b"{]",
    "no text": b"\xff\xfe\x00",
    "markup": b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>",
}


@pytest.mark.parametrize("name", BODIES)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
def test_bodies_that_nobody_asked_for_are_refused_or_passed_over(client, name, method):
    for address in ADDRESSES:
        answer = client.generic(
            method, f"/api/v1/{address}", BODIES[name], content_type="application/json"
        )
        assert answer.status_code < 500, (address, answer.status_code)
        if answer.status_code >= 400:
            assert answer["Content-Type"] == "application/problem+json"
            assert answer.json()["status"] == answer.status_code


WRONG = {
    "limit": ["-1", "1.5", "1e3", "", "0x10", "١٠", "9" * 400],
    "cursor": ["x" * 9000, "W10:abc", "\ud800", "WyIyMDI2Il0=", "null", "../.."],
    "day": ["0000-00-00", "2026-02-30", "9999-12-31", "-1", "today", "2026-09-16T00:00"],
    "updated_since": ["2026-09-16", "0001-01-01T00:00:00Z", "99999-01-01T00:00:00Z", "now"],
    "q": ["\0", "\ud800", "\ufffd", "x" * 201],
    "fields": ["id,secret", "__class__", "texts.en"],
    "ordering": ["product", "-opens_at;drop"],
    "format": ["xml", "ninjs,json"],
    "country": ["K", "KOR", "🇰🇷"],
}


@pytest.mark.parametrize("name", WRONG)
def test_each_wrong_value_is_refused_in_words(client, name):
    for value in filter(None, WRONG[name]):
        query = urlencode({name: value.encode("utf-8", "surrogatepass")})
        answer = client.get(f"{LIST}?{query}")
        assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
        (fault,) = answer.json()["invalid_params"]
        assert (fault["name"], bool(fault["wanted"])) == (name, True)
        assert len(fault["found"]) <= 80


def test_every_list_answers_head_options_conditions_and_ranges_rightly(client):
    """A range of a JSON answer is passed over: the whole is a right answer (RFC 9110, 14.2)."""
    launch("released")
    for name in ("launches", "companies", "themes", "programme", "stages", "slates", "changes"):
        path = f"/api/v1/{name}/"
        whole, head = client.get(path), client.head(path)
        assert (head.status_code, head.content) == (200, b"")
        assert dict(head.items()) == dict(whole.items())
        assert int(whole["Content-Length"]) == len(whole.content)
        part = client.get(path, HTTP_RANGE="bytes=0-3")
        assert (part.status_code, part.content) == (200, whole.content)
        for tag in (whole["ETag"], f"W/{whole['ETag']}", f'"x", {whole["ETag"]}', "*"):
            unchanged = client.get(path, HTTP_IF_NONE_MATCH=tag)
            assert (unchanged.status_code, unchanged.content) == (304, b"")
            assert unchanged["ETag"] == whole["ETag"]
        assert client.options(path)["Allow"] == "GET, HEAD, OPTIONS"
        assert client.delete(path)["Allow"] == "GET, HEAD, OPTIONS"
