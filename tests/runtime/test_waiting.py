"""Readers who wait for changes: told at the instant, without a thread each, and so many at most."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
from unveil_client import END, Client

from cms import waiting

pytestmark = pytest.mark.real
PROBLEM = "application/problem+json"
WAITED_FOR = """
import time
from pathlib import Path
key = factories.key_of(factories.OutletFactory(), "press")["HTTP_AUTHORIZATION"]
print(key.split()[1], flush=True)
while not Path("{go}").exists():
    time.sleep(0.01)
entry = factories.launch("approved", opens_at=clock.now() + timedelta(seconds=1))
print(entry.uid, entry.opens_at.timestamp(), flush=True)
"""


NEW_KEY = """
print(factories.key_of(factories.OutletFactory(), "press")["HTTP_AUTHORIZATION"])
"""
REVOKE = """
import time
from launches.domain import outlets
from launches.models import OutletKey
print(time.time())
outlets.revoke_key(OutletKey.objects.get(prefix="{prefix}"), at=clock.now())
"""


def told(client: Client, place: str) -> tuple[str, str, float]:
    """The kind and the launch of the next fact, waited for; and when the answer was there."""
    for _turn in range(12):
        page = client.changes(place, wait=5)
        if page.facts:
            return page.facts[0].kind, page.facts[0].id, time.time()
        place = page.next
    raise TimeoutError(place)


def test_readers_wait_for_changes_without_a_thread_each(house, tmp_path):
    """More wait than there are threads; an instant tells them all, and a key what it may know."""
    go = tmp_path / "go"
    writer = house.acting(WAITED_FOR.format(go=go))
    press = Client(house.url("/"), key=writer.stdout.readline().strip())
    public = [Client(house.url("/")) for _number in range(waiting.EACH - 1)]
    with ThreadPoolExecutor(len(public) + 1) as pool:
        place = public[0].changes(END).next
        answers = [pool.submit(told, client, place) for client in public]
        first = pool.submit(told, press, press.changes(END).next)
        begun = time.monotonic()
        assert house.get(f"/api/v1/changes/?after={place}&wait=1").json()["results"] == []
        assert time.monotonic() - begun > 1
        assert house.get("/launches/").ok  # made by Django meanwhile
        go.touch()
        uid, opens = writer.stdout.readline().split()
        assert first.result()[:2] == ("embargoed", uid)
        found = [answer.result() for answer in answers]
    assert {row[:2] for row in found} == {("released", uid)}
    assert all(at >= float(opens) for *_fact, at in found)
    assert writer.wait(30) == 0


def test_more_than_may_wait_are_told_so(house):
    place = house.get("/api/v1/changes/?after=end").json()["next"]
    with ThreadPoolExecutor(waiting.EACH + 5) as pool:
        path = f"/api/v1/changes/?after={place}&wait=1"
        found = list(pool.map(lambda _n: house.get(path), range(waiting.EACH + 5)))
    assert sorted({answer.status_code for answer in found}) == [200, 429]
    refused = next(answer for answer in found if answer.status_code == 429)
    assert refused.headers["Content-Type"] == PROBLEM
    assert (refused.json()["detail"], refused.headers["Retry-After"]) == (waiting.FULL, "5")
    assert house.get(path).status_code == 200


def test_who_waits_with_a_key_learns_within_five_seconds_that_it_is_revoked(house):
    said = house.act(NEW_KEY)
    place = house.get("/api/v1/changes/?after=end", Authorization=said).json()["next"]
    path = f"/api/v1/changes/?after={place}&wait=30"

    def waited() -> tuple[requests.Response, float]:
        asked = {"Authorization": said}
        return requests.get(house.url(path), headers=asked, timeout=40), time.time()

    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(waited)
        revoked = float(house.act(REVOKE.format(prefix=said.split("_")[1])))
        refused, at = answer.result()
    assert 0 < at - revoked < 5
    assert (refused.status_code, refused.headers["Content-Type"]) == (401, PROBLEM)
    assert refused.headers["WWW-Authenticate"] == 'Bearer realm="unveil"'


@pytest.mark.parametrize("wait", ["31", "-1", "x", "99999", "1.5"])
def test_a_wait_out_of_range_is_refused_at_once(house, wait):
    answer = house.get(f"/api/v1/changes/?wait={wait}")
    assert (answer.status_code, answer.json()["invalid_params"]) == (
        400,
        [{"name": "wait", "found": wait, "wanted": "a whole number from 0 to 30"}],
    )
