"""Redis hung and stopped: an entry goes its whole way over HTTP, nothing lost, nothing late."""

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import requests
from redis import Redis

from tests import services
from tests.runtime.house import House, events
from tests.runtime.people import Person, made

pytestmark = pytest.mark.real
HEADLINE = "texts.en.headline"


@pytest.fixture(scope="module")
def redis():
    with services.redis_process() as found:
        yield found


@pytest.fixture(scope="module")
def house(redis, tmp_path_factory):
    house = House(tmp_path_factory.mktemp("house"), REDIS_URL=redis[0])
    house.get("/api/v1/launches/?limit=9")
    with Redis.from_url(redis[0]) as asked:
        assert asked.dbsize() > 0  # it counts there
    yield house
    house.close()


@pytest.fixture(scope="module")
def people(house):
    return made(house, 2)


def hang(server) -> None:
    os.kill(server.pid, signal.SIGSTOP)


def stop(server) -> None:
    os.kill(server.pid, signal.SIGCONT)
    server.kill()
    server.wait(10)


class Entry:
    """One entry, its owner and the desk; each act is a request, and what it answers is kept."""

    def __init__(self, house: House, people: dict, number: int) -> None:
        self.uid, self.revision = people["entries"][number]
        self.zone = ZoneInfo(people["zone"])
        self.owner = Person(house, people["owners"][number])
        self.editor, self.chief = Person(house, people["editor"]), Person(house, people["chief"])
        self.slowest = 0.0

    def submit(self) -> str:
        return self._sent(self.owner, f"/portal/launches/{self.uid}/submit/")

    def act(self, who: Person, act: str, **fields: object) -> None:
        answer = self._sent(who, f"/cms/desk/{self.uid}/{act}/", **fields)
        assert answer.endswith(f"/cms/desk/{self.uid}/"), answer

    def write(self, text: str) -> None:
        address = f"/portal/launches/{self.uid}/autosave/"
        sent = {"revision": self.revision, "values": {HEADLINE: text}}
        saved = self.owner.post(address, sent=sent)
        assert saved.status_code == 200, saved.text
        self.revision = saved.json()["revision"]

    def _sent(self, who: Person, path: str, **fields: object) -> str:
        begun = time.monotonic()
        answer = who.post(path, revision=self.revision, **fields)
        self.slowest = max(self.slowest, time.monotonic() - begun)
        assert answer.status_code == 302, (path, answer.status_code, answer.text[-3000:])
        return answer.headers["Location"]


@pytest.mark.parametrize(("number", "fault"), enumerate([hang, stop]), ids=["hung", "stopped"])
def test_without_redis_an_entry_goes_from_its_company_to_the_public(
    house, redis, people, number, fault
):
    fault(redis[1])
    entry = Entry(house, people, number)
    receipts = [entry.submit()]
    entry.act(entry.editor, "pass")
    point = {"point-0-field": HEADLINE, "point-0-reason": "Shorter, please."}
    entry.act(entry.editor, "changes", **point)
    entry.write(f"Shorter {number}")
    receipts.append(entry.submit())
    for who in (entry.editor, entry.editor, entry.chief):
        entry.act(who, "pass")
    assert entry.slowest < 5  # Redis is asked every five seconds, and for half a second
    assert len({one for one in receipts if "/portal/receipts/" in one}) == 2

    live = house.url("/live/changes/")
    with requests.get(live, stream=True, timeout=60) as stream, ThreadPoolExecutor(1) as pool:
        told = pool.submit(lambda: next(events(stream)))
        ahead = timedelta(seconds=4 + 4 * entry.slowest)
        instant = (datetime.now(entry.zone) + ahead).replace(microsecond=0)
        moment = instant.strftime("%Y-%m-%dT%H:%M:%S")
        entry.act(entry.chief, "move", opens_at=moment, reason="The stage is ready.")
        path = f"/api/v1/launches/{entry.uid}/"
        assert house.get(path).status_code == 404
        assert datetime.now(entry.zone) < instant, "too slow a machine to see it before"
        time.sleep(max(0.0, instant.timestamp() - time.time() + 0.001))
        opened, list_ = house.get(path), house.get("/api/v1/launches/")
        assert entry.uid in told.result()["data"]
    assert opened.json()["texts"]["en"]["headline"] == f"Shorter {number}"
    assert entry.uid in [row["id"] for row in list_.json()["results"]]
