"""The public list of 20 launches, as readers get it, at three sizes of the forum.

The house's own web process (cms.front on granian), beside nginx with the same bytes in
a file, plain DRF serializers on the same rows, and Wagtail's API v2 on pages of theirs.
"""

import contextlib
import json
import os
import re
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
from tests.services import free_port, wait_for

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
Row = tuple[str, str, str]
SIZES = (259, 7_000, 100_000)
USUAL = 7_000
ROUNDS = 5
PATH = "/api/v1/launches/"


def run() -> Iterator[Row]:
    """Rows of the table: what, measured, aim."""
    need("wrk", "nginx")
    with tempfile.TemporaryDirectory(prefix="unveil-bench-") as name:
        folders = {size: Path(name) / str(size) for size in SIZES}
        for size, folder in folders.items():
            yield filled(folder, size)
        with contextlib.ExitStack() as stack:
            urls = {
                size: stack.enter_context(Server(base.environment(folder), "rsgi", "cms.front:app"))
                for size, folder in folders.items()
            }
            miss = {size: first_byte(url) for size, url in urls.items()}
            body = urllib.request.urlopen(urls[USUAL] + PATH).read()
            static = stack.enter_context(nginx(Path(name), body))
            addresses = {size: url + PATH for size, url in urls.items()} | {0: static}
            rates = rounds(addresses)
            yield from lists(rates, miss, len(body))
            yield from others(urls[USUAL])
        best = statistics.median(rates[USUAL])
        for what, found in peers(base.environment(folders[USUAL])):
            yield what, spread(found), f"ours is {best / statistics.median(found):,.0f} x"


def rounds(addresses: dict[int, str]) -> dict[int, list[float]]:
    """Each in turn, again and again: what else the machine does then touches all alike."""
    rates: dict[int, list[float]] = {size: [] for size in addresses}
    for number in range(ROUNDS):
        for size in sorted(addresses, reverse=number % 2 == 1):
            rates[size].append(wrk(addresses[size]))
    return rates


def lists(rates: dict[int, list[float]], miss: dict[int, float], size: int) -> Iterator[Row]:
    for count in SIZES:
        what = f"list of 20 at {count:,} launches, {size / 1000:.0f} kB"
        yield what, spread(rates[count]), "10,000/s"
    middles = [statistics.median(rates[count]) for count in SIZES]
    apart = (max(middles) - min(middles)) / max(middles)
    yield "flat from 259 to 100,000 launches", f"{apart:.0%} apart", "10 %"
    for count in SIZES:
        yield f"made by Django, at {count:,} launches", f"{miss[count]:.0f} ms", ""
    ratio = statistics.median(rates[USUAL]) / statistics.median(rates[0])
    yield "nginx, the same bytes in a file", spread(rates[0]), f"ours is {ratio:.2f} x"


def filled(folder: Path, size: int) -> Row:
    (folder / "static").mkdir(parents=True)
    shutil.copy(base.migrated(), folder)
    command = [sys.executable, "-m", "bench.fill", str(size)]
    begun = time.perf_counter()
    subprocess.run(command, env=base.environment(folder), cwd=ROOT, check=True)
    return f"filling {size:,} launches", f"{time.perf_counter() - begun:.0f} s", ""


def others(url: str) -> Iterator[Row]:
    """What readers ask besides the list: one launch, and whether anything is new."""
    answer = urllib.request.urlopen(url + PATH)
    first = json.load(answer)["results"][0]["href"]
    tag = answer.headers["ETag"]
    compressed = [wrk(url + PATH, "Accept-Encoding: br") for _ in range(ROUNDS)]
    yield "the same list in Brotli", spread(compressed), ""
    unchanged = [wrk(url + PATH, f"If-None-Match: {tag}") for _ in range(ROUNDS)]
    yield "the same list, unchanged: 304", spread(unchanged), ""
    yield "one launch", spread([wrk(url + first) for _ in range(ROUNDS)]), ""


def peers(env: dict[str, str]) -> Iterator[tuple[str, list[float]]]:
    with Server(env, "wsgi", "bench.peers:application") as url:
        for what, path in (
            ("plain DRF, the same 20 of 7,000 rows", "/drf/"),
            ("Wagtail API v2, 20 of 7,000 plain pages", "/v2/pages/?limit=20"),
        ):
            size = len(urllib.request.urlopen(url + path).read())
            yield f"{what}, {size / 1000:.0f} kB", [wrk(url + path) for _ in range(ROUNDS)]


class Server:
    """granian with one worker, as the Procfile starts it."""

    def __init__(self, env: dict[str, str], interface: str, app: str) -> None:
        self._port = free_port()
        command = [BIN / "granian", "--interface", interface, "--no-ws", "--port", str(self._port)]
        self._process = subprocess.Popen(
            [*command, "--log-level", "error", app], env=env, cwd=ROOT, stderr=subprocess.DEVNULL
        )

    def __enter__(self) -> str:
        wait_for(self._port, 30)
        return f"http://127.0.0.1:{self._port}"

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(10)


def first_byte(url: str) -> float:
    """Milliseconds of an answer nobody has asked for before, in the median."""
    times = []
    for limit in range(10, 20):
        begun = time.perf_counter()
        urllib.request.urlopen(f"{url}{PATH}?limit={limit}").read()
        times.append(time.perf_counter() - begun)
    return statistics.median(times) * 1000


def wrk(url: str, *headers: str) -> float:
    """Requests per second; refuses a measurement with errors in it."""
    seconds = os.environ.get("BENCH_SECONDS", "5")
    named = [part for header in headers for part in ("-H", header)]
    command = ["wrk", "-t1", "-c32", f"-d{seconds}", *named, url]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in text:
        raise RuntimeError(f"{url} answered errors")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", text)[1])


@contextlib.contextmanager
def nginx(folder: Path, body: bytes) -> Iterator[str]:
    """Its address for these bytes."""
    port = free_port()
    (folder / "list.json").write_bytes(body)
    folder.chmod(0o755)
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/pid; error_log /dev/null; worker_processes 1;"
        "events { worker_connections 512; }"
        f"http {{ access_log off; sendfile on; open_file_cache max=10; types {{}} "
        f"keepalive_requests 100000000; "
        f"server {{ listen 127.0.0.1:{port}; root {folder}; }} }}"
    )
    server = subprocess.Popen([program("nginx"), "-c", folder / "nginx.conf"])
    try:
        wait_for(port)
        yield f"http://127.0.0.1:{port}/list.json"
    finally:
        server.terminate()
        server.wait(5)


def program(name: str) -> str | None:
    return shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin")


def need(*names: str) -> None:
    lacking = [name for name in names if not program(name)]
    if lacking:
        raise RuntimeError(f"install it with: sudo apt-get install -y {' '.join(lacking)}")


def spread(rates: list[float]) -> str:
    """The median, and how far the rounds lie apart."""
    middle = statistics.median(rates)
    return f"{middle:,.0f}/s ±{(max(rates) - min(rates)) / 2 / middle:.0%}"
