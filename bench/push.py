"""From a commit to the bytes at 1,000 screens, through the live process itself.

The listener is one process with bare sockets, so that it measures the sender and not
itself; it shares the machine's cores with it all the same.
"""

import contextlib
import os
import selectors
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench import base
from tests.services import free_port, wait_for

SCREENS = int(os.environ.get("BENCH_SCREENS", "1000"))
ROUNDS = 30
SETUP = "from tests import factories; factories.RundownFactory(stage__slug='hall')"
REQUEST = b"GET /live/stages/hall/ HTTP/1.1\r\nHost: live\r\n\r\n"


def run() -> list[tuple[str, str, str]]:
    """Rows of the table: what, measured, aim."""
    with tempfile.TemporaryDirectory(prefix="unveil-bench-") as name:
        shutil.copy(base.migrated(), name)
        port = free_port()
        env = base.environment(Path(name)) | {"LIVE_ADDRESS": f"127.0.0.1:{port}"}
        command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", SETUP]
        subprocess.run(command, env=env, cwd=base.ROOT, check=True)
        live = subprocess.Popen([sys.executable, "-m", "cms.live"], env=env, cwd=base.ROOT)
        try:
            wait_for(port, 30)
            times = sorted(measure(port, Path(name) / "unveil.sqlite3"))
        finally:
            live.terminate()
            live.wait(10)
    middle, late = times[len(times) // 2], times[int(len(times) * 0.99)]
    what = f"commit to bytes at {SCREENS:,} screens, p50 / p99"
    return [(what, f"{middle:.0f} / {late:.0f} ms", "p99 100 ms")]


def measure(port: int, database: Path) -> Iterator[float]:
    """Milliseconds for each screen and round."""
    with contextlib.ExitStack() as stack:
        listening = stack.enter_context(selectors.DefaultSelector())
        for _ in range(SCREENS):
            screen = stack.enter_context(socket.create_connection(("127.0.0.1", port)))
            screen.sendall(REQUEST)
            listening.register(screen, selectors.EVENT_READ)
        hear(listening, b"event: state")
        writer = sqlite3.connect(database, isolation_level=None, timeout=5)
        stack.callback(writer.close)
        (version,) = writer.execute("SELECT version FROM launches_rundown").fetchone()
        for number in range(version + 1, version + 1 + ROUNDS):
            time.sleep(0.2)
            writer.execute("UPDATE launches_rundown SET version = ?", [number])
            begun = time.perf_counter()
            for at in hear(listening, b'"version":%d' % number):
                yield (at - begun) * 1000


def hear(listening: selectors.BaseSelector, sign: bytes) -> list[float]:
    """When each screen had it; TimeoutError if one has not after ten seconds."""
    times: list[float] = []
    tails: dict[int, bytes] = {}
    end = time.perf_counter() + 10
    while len(times) < SCREENS:
        for key, _events in listening.select(1):
            data = tails.get(key.fd, b"") + key.fileobj.recv(65536)
            if sign in data:
                times.append(time.perf_counter())
                data = b""
            tails[key.fd] = data
        if time.perf_counter() > end:
            raise TimeoutError(f"{SCREENS - len(times)} screens heard nothing")
    return times
