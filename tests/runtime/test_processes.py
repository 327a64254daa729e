"""The instant across processes: what one commits, all readers of the others know."""

import json
import time

import pytest
import requests

from tests.runtime.house import House, events

pytestmark = pytest.mark.real
STAGE = """
rundown = factories.RundownFactory(stage__slug="hall", stage__name="Hall")
for _ in range(2): factories.CueFactory(rundown=rundown)
"""
SOON = "print(factories.launch('approved', opens_at=clock.now() + timedelta(seconds=1)).uid)"
RELEASE = "print(factories.launch('released').uid)"
HAND_IN = """
while True:
    print(factories.launch("submitted").receipts.get().number, flush=True)
"""
KEPT = """
import json
from django.core.files.storage import storages
kept = storages["private"]
found = {}
for row in Launch.objects.filter(state="submitted"):
    whole = row.materials.exists() and all(kept.exists(one.original) for one in row.materials.all())
    found |= {receipt.number: whole for receipt in row.receipts.all()}
print(json.dumps(found))
"""
BRING = """
from cms.desk.importing import making
from launches.importing.check import check
factories.SectionFactory(forum=factories.ThemeFactory().forum)
making.BATCH = 3
rows = "".join(f"Killed {n // 2},P{n},FR,2020\\n" for n in range(12))
report = check(("Company,Product,Country,Date\\n" + rows).encode(), existing=making.existing())
whole = %s
making.make(report, by=None, at=clock.now(), whole=whole, progress=lambda n: print(n, flush=True) or
    __import__("time").sleep(0.2))
"""
BROUGHT = """
from cms.models import LaunchPage
print(Launch.objects.filter(company__name__startswith="Killed").count(),
    LaunchPage.objects.filter(launch__company__name__startswith="Killed").count(),
    LaunchPage.find_problems() == ([], [], [], [], []))
"""
GO = "from launches.models import Rundown; from django.db.models import F\n"
GO += "Rundown.objects.filter(stage__slug='hall').update(version=F('version') + 1)"


def ids(house: House) -> list[str]:
    return [row["id"] for row in house.get("/api/v1/launches/").json()["results"]]


def test_another_process_releases_and_the_very_next_request_sees_it(house):
    before = ids(house)
    assert (
        house.get("/api/v1/launches/").headers["ETag"]
        == house.get("/api/v1/launches/").headers["ETag"]
    )
    uid = house.act(RELEASE)
    assert ids(house) == [uid, *before]


def test_the_instant_passes_and_nobody_has_to_do_anything(house):
    before = ids(house)
    writer = house.acting(
        "row, chief = factories.launch('approved'), factories.UserFactory(releaser=True)\n"
        "soon, now = clock.now() + timedelta(seconds=4), clock.now()\n"
        "release.move_embargo(row, opens_at=soon, reason='x', by=chief, at=now)\n"
        "print(row.uid, soon.timestamp(), flush=True)"
    )
    uid, opens = writer.stdout.readline().split()  # its end may take longer than there is time
    hidden = float(opens) - time.time() > 0.5
    assert (hidden, ids(house), house.get(f"/api/v1/launches/{uid}/").status_code) == (
        True,
        before,
        404,
    )
    time.sleep(max(0, float(opens) - time.time() + 0.001))
    assert ids(house) == [uid, *before]
    assert writer.wait(30) == 0


def test_a_known_tag_costs_no_bytes_and_a_key_is_never_stored(house):
    first = house.get("/api/v1/launches/", **{"Accept-Encoding": "gzip"})
    tag = first.headers["ETag"]
    again = house.get("/api/v1/launches/", **{"If-None-Match": tag})
    keyed = house.get("/api/v1/launches/", Authorization="Bearer unv_wrong")
    assert (again.status_code, again.content, keyed.status_code) == (304, b"", 401)
    assert "X-Unveil-Edge" not in first.headers


def test_a_stream_gets_the_change_and_replays_what_was_missed(house):
    with requests.get(house.url("/live/changes/"), stream=True, timeout=10) as stream:
        uid = house.act(SOON)
        first = next(events(stream))
    missed = house.act(SOON)
    with requests.get(
        house.url("/live/changes/"),
        headers={"Last-Event-ID": first["id"]},
        stream=True,
        timeout=10,
    ) as stream:
        second = next(events(stream))
    assert [first["event"], json.loads(first["data"])["id"]] == ["change", uid]
    assert [second["event"], json.loads(second["data"])["id"]] == ["change", missed]


def test_a_screen_has_the_state_at_once_and_again_when_it_changes(house):
    house.act(STAGE)
    with requests.get(house.url("/live/stages/hall/"), stream=True, timeout=10) as stream:
        heard = events(stream)
        first = json.loads(next(heard)["data"])
        house.act(GO)
        second = json.loads(next(heard)["data"])
    api = house.get("/api/v1/stages/hall/").json()
    assert (first["version"] + 1, second) == (second["version"], api)
    assert house.get("/live/stages/none/").status_code == 404


def test_every_receipt_that_was_shown_is_there_whole_after_a_kill(house):
    shown = []
    for count in (1, 4):
        acting = house.acting(HAND_IN)
        shown += [acting.stdout.readline().strip() for _line in range(count)]
        acting.kill()
        shown += acting.stdout.read().split()
        acting.wait(5)
    found = json.loads(house.act(KEPT))
    assert len(shown) >= 5
    assert {number: found.get(number) for number in shown} == dict.fromkeys(shown, True)
    assert set(found.values()) == {True}


def test_a_list_that_is_killed_is_made_whole_by_the_next_run_and_nothing_twice(house):
    """All or nothing leaves nothing; the good rows leave whole batches."""
    for whole, kept in ((True, 0), (False, 6)):
        making = house.acting(BRING % whole)
        assert [making.stdout.readline().strip() for _batch in range(2)] == ["3", "6"]
        making.kill()
        making.wait(5)
        assert house.act(BROUGHT) == f"{kept} {kept} True"
    house.act(BRING % False)
    assert house.act(BROUGHT) == "12 12 True"


def test_killed_processes_leave_the_database_whole_and_all_stop_in_time(house):
    house.kill("web")
    house.kill("live")
    check = "from django.db import connection\n"
    check += "print(connection.cursor().execute('PRAGMA integrity_check').fetchone()[0])"
    assert house.act(check) == "ok"
    house.up("web")
    house.up("live")
    with requests.get(house.url("/live/changes/"), stream=True, timeout=10) as stream:
        next(stream.iter_lines(chunk_size=1))
        took = house.stop()
    assert max(took.values()) < 5
