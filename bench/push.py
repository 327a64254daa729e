"""From a commit to the bytes at 1,000 screens, through the live process itself."""

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.services import free_port, wait_for

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
SCREENS = int(os.environ.get("BENCH_SCREENS", "1000"))
ROUNDS = 10
SETUP = "from tests import factories; factories.RundownFactory(stage__slug='hall')"


def run() -> list[tuple[str, str, str]]:
    """Rows of the table: what, measured, aim."""
    with tempfile.TemporaryDirectory(prefix="unveil-bench-") as name:
        (Path(name) / "static").mkdir()
        port = free_port()
        env = {**os.environ, "DATA_DIR": name, "DJANGO_SETTINGS_MODULE": "cms.settings.dev"}
        env.pop("DATABASE_URL", None)
        for command in (["migrate", "-v0"], ["shell", "--no-imports", "-c", SETUP]):
            subprocess.run([sys.executable, "manage.py", *command], env=env, cwd=ROOT, check=True)
        command = [BIN / "granian", "--interface", "asginl", "--no-ws", "--port", str(port)]
        command += ["--backlog", "8192", "--workers-kill-timeout", "1", "--log-level", "error", "cms.live:app"]
        live = subprocess.Popen(command, env=env, cwd=ROOT)
        try:
            wait_for(port, 30)
            times = sorted(asyncio.run(measure(port, Path(name) / "unveil.sqlite3")))
        finally:
            live.terminate()
            live.wait(10)
    middle, late = times[len(times) // 2], times[int(len(times) * 0.99)]
    what = f"commit to bytes at {SCREENS:,} screens, p50 / p99"
    return [(what, f"{middle:.0f} / {late:.0f} ms", "p99 100 ms")]


async def measure(port: int, database: Path) -> list[float]:
    """Milliseconds for each screen and round."""
    import sqlite3

    screens = [await connect(port) for _ in range(SCREENS)]
    times: list[float] = []
    with sqlite3.connect(database, isolation_level=None, timeout=5) as writer:
        for number in range(1, ROUNDS + 1):
            waiting = asyncio.gather(*(hear(one, b'"version":%d' % number) for one in screens))
            await asyncio.sleep(0.3)
            writer.execute("UPDATE launches_rundown SET version = version + 1")
            begun = time.perf_counter()
            times += [(at - begun) * 1000 for at in await asyncio.wait_for(waiting, 30)]
    return times


async def connect(port: int) -> asyncio.StreamReader:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    reader.keep = writer  # type: ignore[attr-defined]
    writer.write(b"GET /live/stages/hall/ HTTP/1.1\r\nHost: live\r\n\r\n")
    await reader.readuntil(b"event: state")
    return reader


async def hear(reader: asyncio.StreamReader, sign: bytes) -> float:
    await reader.readuntil(sign)
    return time.perf_counter()
