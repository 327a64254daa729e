"""The proof of silence: one second before the instant no door says a word.

A hidden launch carries a canary in every field, file name and slug. Every route of
the URL configuration is asked, as everybody who may not know, with every method.
Routes added later are covered without anyone remembering.
"""

import pytest
from django.core.files.storage import storages

from launches import clock
from launches.enums import OutletState
from tests.architecture.routes import addresses, parameters
from tests.factories import (
    MemberFactory,
    OutletFactory,
    OutletMemberFactory,
    RundownFactory,
    key_of,
    launch,
)
from tests.silence import planting
from tests.silence.planting import CANARY, SECRETS, ids_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]
READS = ["GET", "HEAD", "OPTIONS"]
METHODS = [*READS, "POST", "PUT", "PATCH", "DELETE"]
DOORS = [
    "/",
    "/launches/",
    "/sitemap.xml",
    "/api/v1/launches/",
    "/api/v1/companies/",
    "/api/v1/programme/",
    "/api/v1/changes/",
    "/feeds/launches.rss",
    "/feeds/launches.atom",
    "/feeds/launches.json",
]


@pytest.fixture
def hidden(moment):
    """Approved, on a stage, and one second from opening."""
    moment.at(-600)
    return planting.hidden(RundownFactory(), opens_at=moment.T)


@pytest.fixture(
    params=[
        "anonymous",
        "anonymous on conditions",
        "another company",
        "a key without press scope",
        "a press key without accreditation",
        "somebody of an outlet without accreditation",
    ]
)
def outsider(request, client, db):
    """Somebody who may not know: a client, its headers, and the methods to try. Those who differ
    from another one by what they may read only, only read."""
    if request.param == "another company":
        client.force_login(MemberFactory().user)
    if request.param == "anonymous on conditions":
        return client, {"HTTP_IF_NONE_MATCH": "*", "HTTP_RANGE": "bytes=0-10"}, READS
    if request.param == "a key without press scope":
        return client, key_of(OutletFactory(), "public"), METHODS
    if request.param == "a press key without accreditation":
        return client, key_of(OutletFactory(state=OutletState.SUSPENDED), "press"), READS
    if request.param == "somebody of an outlet without accreditation":
        member = OutletMemberFactory(outlet__state=OutletState.SUSPENDED)
        client.force_login(member.user)
    return client, {}, METHODS


def test_no_route_says_a_word_before_the_instant(hidden, moment, outsider):
    client, headers, methods = outsider
    moment.at(-1)
    client.raise_request_exception = False
    said, failed = [], []
    for address in addresses(ids_of(hidden)):
        for method in methods if not address.startswith("/cms/") else ["GET"]:
            answer = client.generic(method, address, **headers)
            if heard(answer, address):
                said.append(f"{method} {address}")
            if answer.status_code >= 500:
                failed.append(f"{method} {address} {answer.status_code}")
    assert said == []
    assert failed == []


def test_every_parameter_leads_to_the_hidden_launch_or_is_a_secret(hidden):
    """A new parameter must be filled in planting.ids_of, or be told to one person only."""
    assert parameters(outside="cms/") - set(ids_of(hidden)) == SECRETS


def heard(answer, address: str = "") -> bool:
    """True if the canary is in the answer. What the asker wrote into the address is no news."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    heads = " ".join(f"{name}: {value}" for name, value in answer.items())
    text = body.decode("utf-8", "replace") + heads
    for part in address.split("/"):
        text = text.replace(part, "") if len(part) > 8 else text
    return CANARY.lower() in text.lower()


def test_at_the_instant_every_door_speaks(hidden, moment, client):
    moment.at(-1)
    assert [door for door in DOORS if heard(client.get(door))] == []
    moment.at(0)
    named = {door for door in DOORS if heard(client.get(door))}
    assert named == set(DOORS) - {"/api/v1/changes/"}  # that one names the id alone
    assert hidden.uid in client.get("/api/v1/changes/").content.decode()
    assert heard(client.get(f"/launches/{hidden.slug}/"))
    assert heard(client.get(f"/api/v1/launches/{hidden.uid}/"))
    assert heard(client.get(f"/api/v1/launches/{hidden.uid}/editions/1/"))
    assert heard(client.get(f"/api/v1/companies/{hidden.company.uid}/"))
    stage = hidden.cues.get().rundown.stage.slug
    assert heard(client.get(f"/api/v1/stages/{stage}/"))
    for original in hidden.editions.get().files.filter(role="original"):  # picture and logo
        assert client.get(f"/files/{original.uid}.{original.format}").status_code == 200


def test_public_bytes_are_the_same_with_and_without_the_hidden_launch(moment, client, request):
    moment.at(-600)
    launch("released", at=clock.now(), product="Open One", opens_at=None)
    moment.at(-590)
    doors = [*DOORS, "/programme/", "/press/", "/screen/", "/api/v1/stages/"]
    client.get("/")
    before = {door: client.get(door).content for door in doors}
    entry = launch("approved", product=f"{CANARY} One", opens_at=moment.T)
    assert storages["private"].exists(entry.materials.get().original)
    assert {door: client.get(door).content for door in doors} == before


def test_hidden_and_absent_answer_alike(hidden, moment, client):
    moment.at(-1)
    file = hidden.editions.get().files.first()
    pairs = [
        (f"/launches/{hidden.slug}/", "/launches/never-was-abc123/"),
        (f"/api/v1/launches/{hidden.uid}/", "/api/v1/launches/abcdefghjkmnpqrs/"),
        (f"/api/v1/launches/{hidden.uid}/kit.zip", "/api/v1/launches/abcdefghjkmnpqrs/kit.zip"),
        (f"/api/v1/launches/{hidden.uid}/editions/", "/api/v1/launches/abcdefghjkmnpqrs/editions/"),
        (f"/api/v1/companies/{hidden.company.uid}/", "/api/v1/companies/abcdefghjkmnpqrs/"),
        (f"/files/{file.uid}.jpg", "/files/abcdefghjkmnpqrs.jpg"),
    ]
    for real, absent in pairs:
        for method in METHODS:
            one, other = client.generic(method, real), client.generic(method, absent)
            assert shape(one, real) == shape(other, absent), (method, real)
            assert one.status_code in (204, 404, 405)


def shape(answer, address: str) -> tuple:
    """Everything a reader can see, with the address itself taken out."""
    name = address.strip("/").split("/")[-1]
    plain = [part for part in (address, name) if part]
    body = answer.content.decode()
    for part in plain:
        body = body.replace(part, "…")
    heads = {key: value for key, value in answer.items() if key != "Content-Length"}
    return answer.status_code, heads, body
