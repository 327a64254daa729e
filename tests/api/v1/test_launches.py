"""The list and the detail: who sees what, when, and in which bytes."""

import json
from datetime import timedelta

import pytest

from launches import clock
from launches.domain import release
from tests.factories import CompanyFactory, MemberFactory, ThemeFactory, UserFactory, launch

pytestmark = [pytest.mark.django_db, pytest.mark.database]
LIST = "/api/v1/launches/"


def ids(client, path: str = LIST, **headers) -> list[str]:
    answer = client.get(path, **headers)
    assert answer.status_code == 200, answer.content
    return [row["id"] for row in answer.json()["results"]]


@pytest.mark.parametrize(("seconds", "seen"), [(-1, False), (0, True), (1, True)])
@pytest.mark.parametrize("scopes", [(), ("public",), ("stage",)])
def test_all_but_the_press_wait_for_the_instant(client, key, moment, scopes, seconds, seen):
    moment.at(-600)
    entry = launch("approved", opens_at=moment.T)
    headers = key(*scopes) if scopes else {}
    moment.at(seconds)
    assert ids(client, **headers) == ([entry.uid] if seen else [])
    assert client.get(f"{LIST}{entry.uid}/", **headers).status_code == (200 if seen else 404)


def test_the_press_reads_under_embargo_and_is_told_so(client, key, moment):
    moment.at(-600)
    entry = launch("approved", opens_at=moment.T)
    cue = launch("approved", cue_mode=True)
    moment.at(-1)
    press = key("press")
    assert set(ids(client, **press)) == {entry.uid, cue.uid}
    answer = client.get(f"{LIST}{entry.uid}/", **press)
    assert answer.json()["status"] == "embargoed"
    assert answer["Cache-Control"] == "private, no-store"
    assert "X-Unveil-Edge" not in answer
    moment.at(0)
    assert client.get(f"{LIST}{entry.uid}/", **press).json()["status"] == "released"


def test_hidden_and_absent_are_the_same_for_every_method(client, moment):
    moment.at(-600)
    entry = launch("approved", opens_at=moment.T)
    moment.at(-1)
    for method in ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"):
        hidden = client.generic(method, f"{LIST}{entry.uid}/", HTTP_IF_NONE_MATCH="*")
        absent = client.generic(method, f"{LIST}abcdefghjkmnpqrs/", HTTP_IF_NONE_MATCH="*")
        assert (hidden.status_code, dict(hidden.items()), hidden.content) == (
            absent.status_code,
            dict(absent.items()),
            absent.content,
        )
    assert client.get(f"{LIST}{entry.uid}/")["Cache-Control"] == "no-store"


def test_a_released_launch_has_everything(client):
    entry = launch("released")
    body = client.get(f"{LIST}{entry.uid}/").json()
    assert (body["id"], body["version"], body["status"], body["stage"]) == (
        entry.uid,
        1,
        "released",
        None,
    )
    assert body["texts"]["zh-hans"]["headline"] == "Aurora One 发布"
    assert body["materials"][0]["href"].startswith("/files/")


def test_one_language_and_its_fallback(client):
    entry = launch("released")
    for wanted, got in (("zh-hans", "zh-hans"), ("zh-tw", "zh-hans"), ("fr", "en")):
        answer = client.get(f"{LIST}{entry.uid}/", {"lang": wanted})
        assert (answer.json()["language"], answer["Content-Language"]) == (got, got)
    row = client.get(LIST, {"lang": "zh-hans"}).json()["results"][0]
    assert (row["text"]["headline"], "texts" in row) == ("Aurora One 发布", False)


def test_a_recall_is_absent_at_once_and_a_correction_is_told(client):
    entry, other = launch("released"), launch("released", product="Other")
    release.kill(entry, reason="x", by=UserFactory(releaser=True), at=clock.now())
    assert ids(client) == [other.uid]
    assert client.get(f"{LIST}{entry.uid}/").status_code == 404


