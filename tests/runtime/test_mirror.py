"""The mirror of clients/python: killed again and again, its folder ends equal to the server."""

import json
import multiprocessing
import os
import random
import subprocess
import sys
import threading
import time
from hashlib import sha256
from pathlib import Path

import pytest
from unveil_client import Client
from unveil_client.mirror import main

from tests.runtime.house import ROOT, House

pytestmark = pytest.mark.real
KILLS = int(os.environ.get("MIRROR_KILLS", "200"))
AGAIN = 25  # turns after which a mirror has to begin from zero
SERVERS = multiprocessing.get_context("forkserver")
SERVERS.set_forkserver_preload(["unveil_client.mirror"])

KEY = """
from launches.domain.outlets import Limits
limits = Limits(rate=6000)
print(factories.key_of(factories.OutletFactory(), "press", limits=limits)["HTTP_AUTHORIZATION"])
"""
OPEN = """
chief = factories.UserFactory(releaser=True)
release.release_now(Launch.objects.get(uid="{uid}"), reason="x", by=chief, at=clock.now())
"""
WRITE = """
import os, random, time
from pathlib import Path
from django.db import OperationalError, connection, transaction
from launches.errors import UnveilError
connection.close()
other = os.fork()  # two writers for one start
apart()
rng = random.Random(1 if other else 2)
chief = factories.UserFactory(releaser=True)
approved, uids = [], []

def soon():
    return clock.now() + timedelta(seconds=rng.uniform(0.2, 3))

def approve():
    company = chosen and chosen.company
    approved.append(factories.launch("approved", opens_at=soon(), company=company))

def correct():
    chosen.refresh_from_db()
    chosen.latest_revision += 1
    chosen.save(update_fields=["latest_revision"])
    last = chosen.latest_revision
    said = factories.content_of(chosen, product=f"Again {{last}}")
    release.correct(chosen, revision=last, content=said, note="x", by=chief, at=clock.now())

ACTS = [
    approve,
    approve,
    correct,
    lambda: release.move_embargo(chosen, opens_at=soon(), reason="x", by=chief, at=clock.now()),
    lambda: release.release_now(chosen, reason="x", by=chief, at=clock.now()),
    lambda: release.kill(chosen, reason="x", by=chief, at=clock.now()),
]
chosen = None
while not Path("{stop}").exists():
    act = rng.choice(ACTS) if approved else approve
    chosen = rng.choice(approved) if approved else None
    try:
        with transaction.atomic():
            act()
            time.sleep(rng.choice([0, 0, 0.03]))  # a commit that comes late
    except (UnveilError, OperationalError):
        pass  # killed, or open already; or SQLite's one writer was another for too long
    time.sleep(0.02)
    if len(approved) == 1:
        print(bool(other), flush=True)
if other:
    sys.exit(os.waitstatus_to_exitcode(os.waitpid(other, 0)[1]))
"""


@pytest.fixture(scope="module")
def key(house: House) -> str:
    return house.act(KEY).removeprefix("Bearer ")


@pytest.fixture(scope="module")
def released(house: House) -> str:
    return house.act("print(factories.launch('released').uid)")


def shown(root: Path) -> dict[str, object]:
    """{room/id: (item, {file: SHA-256 of its bytes})} of a folder.

    Each copy of a file under embargo has a mark of its own; of those only the names count.
    """
    found = {}
    for path in root.glob("*/*/ninjs.json"):
        files = {one.name: one.read_bytes() for one in (path.parent / "files").iterdir()}
        opened = path.parent.parent.name == "released"
        digests = {name: opened and sha256(data).hexdigest() for name, data in files.items()}
        name = path.parent.relative_to(root).as_posix()
        found[name] = (json.loads(path.read_text()), digests)
    return found


def served(house: House, key: str, digests: dict[str, dict[str, str]]) -> dict[str, object]:
    """The same, as the server has it now."""
    client, found = Client(house.url("/"), key=key), {}
    for item in client.launches(format="ninjs", lang="en"):
        uid = item["altIds"][0]["value"]
        room = "released" if item["pubStatus"] == "usable" else "embargoed"
        found[f"{room}/{uid}"] = (item, digests[uid])
    return found


def originals(house: House, key: str) -> dict[str, dict[str, str]]:
    """{launch: {name of an original file: its SHA-256}} of all there is."""
    client = Client(house.url("/"), key=key)
    every = [client.launch(launch["id"]) for launch in client.launches()]
    return {
        own["id"]: {row["href"].rpartition("/")[2]: row["sha256"] for row in own["materials"]}
        for own in every
    }


def child(house: House, root: Path, key: str) -> multiprocessing.Process:
    os.environ["UNVEIL_KEY"] = key
    return SERVERS.Process(target=started, args=(house.url("/"), str(root), key), daemon=True)


def killed_each(rng: random.Random, processes: list[multiprocessing.Process]) -> list[bool]:
    """Start them together, kill each at an instant of its own; whether it was still at work."""
    for process in processes:
        process.start()
    found = []
    for process in rng.sample(processes, len(processes)):
        process.join(rng.uniform(0.01, 0.08))
        found.append(process.exitcode is None)
        process.kill()
    for process in processes:
        process.join()
    return found


