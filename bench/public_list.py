"""The public list of 20 launches, as readers get it, at three sizes of the forum.

The house's own web process (cms.front on granian), beside nginx with the same bytes in
a file, plain DRF serializers on the same rows, and Wagtail's API v2 on pages of theirs.
"""

import contextlib
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from bench import base
from bench.load import Server, best, nginx, wrk

Row = tuple[str, str, str]
SIZES = (259, 7_000, 100_000)
USUAL = 7_000
STATIC = 0  # nginx among the sizes
ROUNDS = 7
PATH = "/api/v1/launches/"


def run() -> Iterator[Row]:
    """Rows of the table: what, measured, aim."""
    with tempfile.TemporaryDirectory(prefix="unveil-bench-") as name:
        folders = {size: Path(name) / str(size) for size in SIZES}
        for size, folder in folders.items():
            yield filled(folder, size)
        with contextlib.ExitStack() as stack:
            ours = {
                size: stack.enter_context(Server(base.environment(folder), "rsgi", "cms.front:app"))
                for size, folder in folders.items()
            }
            made = {size: first_byte(server.url) for size, server in ours.items()}
            body = urllib.request.urlopen(ours[USUAL].url + PATH).read()
            static = stack.enter_context(nginx(Path(name), body))
            rates = rounds({STATIC: static} | {n: one.url + PATH for n, one in ours.items()})
            yield from lists(rates, made, len(body))
            yield flat(costs_of(ours))
            yield from others(ours[USUAL].url)
        top = max(rates[USUAL])
        for what, found in peers(base.environment(folders[USUAL])):
            yield what, best(found), f"ours is {top / max(found):,.0f} x"


def rounds(addresses: dict[int, str]) -> dict[int, list[float]]:
    """Each in turn, again and again: what else the machine does then touches all alike."""
    rates: dict[int, list[float]] = {size: [] for size in addresses}
    for number in range(ROUNDS):
        for size in sorted(addresses, reverse=number % 2 == 1):
            rates[size].append(wrk(addresses[size]))
    return rates


def lists(rates: dict[int, list[float]], made: dict[int, float], size: int) -> Iterator[Row]:
    for count in SIZES:
        what = f"list of 20 at {count:,} launches, {size / 1000:.0f} kB"
        yield what, best(rates[count]), "40,000/s"
    for count in SIZES:
        yield f"  made anew by Django, at {count:,}", f"{made[count]:.0f} ms", ""
    tops = [max(rates[count]) for count in SIZES]
    yield "  best to worst of the three sizes", f"{1 - min(tops) / max(tops):.0%} apart", "10 %"
    ratio = max(rates[USUAL]) / max(rates[STATIC])
    yield "nginx, the same bytes in a file", best(rates[STATIC]), f"ours is {ratio:.2f} x"


def costs_of(servers: dict[int, Server]) -> dict[int, float]:
    """Processor microseconds for one answer: unlike the rate, others' load hardly moves it.

    In turn as well, and the least of many short loads for each.
    """
    found: dict[int, list[float]] = {size: [] for size in servers}
    for _ in range(ROUNDS * 2):
        for size, server in servers.items():
            before = server.cpu()
            rate = wrk(server.url + PATH, seconds=1)
            found[size].append((server.cpu() - before) / rate * 1e6)
    return {size: min(costs) for size, costs in found.items()}


def flat(costs: dict[int, float]) -> Row:
    apart = max(costs.values()) / min(costs.values()) - 1
    told = " / ".join(f"{costs[size]:.0f}" for size in SIZES)
    return f"processor time for one answer: {told} µs", f"{apart:.0%} apart", "10 %"


def filled(folder: Path, size: int, *more: str) -> Row:
    (folder / "static").mkdir(parents=True)
    shutil.copy(base.migrated(), folder)
    command = [sys.executable, "-m", "bench.fill", str(size), *more]
    begun = time.perf_counter()
    subprocess.run(command, env=base.environment(folder), cwd=base.ROOT, check=True)
    return f"filling {size:,} launches", f"{time.perf_counter() - begun:.0f} s", ""


def others(url: str) -> Iterator[Row]:
    """What readers ask besides the list: one launch, and whether anything is new."""
    answer = urllib.request.urlopen(url + PATH)
    first = json.load(answer)["results"][0]["href"]
    tag = answer.headers["ETag"]
    compressed = [wrk(url + PATH, "Accept-Encoding: br") for _ in range(3)]
    yield "the same list in Brotli", best(compressed), ""
    unchanged = [wrk(url + PATH, f"If-None-Match: {tag}") for _ in range(3)]
    yield "the same list, unchanged: 304", best(unchanged), "50,000/s"
    yield "one launch", best([wrk(url + first) for _ in range(3)]), "40,000/s"


def peers(env: dict[str, str]) -> Iterator[tuple[str, list[float]]]:
    with Server(env, "wsgi", "bench.peers:application") as server:
        for what, path in (
            ("plain DRF, the same 20 of 7,000 rows", "/drf/"),
            ("Wagtail API v2, 20 of 7,000 plain pages", "/v2/pages/?limit=20"),
        ):
            size = len(urllib.request.urlopen(server.url + path).read())
            yield f"{what}, {size / 1000:.0f} kB", [wrk(server.url + path) for _ in range(3)]


def first_byte(url: str) -> float:
    """Milliseconds of an answer nobody has asked for before, in the median."""
    times = []
    for limit in range(10, 20):
        begun = time.perf_counter()
        urllib.request.urlopen(f"{url}{PATH}?limit={limit}").read()
        times.append(time.perf_counter() - begun)
    return statistics.median(times) * 1000
