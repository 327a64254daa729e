"""The change feed: 100,000 facts read from zero, and a folder made equal to 100,000 launches.

By the client that outlets use (clients/python), from the house's own web process. The mirror keeps
one ninjs item a launch and no files: the copies of bench.fill share one picture.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench import base
from bench.load import Server
from bench.public_list import filled

Row = tuple[str, str, str]
SIZE = int(os.environ.get("BENCH_CHANGES", "100000"))
CLIENT = base.ROOT / "clients/python"
READ = """
import sys
from unveil_client import Client
client, cursor, count = Client(sys.argv[1]), "", 0
while (page := client.changes(cursor)).facts:
    cursor, count = page.next, count + len(page.facts)
print(count)
"""


def run() -> Iterator[Row]:
    """Rows of the table: what, measured, aim."""
    with tempfile.TemporaryDirectory(prefix="unveil-bench-") as name:
        house, copy = Path(name) / "house", Path(name) / "copy"
        yield filled(house, SIZE, "texts")
        unlimited = {**base.environment(house), "API_RATE_LIMITS": "false"}
        with Server(unlimited, "rsgi", "cms.front:app") as server:
            took, said = timed("-c", READ, server.url)
            assert int(said) == SIZE, said
            yield f"change feed, {SIZE:,} facts from zero", f"{took:.1f} s", "60 s"
            mirror = ("-m", "unveil_client.mirror", server.url, str(copy), "--files", "none")
            before, waited = server.cpu(), children()
            took, said = timed(*mirror)
            spent = server.cpu() - before
            kept = sum(1 for _item in copy.glob("released/*/ninjs.json"))
            assert kept == SIZE, (kept, said)
            yield f"mirror, {SIZE:,} launches from zero, without files", f"{took:.1f} s", "60 s"
            own = children() - waited
            yield "  processor time of server and mirror", f"{spent:.0f} + {own:.0f} s", ""
            took, _said = timed(*mirror)
            yield "  once more, nothing new", f"{took:.1f} s", ""


def children() -> float:
    """Processor seconds of the processes that have ended and were waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def timed(*arguments: str) -> tuple[float, str]:
    """(seconds, what it printed) of a Python process with the client."""
    environment = {**os.environ, "PYTHONPATH": str(CLIENT)}
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, *arguments], env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-1000:]
    return time.perf_counter() - begun, done.stdout.strip()