def started(server: str, root: str, key: str) -> None:
    os.environ["UNVEIL_KEY"] = key
    with open(os.devnull, "w") as quiet:
        os.dup2(quiet.fileno(), 1)
        os._exit(main([server, root]))


def test_killed_at_random_while_others_write_it_ends_equal(house, key, tmp_path):
    rng, killed, stop = random.Random(7), [], tmp_path / "stop"
    readers = {"press": key, "public": ""}
    writers = house.acting(WRITE.format(stop=stop))
    begun: set[str] = set()
    while len(begun) < 2:
        begun.add(writers.stdout.readline())
    for turn in range(KILLS // len(readers)):
        if turn % AGAIN == AGAIN - 1:
            for name in readers:
                (tmp_path / name / ".unveil/place.json").unlink(missing_ok=True)
        killed += killed_each(
            rng, [child(house, tmp_path / name, shows) for name, shows in readers.items()]
        )
    stop.touch()
    assert writers.wait(60) == 0
    time.sleep(3.1)  # the last instant has passed
    last = [child(house, tmp_path / name, shows) for name, shows in readers.items()]
    for process in last:
        process.start()
    digests = originals(house, key)
    for process in last:
        process.join(60)
    assert [process.exitcode for process in last] == [0, 0]
    for name, shows in readers.items():
        mirrored = shown(tmp_path / name)
        assert mirrored == served(house, shows, digests)
        assert mirrored
    assert len(killed) == KILLS
    assert sum(killed) > KILLS / 2


def test_an_embargoed_launch_lies_apart_until_it_opens(house, key, tmp_path, monkeypatch):
    monkeypatch.setenv("UNVEIL_KEY", key)
    uid = house.act("print(factories.launch('approved').uid)")
    rooms = []
    for _look in range(2):
        assert main([house.url("/"), str(tmp_path)]) == 0
        rooms.append([one for one in ("embargoed", "released") if (tmp_path / one / uid).exists()])
        if len(rooms) == 1:
            house.act(OPEN.format(uid=uid))
    assert rooms == [["embargoed"], ["released"]]
    assert (tmp_path / "embargoed").stat().st_mode & 0o777 == 0o700


def test_a_broken_file_is_found_and_fetched_again(house, released, tmp_path, capsys):
    main([house.url("/"), str(tmp_path)])
    whole = shown(tmp_path)
    broken = next(tmp_path.glob("released/*/files/*"))
    broken.write_bytes(b"x" * broken.stat().st_size)
    assert shown(tmp_path) != whole
    assert main([house.url("/"), str(tmp_path), "--mend"]) == 0
    assert (shown(tmp_path), "1 launches mended" in capsys.readouterr().out) == (whole, True)


def test_who_follows_has_a_launch_as_soon_as_it_opens(house, key, tmp_path):
    """Told by the server: a look of its own would come after a minute."""
    command = [sys.executable, "-m", "unveil_client.mirror", house.url("/"), str(tmp_path)]
    command += ["--follow", "--every", "60", "--files", "none"]
    env = house.env | {"UNVEIL_KEY": key, "PYTHONPATH": str(ROOT / "clients/python")}
    mirror = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True)
    late = threading.Timer(50, mirror.kill)
    late.start()
    try:
        assert "facts taken" in mirror.stdout.readline()
        uid = house.act("print(factories.launch('approved', at=clock.now()).uid)")
        assert mirror.stdout.readline() == "1 facts taken\n"
        rooms = [(tmp_path / "embargoed" / uid).exists()]
        house.act(OPEN.format(uid=uid))
        assert "facts taken" in mirror.stdout.readline()
        rooms.append((tmp_path / "released" / uid).exists())
        assert rooms == [True, True]
    finally:
        late.cancel()
        mirror.kill()
        mirror.wait(5)
        mirror.stdout.close()


@pytest.mark.parametrize("left", [None, b"", b'{"abc.jpg": "12'])
def test_a_first_run_that_lost_its_power_is_mended_by_the_next(house, released, tmp_path, left):
    main([house.url("/"), str(tmp_path)])
    whole = shown(tmp_path)
    (tmp_path / ".unveil" / "place.json").unlink()
    hashes = next(tmp_path.glob("released/*/hashes.json"))
    hashes.unlink() if left is None else hashes.write_bytes(left)
    assert main([house.url("/"), str(tmp_path)]) == 0
    assert shown(tmp_path) == whole
    assert main([house.url("/"), str(tmp_path), "--mend"]) == 0
    assert json.loads(hashes.read_text()).keys() == {
        one.name for one in hashes.parent.glob("files/*")
    }


def test_a_key_that_is_over_and_a_folder_in_use_are_said(house, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("UNVEIL_KEY", "unv_nobody_" + "x" * 43)
    assert main([house.url("/"), str(tmp_path)]) == 1
    assert "does not accept this key" in capsys.readouterr().err
