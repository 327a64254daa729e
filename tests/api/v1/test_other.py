"""Changes, stages, keys, problems and the contract."""

import json
import os
from datetime import timedelta
from pathlib import Path

import jsonschema
import pytest
from django.core.management import call_command

from api.schema import schema
from launches import clock
from launches.domain import outlets, release
from launches.models import OutletKey
from tests.factories import CueFactory, RundownFactory, UserFactory, launch, slate

pytestmark = [pytest.mark.django_db, pytest.mark.database]
SNAPSHOT = Path(__file__).parent / "openapi.json"


def changes(client, path="/api/v1/changes/", **headers):
    return client.get(path, **headers).json()


def test_the_change_feed_tells_each_audience_what_it_may_know(client, key, moment):
    moment.at(-600)
    entry = launch("approved", opens_at=moment.T)
    moment.at(-1)
    press = key("press")
    assert changes(client)["results"] == []
    assert [row["kind"] for row in changes(client, **press)["results"]] == ["embargoed"]
    moment.at(0)
    first = changes(client)
    assert [(row["kind"], row["id"]) for row in first["results"]] == [("released", entry.uid)]
    release.kill(entry, reason="x", by=UserFactory(releaser=True), at=clock.now())
    moment.at(1)
    after = changes(client, f"/api/v1/changes/?after={first['next']}")
    assert [row["kind"] for row in after["results"]] == ["killed"]
    assert changes(client, f"/api/v1/changes/?after={after['next']}") == {
        "results": [],
        "next": after["next"],
        "more": False,
    }


def test_who_asks_for_the_end_follows_from_there(client, key, moment):
    end = "/api/v1/changes/?after=end"
    assert changes(client, end) == {"results": [], "next": "", "more": False}
    moment.at(-600)
    launch("released")
    empty = changes(client, end)
    assert empty == {"results": [], "next": changes(client)["next"], "more": False}
    entry = launch("approved", opens_at=moment.T)
    assert changes(client, end) == empty
    for headers in ({}, key("press")):
        moment.at(-1)
        place = changes(client, end, **headers)["next"]
        moment.at(0)
        found = changes(client, f"/api/v1/changes/?after={place}", **headers)["results"]
        assert [(row["kind"], row["id"]) for row in found] == [("released", entry.uid)]


@pytest.mark.parametrize("after", ["forged", "WyIyMDI2Il0:abc", "%00", "x" * 5000])
def test_a_forged_cursor_is_refused(client, after):
    assert client.get(f"/api/v1/changes/?after={after}").status_code == 400


def test_stages_hide_what_is_hidden(client, key, moment):
    moment.at(-600)
    entry = launch("approved", opens_at=moment.T, product="Canary")
    cue = CueFactory(launch=entry, rundown=RundownFactory())
    CueFactory(rundown=cue.rundown)
    cue.rundown.current = cue
    cue.rundown.save()
    stage = f"/api/v1/stages/{cue.rundown.stage.slug}/"
    moment.at(-1)
    for path in (stage, f"{stage}rundown/"):
        assert "Canary" not in client.get(path).content.decode()
        assert "Canary" not in client.get(path, **key("stage")).content.decode()
        assert "Canary" in client.get(path, **key("press")).content.decode()
    state = client.get(stage).json()
    assert (state["now"]["launch"], state["now"]["title"]["en"]) == (None, "Release session")
    moment.at(0)
    assert client.get(stage).json()["now"]["launch"]["product"] == "Canary"
    assert client.get("/api/v1/stages/").json()["results"][0]["slug"] == cue.rundown.stage.slug
    assert client.get("/api/v1/stages/no-such/").status_code == 404


def test_stage_answers_cost_the_same_for_one_and_three(client, django_assert_num_queries):
    rundown = RundownFactory()
    CueFactory(rundown=rundown, launch=launch("released"))
    for _more in range(2):
        with django_assert_num_queries(4):
            client.get(f"/api/v1/stages/{rundown.stage.slug}/rundown/")
        CueFactory(rundown=rundown, launch=launch("released"))
        CueFactory(rundown=rundown, launch=launch("released"))


def test_keys_end(client, key):
    later = clock.now() + timedelta(days=1)
    headers = key("press", expires_at=later)
    assert client.get("/api/v1/launches/", **headers).status_code == 200
    outlets.revoke_key(OutletKey.objects.get(), at=clock.now())
    refused = client.get("/api/v1/launches/", **headers)
    assert refused.status_code == 401
    assert refused["WWW-Authenticate"] == 'Bearer realm="unveil"'
    assert refused.json()["type"] == "/api/v1/docs/#problem-401"


def test_an_expired_key_is_refused(client, key, moment):
    moment.at(-10)
    headers = key("press", expires_at=moment.T)
    moment.at(0)
    assert client.get("/api/v1/launches/", **headers).status_code == 401


@pytest.mark.parametrize(
    "token", ["Bearer", "Bearer unv_x", "Basic abc", "Bearer unv_aaaaaaaaaa_" + "x" * 43, "unv_x"]
)
def test_wrong_keys_are_refused_alike(client, token):
    answer = client.get("/api/v1/launches/", HTTP_AUTHORIZATION=token)
    assert (answer.status_code, answer.json()["title"]) == (401, "Key needed or not valid")


