"""What somebody read under embargo is in the ledger, whatever door it came through."""

import pytest
from django.db import DatabaseError

from launches.domain.outlets import Limits
from launches.models import LedgerEntry
from launches.queries import ledger
from tests.factories import (
    CueFactory,
    OutletFactory,
    OutletMemberFactory,
    RundownFactory,
    key_of,
    launch,
    terms_for,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]
LIST = "/api/v1/launches/"


@pytest.fixture
def hidden(moment):
    moment.at(-600)
    return launch("approved", opens_at=moment.T)


@pytest.fixture
def press(hidden):
    return key_of(OutletFactory(name="Agency"), "press")


def read() -> list[tuple[str, list[str]]]:
    """(what, launches) of every entry, oldest first."""
    rows = ledger.with_editions(list(LedgerEntry.objects.order_by("at", "mark")))
    return [(row.what, [one.launch_uid for one in row.editions]) for row in rows]


def test_each_door_of_the_api_is_in_the_ledger(client, hidden, press, moment):
    cue = CueFactory(launch=hidden, rundown=RundownFactory())
    uid, slug = hidden.uid, cue.rundown.stage.slug
    company = hidden.editions.get().company_uid
    doors = [
        LIST,
        f"{LIST}?format=ninjs",
        f"{LIST}?format=ics",
        f"{LIST}{uid}/",
        f"{LIST}{uid}/?lang=zh-hans",
        f"{LIST}{uid}/?format=ninjs",
        f"{LIST}{uid}/?format=jsonld",
        f"{LIST}{uid}/?format=ics",
        "/api/v1/companies/",
        f"/api/v1/companies/{company}/",
        f"/api/v1/stages/{slug}/rundown/",
        "/api/v1/search/?q=Aurora",
    ]
    for seconds, door in enumerate(doors, -100):
        moment.at(seconds)
        answer = client.get(door, **press)
        assert answer.status_code == 200, door
        assert LedgerEntry.objects.filter(mark=answer["Unveil-Ledger"]).exists(), door
    assert read() == [(door, [uid]) for door in doors]


def test_an_entry_says_who_when_from_where_and_on_which_terms(client, hidden, moment):
    terms = terms_for()
    outlet = OutletFactory(accepted=terms)
    headers = key_of(outlet, "press", limits=Limits(networks=["192.0.2.0/24"]))
    moment.at(-1)
    answer = client.get(
        f"{LIST}{hidden.uid}/", REMOTE_ADDR="192.0.2.77", HTTP_USER_AGENT="curl/8", **headers
    )
    entry = LedgerEntry.objects.get()
    said = (entry.outlet, entry.key.outlet, entry.at, entry.terms, entry.address, entry.client)
    assert said == (outlet, outlet, moment.at(-1), 1, "192.0.2.77", "program")
    assert answer.json()["ledger"] == answer["Unveil-Ledger"] == entry.mark


def test_what_is_open_and_what_is_not_sent_is_not_entered(client, hidden, press, moment):
    moment.at(-1)
    for answer in (
        client.get(LIST),
        client.head(f"{LIST}{hidden.uid}/", **press),
        client.get(f"{LIST}nothing/", **press),
        client.get("/api/v1/changes/", **press),
        client.get(LIST, HTTP_IF_NONE_MATCH="*", **press),
    ):
        assert "Unveil-Ledger" not in answer
    moment.at(0)
    answer = client.get(f"{LIST}{hidden.uid}/", **press)
    assert "ledger" not in answer.json()
    assert read() == []


def test_a_list_enters_what_it_shows_and_no_more(client, hidden, press, moment):
    launch("released")
    moment.at(-60)
    later = launch("approved", opens_at=moment.T)
    answer = client.get(f"{LIST}?limit=1", **press).json()
    assert [row["id"] for row in answer["results"]] == [uid for _what, [uid] in read()]
    moment.at(-30)
    client.get(LIST, **press)
    assert set(read()[-1][1]) == {hidden.uid, later.uid}


def test_no_row_is_ever_changed(client, hidden, press, moment):
    moment.at(-1)
    client.get(f"{LIST}{hidden.uid}/", **press)
    with pytest.raises(DatabaseError, match="append only"):
        LedgerEntry.objects.update(address="x")


def test_the_room_enters_the_person(client, hidden, moment):
    member = OutletMemberFactory()
    client.force_login(member.user)
    moment.at(-1)
    assert client.get(f"/press/room/{hidden.uid}/").status_code == 200
    entry = LedgerEntry.objects.get()
    assert (entry.person, entry.key, entry.outlet) == (member.user, None, member.outlet)
    assert read() == [(f"/press/room/{hidden.uid}/", [hidden.uid])]


@pytest.mark.parametrize(("seconds", "status"), [(-1, 404), (0, 200), (1, 200)])
def test_the_room_of_an_outlet_without_accreditation_waits(client, hidden, moment, seconds, status):
    member = OutletMemberFactory(outlet__state="suspended")
    client.force_login(member.user)
    moment.at(seconds)
    file = hidden.editions.get().files.filter(role="original").get()
    paths = (f"/press/room/{hidden.uid}/", f"/press/files/{file.uid}.{file.format}")
    assert [client.get(path).status_code for path in paths] == [status] * 2
    shown = hidden.uid in client.get("/press/room/").content.decode()
    assert shown == (status == 200)
    assert read() == []
