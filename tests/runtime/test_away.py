"""The database goes away and comes back: what readers are told meanwhile."""

import os
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from tests import services
from tests.runtime.cable import Cable
from tests.runtime.house import BIN, ROOT

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def cluster():
    with services.postgresql() as url:
        yield url


@pytest.fixture(scope="module")
def cable(cluster):
    cable = Cable(int(cluster.rpartition(":")[2].partition("/")[0]))
    yield cable
    cable.cut()


@pytest.fixture(scope="module")
def web(cable, tmp_path_factory):
    """The web process on PostgreSQL, through the cable; answers (status, headers) of a path."""
    tmp_path = tmp_path_factory.mktemp("web")
    (tmp_path / "static").mkdir()
    port = services.free_port()
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
        "DATA_DIR": str(tmp_path),
        "DATABASE_URL": f"postgres://postgres@127.0.0.1:{cable.port}/postgres",
    }
    command = [BIN / "granian", "--interface", "rsgi", "--no-ws", "--port", str(port)]
    command += ["--workers-kill-timeout", "2", "--log-level", "error", "cms.front:app"]
    process = subprocess.Popen(command, env=env, cwd=ROOT, stderr=subprocess.DEVNULL)
    services.wait_for(port, 30)

    def get(path: str) -> requests.Response:
        return requests.get(f"http://127.0.0.1:{port}{path}", timeout=10)

    yield get
    process.terminate()
    process.wait(10)


def brief(answer: requests.Response) -> tuple[int, bool, str]:
    """Status, whether it says when to ask again, and the caching rule."""
    return answer.status_code, "Retry-After" in answer.headers, answer.headers["Cache-Control"]


def test_it_says_so_while_the_database_is_away_and_goes_on_by_itself(web, cable):
    assert brief(web("/readyz")) == (200, False, "no-store")
    cable.cut()
    told = [brief(web(path)) for path in ("/readyz", "/api/v1/launches/", "/")]
    alive = web("/livez").status_code
    problem = web("/api/v1/launches/").headers["Content-Type"]
    cable.mend()
    end = time.monotonic() + 5
    while web("/readyz").status_code != 200 and time.monotonic() < end:
        time.sleep(0.1)
    assert told == [(503, True, "no-store")] * 3
    assert (alive, problem) == (200, "application/problem+json")
    assert web("/readyz").status_code == 200


def test_under_load_a_restart_costs_nobody_more_than_asking_again(web, cable):
    """Many ask while the connections break: each gets an answer, and soon the right one."""
    ended = threading.Event()

    def asking() -> list[int]:
        found = []
        while not ended.is_set() or found[-1] != 200:
            found.append(web("/readyz").status_code)
            assert time.monotonic() < end, found[-5:]
        return found

    end = time.monotonic() + 30
    with ThreadPoolExecutor(6) as pool:
        asked = [pool.submit(asking) for _reader in range(6)]
        time.sleep(0.3)
        cable.cut()
        time.sleep(0.7)
        cable.mend()
        mended = time.monotonic()
        ended.set()
        told = [one.result() for one in asked]
    assert time.monotonic() - mended < 10
    assert {status for one in told for status in one} == {200, 503}