def test_the_command_prints_a_key_once(client, capsys):
    call_command("create_key", "--outlet", "Agency", "--scope", "press")
    token = capsys.readouterr().out.strip()
    stored = OutletKey.objects.get()
    assert token not in json.dumps([stored.digest, stored.prefix])
    headers = {"HTTP_AUTHORIZATION": f"Bearer {token}"}
    assert client.get("/api/v1/launches/", **headers).status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/v1/nothing/", 404),
        ("POST", "/api/v1/launches/", 405),
        ("DELETE", "/api/v1/changes/", 405),
        ("POST", "/api/v1/nothing/here", 404),
        ("GET", "/api/v1/launches/%00/", 404),
        ("GET", "/api/v1/launches/..%2f..%2f/", 404),
        ("GET", "/api/v1/launches/a%0Ab/", 404),
        ("GET", "/feeds/a%0Ab", 404),
    ],
)
def test_every_error_is_a_problem(client, method, path, status):
    answer = client.generic(method, path)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert answer.json()["status"] == status
    assert answer["Cache-Control"] == "no-store"


def test_an_address_without_its_slash_leads_to_the_one_with_it(client):
    """Whatever it names: by the shape of the address alone."""
    for path in ("launches", "launches/abcdefghjkmnpqrs", "docs", "launches?limit=2&q=a%26b"):
        answer = client.get(f"/api/v1/{path}")
        begun, mark, query = path.partition("?")
        assert (answer.status_code, answer["Location"]) == (308, f"/api/v1/{begun}/{mark}{query}")
        assert answer["Cache-Control"] == "no-store"
    for path in ("nothing", "launches/a/b/c", "openapi", "launches//"):
        assert client.get(f"/api/v1/{path}").status_code == 404
    assert client.post("/api/v1/launches").status_code == 404


def test_other_origins_may_read(client):
    answer = client.options("/api/v1/launches/", HTTP_ORIGIN="https://paper.example")
    assert (answer.status_code, answer["Access-Control-Allow-Origin"]) == (204, "*")
    assert client.get("/api/v1/launches/")["Access-Control-Allow-Origin"] == "*"


def test_the_contract_has_not_changed_unseen():
    found = json.dumps(schema(), indent=1, sort_keys=True, default=str) + "\n"
    if os.environ.get("REFRESH_SNAPSHOT"):
        SNAPSHOT.write_text(found)
    assert found == SNAPSHOT.read_text()


def test_real_answers_keep_the_contract(client, moment):
    moment.at(-600)
    entry = launch("approved", at=clock.now())
    made = slate([entry], opens_at=moment.T)
    moment.at(1)
    cue = CueFactory(rundown=RundownFactory(stage__slug="hall-1"), launch=entry)
    contract = schema()
    for path, template in (
        ("/api/v1/launches/", "/api/v1/launches/"),
        (f"/api/v1/launches/{entry.uid}/", "/api/v1/launches/{uid}/"),
        (f"/api/v1/launches/{entry.uid}/?lang=en", "/api/v1/launches/{uid}/"),
        (f"/api/v1/launches/{entry.uid}/editions/", "/api/v1/launches/{uid}/editions/"),
        (f"/api/v1/launches/{entry.uid}/editions/1/", "/api/v1/launches/{uid}/editions/{number}/"),
        ("/api/v1/companies/", "/api/v1/companies/"),
        (f"/api/v1/companies/{entry.company.uid}/", "/api/v1/companies/{uid}/"),
        ("/api/v1/themes/", "/api/v1/themes/"),
        (f"/api/v1/themes/{entry.theme.slug}/", "/api/v1/themes/{slug}/"),
        ("/api/v1/programme/", "/api/v1/programme/"),
        (f"/api/v1/programme/hall-1/{cue.event.code}/", "/api/v1/programme/{stage}/{code}/"),
        ("/api/v1/slates/", "/api/v1/slates/"),
        (f"/api/v1/slates/{made.uid}/", "/api/v1/slates/{uid}/"),
        ("/api/v1/changes/", "/api/v1/changes/"),
        ("/api/v1/stages/", "/api/v1/stages/"),
        ("/api/v1/stages/hall-1/", "/api/v1/stages/{slug}/"),
        ("/api/v1/stages/hall-1/rundown/", "/api/v1/stages/{slug}/rundown/"),
    ):
        answers = contract["paths"][template]["get"]["responses"]["200"]["content"]
        wanted = {**answers["application/json"]["schema"], "components": contract["components"]}
        jsonschema.Draft202012Validator(wanted).validate(client.get(path).json())


def test_front_docs_and_contract_are_served(client):
    assert client.get("/api/v1/").json()["launches"] == "/api/v1/launches/"
    assert client.get("/api/v1/openapi.json").json()["openapi"] == "3.1.0"
    page = client.get("/api/v1/docs/")
    assert page.status_code == 200
    assert "unv_" in page.content.decode()
