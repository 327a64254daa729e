"""The kits of a theme in one ZIP, as the house's own web process sends it.

python -m bench.kits fills the database that the environment names, and prints for each launch
the seconds that making the parts of its kit took.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from bench import base
from bench.load import Server

Row = tuple[str, str, str]
LAUNCHES = int(os.environ.get("BENCH_KITS", "12"))
PICTURE = 8 << 20  # bytes of an original, and of the one rendition that a kit takes
READERS, ROUNDS, MB = 8, 5, 1e6


def run() -> Iterator[Row]:
    """Rows of the table: what, measured, aim."""
    with tempfile.TemporaryDirectory(prefix="unveil-bench-") as name:
        house = Path(name)
        (house / "static").mkdir()
        shutil.copy(base.migrated(), house)
        env = base.environment(house)
        done = subprocess.run(
            [sys.executable, "-m", "bench.kits"],
            env=env, cwd=base.ROOT, check=True, capture_output=True, text=True,
        )  # fmt: skip
        made = [float(line) for line in done.stdout.split()]
        what = f"making a kit's parts, two languages, {2 * PICTURE / MB:.0f} MB of pictures"
        yield what, f"{statistics.median(made):.2f} ({max(made):.2f}) s", ""
        with Server(env, "rsgi", "cms.front:app") as server:
            yield from sent(server, f"{server.url}/api/v1/themes/bench/kit.zip")


def sent(server: Server, url: str) -> Iterator[Row]:
    """What a reader waits for and gets, alone and among others, and what it costs the process."""
    size, _first, _whole = read(url)
    firsts = [read(url, most=1)[1] * 1000 for _round in range(ROUNDS)]
    at_rest = server.memory()
    with highest(server) as memory:
        alone = [size / MB / read(url)[2] for _round in range(ROUNDS)]
        begun = time.perf_counter()
        with ThreadPoolExecutor(READERS) as pool:
            sizes = [found[0] for found in pool.map(read, [url] * READERS)]
        together = sum(sizes) / MB / (time.perf_counter() - begun)
    assert sizes == [size] * READERS, sizes
    what = f"kit of a theme, {LAUNCHES} launches, {size / MB:.0f} MB: first byte"
    yield what, f"{statistics.median(firsts):.0f} ({max(firsts):.0f}) ms", ""
    yield "  the whole, one reader", f"{max(alone):.0f} ({statistics.median(alone):.0f}) MB/s", ""
    yield f"  the whole, {READERS} readers at once", f"{together:.0f} MB/s", ""
    yield "  memory of the process, more than at rest", f"{(max(memory) - at_rest) / MB:.0f} MB", ""


def read(url: str, most: int = 0) -> tuple[int, float, float]:
    """(bytes, seconds to the first one, seconds to the last), of all or of the first `most`."""
    begun, size, first = time.perf_counter(), 0, 0.0
    with urllib.request.urlopen(url) as answer:
        while data := answer.read(min(most, 1 << 20) or 1 << 20):
            first = first or time.perf_counter() - begun
            size += len(data)
            if size == most:
                break
    return size, first, time.perf_counter() - begun


@contextmanager
def highest(server: Server) -> Iterator[list[int]]:
    """The memory of the server, looked at twenty times a second meanwhile."""
    found, ended = [server.memory()], threading.Event()

    def look() -> None:
        while not ended.wait(0.05):
            found.append(server.memory())

    looking = threading.Thread(target=look)
    looking.start()
    try:
        yield found
    finally:
        ended.set()
        looking.join()


def fill() -> None:
    """Launches of one theme with large pictures, and their parts."""
    import django

    django.setup()
    from launches import clock
    from launches.content import Placed
    from launches.enums import Slot
    from launches.kits import making
    from tests import factories
    from tests.factories.launch import PICTURE as HEAD

    theme = factories.ThemeFactory(slug="bench")
    for number in range(LAUNCHES):
        entry = factories.launch("released", theme=theme, product=f"Product {number}")
        data = HEAD + os.urandom(PICTURE)
        material = factories.material_for(entry, data=data)
        hero = Placed(Slot.HERO, material.pk, alt="A picture", credit="Photo: them")
        factories.correct(entry, "A larger picture.", materials=(hero,))
        begun = time.perf_counter()
        making.make(entry.editions.latest("number").pk, at=clock.now())
        print(time.perf_counter() - begun)


if __name__ == "__main__":
    fill()
