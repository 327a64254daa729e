"""Companies, themes, the programme and slates: what each audience sees, and when."""

from datetime import timedelta

import pytest

from launches import clock
from launches.domain import release, rollback
from tests.factories import (
    CompanyFactory,
    CueFactory,
    EventFactory,
    MemberFactory,
    RundownFactory,
    StageFactory,
    ThemeFactory,
    UserFactory,
    launch,
    slate,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]
LISTS = ["companies", "themes", "programme", "slates"]


def results(client, name: str, **headers):
    answer = client.get(f"/api/v1/{name}", **headers)
    assert answer.status_code == 200, answer.content
    return answer.json()["results"]


def company(name: str, **more):
    return MemberFactory(company=CompanyFactory(name=name, **more)).company


@pytest.mark.parametrize(("seconds", "seen"), [(-1, False), (0, True), (1, True)])
def test_a_company_appears_with_its_first_launch(client, key, moment, seconds, seen):
    moment.at(-600)
    one = company("Canary Works")
    launch("approved", opens_at=moment.T, company=one)
    moment.at(seconds)
    path = f"/api/v1/companies/{one.uid}/"
    assert [row["id"] for row in results(client, "companies/")] == ([one.uid] if seen else [])
    assert client.get(path).status_code == (200 if seen else 404)
    assert client.get(path, **key("press")).json()["name"] == "Canary Works"


def test_a_company_is_what_its_newest_open_edition_says(client):
    one = company("Then", country="KR")
    launch("released", company=one, product="A")
    one.name = "Later"
    one.save()
    launch("approved", company=one, product="B")
    row, full = results(client, "companies/")[0], client.get(f"/api/v1/companies/{one.uid}/")
    assert (row["name"], full.json()["name"]) == ("Then", "Then")
    assert row == {
        "id": one.uid,
        "href": f"/api/v1/companies/{one.uid}/",
        "launches": f"/api/v1/launches/?company={one.uid}",
        "name": "Then",
        "name_native": "",
        "country": "KR",
        "website": "",
        "texts": {},
        "logo": None,
    }
    assert [found["product"] for found in client.get(row["launches"]).json()["results"]] == ["A"]


def test_a_recalled_launch_takes_its_company_along(client):
    one = company("Gone")
    entry = launch("released", company=one)
    release.kill(entry, reason="x", by=UserFactory(releaser=True), at=clock.now())
    assert results(client, "companies/") == []


def test_companies_are_filtered_and_walked(client):
    found = {}
    for name, country in (("Alpha", "CN"), ("Beta", "KR"), ("Alphabet", "KR")):
        found[name] = company(name, country=country)
        launch("released", company=found[name], product=name)
        launch("released", company=found[name], product=f"{name} 2")

    def names(query: str) -> set[str]:
        return {row["name"] for row in results(client, f"companies/?{query}")}

    assert names("country=kr") == {"Beta", "Alphabet"}
    assert names("q=ALPHA") == {"Alpha", "Alphabet"}
    seen, path = [], "/api/v1/companies/?limit=1&fields=id"
    while path:
        answer = client.get(path)
        seen += answer.json()["results"]
        path = answer.json()["next"]
        assert ('rel="next"' in answer.get("Link", "")) == bool(path)
    assert seen == [{"id": uid} for uid in sorted(one.uid for one in found.values())]


def test_themes(client):
    ThemeFactory(slug="space", name="Space", name_zh="太空", hue=3)
    one = client.get("/api/v1/themes/space/").json()
    assert one == {
        "slug": "space",
        "href": "/api/v1/themes/space/",
        "name": {"en": "Space", "zh-hans": "太空"},
        "hue": 3,
        "launches": "/api/v1/launches/?theme=space",
        "feeds": {
            kind: f"/feeds/launches.{kind}?theme=space" for kind in ("rss", "atom", "json", "ics")
        },
    }
    assert results(client, "themes/") == [one]
    assert client.get(one["launches"]).status_code == 200
    assert client.get("/api/v1/themes/none/").status_code == 404


def test_a_slot_of_the_programme_opens_with_its_launch(client, key, moment):
    moment.at(-600)
    entry = launch("approved", opens_at=moment.T, product="Canary")
    cue = CueFactory(launch=entry, rundown=RundownFactory(stage__slug="hall-1"), event__code="E1")
    CueFactory(rundown=cue.rundown, event=cue.event)
    path = "/api/v1/programme/hall-1/E1/"
    for seconds, headers, seen in ((-1, {}, False), (-1, key("press"), True), (0, {}, True)):
        moment.at(seconds)
        session = client.get(path, **headers).json()
        session.pop("ledger", None)  # the entry of this reading, which no list's row has
        assert results(client, "programme/", **headers) == [session]
        assert len(session["slots"]) == 2
        assert (session["slots"][0]["launch"] is not None) == seen
    assert session["slots"][0]["launch"] == {
        "id": entry.uid,
        "href": f"/api/v1/launches/{entry.uid}/",
        "page": f"/launches/{entry.slug}/",
        "product": "Canary",
        "product_native": "",
        "company": entry.company.name,
    }
    assert (session["id"], session["title"]["zh-hans"]) == ("hall-1/E1", "发布会")
    assert client.get("/api/v1/programme/hall-1/E2/").status_code == 404


