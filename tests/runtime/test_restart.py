"""PostgreSQL restarts while readers and writers are at work: readers notice nothing, writers ask
again, what was received is there, and every process goes on by itself."""

import json
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from api.live import pulse
from tests import services
from tests.runtime.house import House, events
from tests.runtime.people import Person, made

pytestmark = pytest.mark.real
OPEN_ONES = ["/api/v1/launches/", "/feeds/launches.atom", "/api/v1/themes/"]
MODES = ["fast", "immediate"]
WRITERS = 2
GOES_ON = """
import json, time
from launches.models import Receipt, WireEntry
uid = factories.launch("released").uid
told = WireEntry.objects.filter(launch_uid=uid, kind="released", handled_at__isnull=False)
end = time.monotonic() + 20
while not told.exists() and time.monotonic() < end:
    time.sleep(0.1)
receipts = {row.number: row.revision for row in Receipt.objects.all()}
print(json.dumps([uid, told.exists(), receipts]))
"""


@pytest.fixture(scope="module")
def cluster():
    with services.cluster() as cluster:
        yield cluster


@pytest.fixture(scope="module")
def house(cluster, tmp_path_factory):
    url = f"{cluster.url.rpartition('/')[0]}/{services.template_of(cluster.url)}"
    house = House(tmp_path_factory.mktemp("house"), DATABASE_URL=url)
    house.up("worker")
    yield house
    house.close()


@pytest.fixture(scope="module")
def people(house):
    house.act("factories.launch('released')")
    return made(house, WRITERS * len(MODES))


@pytest.fixture(scope="module")
def handed_in():
    """{receipt: revision} as people were shown them."""
    return {}


class Work:
    """Readers and writers, from now until `end`; what each was told."""

    def __init__(self, house: House, people: dict, first: int) -> None:
        self._house, self._over = house, threading.Event()
        self.read: Counter[int] = Counter()
        self.written: Counter[int] = Counter()
        self.receipts: dict[str, int] = {}
        pool = ThreadPoolExecutor(len(OPEN_ONES) + WRITERS)
        self._at_work = [pool.submit(self._reads, path) for path in OPEN_ONES]
        for number in range(first, first + WRITERS):
            owner = Person(house, people["owners"][number])
            self._at_work.append(pool.submit(self._writes, owner, *people["entries"][number]))
        pool.shutdown(wait=False)  # after these

    def end(self) -> None:
        self._over.set()
        for one in self._at_work:
            one.result()

    def _reads(self, path: str) -> None:
        with requests.Session() as session:
            while not self._over.is_set():
                self.read[session.get(self._house.url(path), timeout=30).status_code] += 1
                time.sleep(0.005)

    def _writes(self, owner: Person, uid: str, revision: int) -> None:
        """Writes again and again, and hands in when the restart is over."""
        while not self._over.is_set():
            sent = {"revision": revision, "values": {"texts.en.tagline": f"At {time.monotonic()}"}}
            saved = owner.post(f"/portal/launches/{uid}/autosave/", sent=sent)
            self.written[saved.status_code] += 1
            if saved.status_code in (200, 409):  # 409 for its own, where the answer was lost
                revision = saved.json()["revision"]
        answer = owner.post(f"/portal/launches/{uid}/submit/", revision=revision)
        self.receipts[answer.headers["Location"].rstrip("/").rpartition("/")[2]] = revision


@pytest.mark.parametrize("mode", MODES)
def test_a_restart_costs_readers_nothing_and_loses_nothing(house, cluster, people, handed_in, mode):
    assert [house.get(path).status_code for path in OPEN_ONES] == [200] * len(OPEN_ONES)
    work = Work(house, people, MODES.index(mode) * WRITERS)
    time.sleep(0.5)
    gone = time.monotonic()
    cluster.restart(mode)
    back = time.monotonic()
    while house.get("/readyz").status_code != 200:
        time.sleep(0.05)
        assert time.monotonic() - back < 10
    away = time.monotonic() - gone
    time.sleep(0.5)
    work.end()
    # 503 only where it was away for longer than stored answers are vouched for
    assert set(work.read) - {200} <= ({503} if away > pulse.STANDS - pulse.RECHECK else set())
    assert set(work.written) <= {200, 409, 503}
    assert len(work.receipts) == WRITERS
    handed_in |= work.receipts


def test_afterwards_every_receipt_is_there_and_worker_and_live_go_on(house, handed_in):
    live = house.url("/live/changes/")
    with requests.get(live, stream=True, timeout=30) as stream, ThreadPoolExecutor(1) as pool:
        told = pool.submit(lambda: next(events(stream)))
        uid, handed_on, receipts = json.loads(house.act(GOES_ON))
        assert (uid in told.result()["data"], handed_on) == (True, True)
    assert {number: receipts.get(number) for number in handed_in} == handed_in
    assert len(handed_in) == WRITERS * len(MODES)
    assert [one.poll() for one in house.processes.values()] == [None] * 3