def test_filters(client):
    theme = ThemeFactory(slug="space", name="Space")
    korean = MemberFactory(company=CompanyFactory(country="KR")).company
    one = launch("released", product="极光一号", theme=theme)
    two = launch("released", product="Zwei", company=korean)
    day = clock.now().astimezone(one.forum.tz).date()
    cases = {
        "theme=space": [one.uid],
        "country=kr": [two.uid],
        "q=极光": [one.uid],
        "q=ZWEI opens": [two.uid],
        "q=nothing": [],
        "category=AI and software": ids(client),
        "stage=none": [],
        f"day={day - timedelta(days=40)}": [],
        "updated_since=2100-01-01T00:00:00Z": [],
        "updated_since=2001-01-01T00:00:00Z": ids(client),
    }
    found = {query: ids(client, f"{LIST}?{query}") for query in cases}
    assert found == cases


def test_the_cursor_walks_through_all_even_at_one_instant(client, moment):
    moment.at(-600)
    made = {launch("approved", product=f"P{n}", opens_at=moment.T).uid for n in range(5)}
    moment.at(1)
    for ordering in ("-opens_at", "opens_at"):
        seen, path = [], f"{LIST}?limit=2&ordering={ordering}"
        while path:
            answer = client.get(path)
            seen += [row["id"] for row in answer.json()["results"]]
            path = answer.json()["next"]
            assert ('rel="next"' in answer.get("Link", "")) == bool(path)
        assert (len(seen), set(seen)) == (5, made)


def test_the_cursor_walks_for_the_press_too(client, key):
    launch("approved", product="A")
    launch("approved", product="B", cue_mode=True)
    launch("approved", product="C", cue_mode=True)
    launch("released", product="D")
    press, seen, path = key("press"), [], f"{LIST}?limit=1"
    while path:
        answer = client.get(path, **press).json()
        seen += [row["product"] for row in answer["results"]]
        path = answer["next"]
    assert sorted(seen) == ["A", "B", "C", "D"]


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=101",
        "limit=9999999999999999999999",
        "limit=x",
        "limit=१",
        "cursor=forged",
        "cursor=%00",
        "day=yesterday",
        "day=99999-01-01",
        "updated_since=2026-01-01",
        "updated_since=2026-99-99T00:00:00Z",
        "ordering=product",
        "q=%00",
        "q=%ED%A0%80%00",
        "lang=" + "x" * 300,
        "them=space",
    ],
)
def test_wrong_parameters_are_named(client, query):
    answer = client.get(f"{LIST}?{query}")
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == 400
    assert body["invalid_params"][0]["name"] in query


def test_tags_answer_304_and_keyed_answers_are_kept_by_nobody(client, key):
    entry = launch("released")
    for path in (LIST, f"{LIST}{entry.uid}/"):
        first = client.get(path)
        assert first["Cache-Control"] == "public, no-cache"
        again = client.get(path, HTTP_IF_NONE_MATCH=first["ETag"])
        assert (again.status_code, again.content) == (304, b"")
        head = client.head(path)
        assert (head.content, head["ETag"]) == (b"", first["ETag"])
        assert client.get(path, **key("public"))["Cache-Control"] == "private, no-store"


def test_a_list_costs_one_query_for_one_and_three(client, django_assert_num_queries):
    launch("released")
    with django_assert_num_queries(1):
        client.get(LIST)
    launch("released", product="B")
    launch("released", product="C")
    with django_assert_num_queries(1):
        client.get(LIST)
    with django_assert_num_queries(2):
        client.get(LIST, {"lang": "en"})


def test_bytes_are_the_same_with_and_without_the_hidden(client):
    launch("released")
    paths = [LIST, f"{LIST}?limit=1", "/api/v1/changes/", "/api/v1/changes/?limit=1"]
    paths.append("/api/v1/changes/?after=end")
    before = [client.get(path).content for path in paths]
    launch("approved", product="Hidden")
    launch("approved", product="Hidden too", cue_mode=True)
    launch("submitted", product="Hidden three")
    assert [client.get(path).content for path in paths] == before


def test_texts_travel_as_they_are(client):
    words = 'Tab\t "quotes" </script> \u2028 emoji 🚀 العربية'
    entry = launch("released", content={"category": words})
    assert json.loads(client.get(f"{LIST}{entry.uid}/").content)["category"] == words
