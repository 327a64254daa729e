"""A slate of 500 at its instant, and a recall at the farthest screen and cached reader."""

import contextlib
import http.client
import json
import selectors
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from bench import base, push
from bench.load import Server
from tests.services import free_port, wait_for

Row = tuple[str, str, str]
SIZE = 500
AHEAD = 12.0  # seconds from the end of locking to the instant
PATH = "/api/v1/launches/?limit=100"

LOCK = """
import time
from datetime import timedelta
from bench import fill
fill.main({filled}, texts=True)
from launches import clock
from launches.domain import slates
from launches.enums import ReleaseMode, SlateState
from launches.models import Edition, Forum, Launch, Slate, SlateMember, WireEntry
from tests import factories
rows = list(Launch.objects.order_by("pk")[:{size}])
Edition.objects.filter(launch__in=rows).update(opens_at=None)
Launch.objects.filter(pk__in=[row.pk for row in rows]).update(
    opens_at=None, release_mode=ReleaseMode.SLATE)
WireEntry.objects.filter(launch__in=rows).update(void=True)
maker, chief = (factories.UserFactory(releaser=True) for _ in range(2))
at = clock.now()
slate = slates.open_slate(Forum.objects.get(), name="Opening", opens_at=None, by=maker, at=at)
SlateMember.objects.bulk_create(SlateMember(slate=slate, launch=row) for row in rows)
stage = factories.RundownFactory(stage__slug="hall")
stage.current = factories.CueFactory(rundown=stage, launch=rows[0])
stage.state = "running"
stage.save()
slate.opens_at = clock.now() + timedelta(seconds={ahead} + 20)
slate.save()
slates.send(slate, by=maker, at=clock.now())
begun = time.perf_counter()
slates.lock(slate, by=chief, at=clock.now())
locked = time.perf_counter() - begun
opens_at = clock.now() + timedelta(seconds={ahead})
slates.move(slate, opens_at=opens_at, reason="Sooner.", by=chief, at=clock.now())
print(locked, opens_at.timestamp())
"""
KILL = """
import time
from launches import clock
from launches.domain import release
from launches.models import Launch, Slate, User
launch = Launch.objects.filter(cues__isnull=False).get()
chief = User.objects.get(pk=Slate.objects.get().locked_by_id)
begun = time.time()
release.kill(launch, reason="Bench.", by=chief, at=clock.now())
print(launch.uid, begun)
"""


def run() -> Iterator[Row]:
    """Rows of the table: what, measured, aim."""
    with tempfile.TemporaryDirectory(prefix="unveil-bench-") as name:
        folder = Path(name)
        (folder / "static").mkdir()
        shutil.copy(base.migrated(), folder)
        port = free_port()
        env = base.environment(folder) | {"LIVE_ADDRESS": f"127.0.0.1:{port}"}
        with contextlib.ExitStack() as stack:
            server = stack.enter_context(Server(env, "rsgi", "cms.front:app"))
            reader = stack.enter_context(contextlib.closing(Reader(server.url)))
            reader.get()
            locked, opens_at = (float(one) for one in told(env, lock(SIZE)).split())
            yield f"locking a slate of {SIZE}", f"{locked * 1000:.0f} ms", ""
            late, seen = opening(reader, opens_at)
            yield f"{SIZE} launches open, seen by a polling reader", f"{late:.0f} ms", "100 ms"
            yield "  of these seen in the first answer", f"{seen} of 100", "all"
            live = subprocess.Popen([sys.executable, "-m", "cms.live"], env=env, cwd=base.ROOT)
            stack.callback(live.wait, 10)
            stack.callback(live.terminate)
            wait_for(port, 30)
            yield from recall(stack, reader, port, env)


def lock(filled: int, size: int = SIZE) -> str:
    """Code that fills a forum, and locks a slate of `size` of its launches AHEAD of its instant;
    it prints the seconds that the locking took, and the instant."""
    return LOCK.format(filled=filled, size=size, ahead=AHEAD)


def told(env: dict[str, str], code: str) -> str:
    """What a process of its own says in its last line."""
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]
    done = subprocess.run(command, env=env, cwd=base.ROOT, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr.strip().splitlines()[-1])
    return done.stdout.strip().splitlines()[-1]


class Reader:
    """Asks again and again on one connection."""

    def __init__(self, url: str) -> None:
        self._line = http.client.HTTPConnection(urlsplit(url).netloc, timeout=10)

    def get(self) -> list[str]:
        """The ids in the list now."""
        self._line.request("GET", PATH)
        return [row["id"] for row in json.load(self._line.getresponse())["results"]]

    def close(self) -> None:
        self._line.close()


def opening(reader: Reader, opens_at: float) -> tuple[float, int]:
    """(milliseconds from the instant to the first answer with launches, how many it has)."""
    if time.time() > opens_at - 1:
        raise TimeoutError("the slate was not locked in time")
    while time.time() < opens_at + 10:
        if ids := reader.get():
            return (time.time() - opens_at) * 1000, len(ids)
        time.sleep(0.002)
    raise TimeoutError("nothing opened")


def recall(
    stack: contextlib.ExitStack, reader: Reader, port: int, env: dict[str, str]
) -> Iterator[Row]:
    """From the beginning of a recall to 1,000 screens and to a reader of pre-built answers."""
    listening = stack.enter_context(selectors.DefaultSelector())
    for _ in range(push.SCREENS):
        screen = stack.enter_context(socket.create_connection(("127.0.0.1", port)))
        screen.sendall(push.REQUEST)
        listening.register(screen, selectors.EVENT_READ)
    push.hear(listening, b"event: state")
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", KILL]
    killer = subprocess.Popen(command, env=env, cwd=base.ROOT, stdout=subprocess.PIPE, text=True)
    offset = time.time() - time.perf_counter()
    last = max(push.hear(listening, b'"launch":null')) + offset
    said, _errors = killer.communicate(timeout=30)
    uid, begun = said.strip().splitlines()[-1].split()
    while uid in reader.get():
        time.sleep(0.002)
    gone = time.time()
    yield (
        f"a recall at the last of {push.SCREENS:,} screens",
        f"{(last - float(begun)) * 1000:.0f} ms",
        "2 s",
    )
    yield "a recall at a reader of pre-built answers", f"under {gone - float(begun):.2f} s", "2 s"