def test_the_programme_is_filtered_and_walked(client):
    hall, other = StageFactory(slug="a"), StageFactory(slug="b")
    theme = ThemeFactory(slug="space", name="Space")
    for code in ("E1", "E2"):
        EventFactory(stage=hall, code=code)
    EventFactory(stage=other, code="E1", theme=theme)

    def ids(query: str) -> list[str]:
        return [row["id"] for row in results(client, f"programme/?{query}")]

    assert ids("stage=a") == ["a/E1", "a/E2"]
    assert ids("theme=space") == ["b/E1"]
    assert ids("day=2026-09-16") == ["a/E1", "a/E2", "b/E1"]
    assert ids("day=2026-09-17") == []
    seen, path = [], "/api/v1/programme/?limit=1"
    while path:
        answer = client.get(path).json()
        seen += [row["id"] for row in answer["results"]]
        path = answer["next"]
    assert seen == ["a/E1", "a/E2", "b/E1"]


def test_a_slate_is_there_when_it_has_opened_and_not_before(client, key, moment):
    moment.at(-600)
    entries = [launch("approved", product=name, at=clock.now()) for name in ("One", "Two")]
    made = slate(entries, opens_at=moment.T, name="Canary")
    path = f"/api/v1/slates/{made.uid}/"
    moment.at(-1)
    for headers in ({}, key("press")):
        assert results(client, "slates/", **headers) == []
        assert client.get(path, **headers).status_code == 404
    moment.at(0)
    row = results(client, "slates/")[0]
    assert (row["id"], row["name"], [one["product"] for one in row["launches"]]) == (
        made.uid,
        "Canary",
        ["One", "Two"],
    )
    assert [one["id"] for one in client.get(path).json()["launches"]] == [e.uid for e in entries]
    release.kill(entries[0], reason="x", by=UserFactory(releaser=True), at=clock.now())
    assert [one["product"] for one in client.get(path).json()["launches"]] == ["Two"]


def test_a_slate_that_was_rolled_back_is_gone(client, moment):
    moment.at(-600)
    made = slate([launch("approved", at=clock.now())], opens_at=moment.T)
    moment.at(5)
    assert len(results(client, "slates/")) == 1
    rollback.roll_back(made, reason="Wrong one.", by=UserFactory(releaser=True), at=clock.now())
    moment.at(6)
    assert results(client, "slates/") == []
    assert client.get(f"/api/v1/slates/{made.uid}/").status_code == 404


@pytest.mark.parametrize(("name", "queries"), [("companies", 1), ("themes", 1), ("programme", 3)])
def test_lists_cost_the_same_for_one_and_three(client, django_assert_num_queries, name, queries):
    for number in range(3):
        CueFactory(launch=launch("released", product=f"P{number}"), rundown=RundownFactory())
        ThemeFactory(slug=f"t{number}", name="T")
        if number != 1:
            with django_assert_num_queries(queries):
                client.get(f"/api/v1/{name}/")


def test_slates_cost_two_queries_for_one_and_three(client, moment, django_assert_num_queries):
    for number in range(3):
        moment.at(number * 1000)
        entry = launch("approved", product=f"P{number}", at=clock.now())
        slate([entry], opens_at=clock.now() + timedelta(minutes=1))
        moment.at(number * 1000 + 100)
        with django_assert_num_queries(2):
            assert len(results(client, "slates/")) == number + 1


@pytest.mark.parametrize("name", LISTS)
def test_lists_say_the_same_with_and_without_the_hidden(client, name):
    launch("released")
    before = client.get(f"/api/v1/{name}/").content
    launch("approved", product="Hidden", company=company("Hidden Works"))
    launch("submitted", product="Hidden too", company=company("Hidden Works too"))
    assert client.get(f"/api/v1/{name}/").content == before


@pytest.mark.parametrize(
    "path",
    [
        "companies/?country=KOREA",
        "companies/?limit=0",
        "companies/?cursor=x",
        "companies/?fields=secret",
        "programme/?day=never",
        "programme/?fields=slots,nothing",
        "programme/?cursor=%00",
        "slates/?limit=1e9",
        "slates/?fields=%ED%A0%80%00",
        "themes/?q=x",
        "launches/?fields=words",
        "launches/?company=%00",
    ],
)
def test_wrong_parameters_of_every_list_are_named(client, path):
    answer = client.get(f"/api/v1/{path}")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert answer.json()["invalid_params"][0]["name"] == path.partition("?")[2].partition("=")[0]


def test_a_cursor_of_another_list_is_refused(client):
    for number in range(2):
        launch("released", product=f"P{number}", company=company(f"C{number}"))
    cursor = client.get("/api/v1/launches/?limit=1").json()["next"].partition("cursor=")[2]
    assert client.get(f"/api/v1/companies/?cursor={cursor}").status_code == 400


def test_only_the_fields_that_were_asked_for(client):
    entry = launch("released")
    row = results(client, "launches/?fields=id,product&lang=en")[0]
    assert row == {"id": entry.uid, "product": "Aurora One"}
    assert client.get(f"/api/v1/launches/{entry.uid}/?fields=version").json() == {"version": 1}
