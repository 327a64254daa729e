"""The public list of 20 launches, as readers get it, at three sizes of the forum.

The house's own web process (cms.front on granian), beside nginx with the same bytes in
a file, plain DRF serializers on the same rows, and Wagtail's API v2 on pages of theirs.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from tests.services import free_port, wait_for

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
SIZES = (259, 7_000, 100_000)
PATH = "/api/v1/launches/"


def run() -> list[tuple[str, str, str]]:
    """Rows of the table: what, measured, aim."""
    need("wrk", "nginx")
    rows, rates, body = [], {}, b""
    with tempfile.TemporaryDirectory(prefix="unveil-bench-") as name:
        for size in SIZES:
            folder = Path(name) / str(size)
            (folder / "static").mkdir(parents=True)
            env = environment(folder)
            fill(env, size)
            with Server(env, "rsgi", "cms.front:app") as url:
                body = urllib.request.urlopen(url + PATH).read()
                miss = first_byte(url)
                rates[size] = wrk(url + PATH)
            rows.append(
                (
                    f"list of 20 at {size:,} launches ({len(body) / 1000:.0f} kB)",
                    req(rates[size]),
                    "10,000/s",
                )
            )
            rows.append((f"  the first answer after a change at {size:,}", f"{miss:.0f} ms", ""))
        flat = (max(rates.values()) - min(rates.values())) / max(rates.values())
        rows.append(("flat from 259 to 100,000", f"{flat:.0%} apart", "10 %"))
        best = rates[SIZES[1]]
        env = environment(Path(name) / str(SIZES[1]))
        for what, rate in peers(env, Path(name), body):
            rows.append((what, req(rate), f"ours is {best / rate:.2f} x"))
    return rows


def peers(env: dict[str, str], folder: Path, body: bytes):
    yield "nginx, the same bytes in a file", nginx(folder, body)
    with Server(env, "wsgi", "bench.peers:application") as url:
        yield "plain DRF on the same rows (7,000)", wrk(url + "/drf/")
        yield "Wagtail API v2 on as many pages (7,000)", wrk(url + "/v2/pages/?limit=20")


def environment(folder: Path) -> dict[str, str]:
    env = {**os.environ, "DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "cms.settings.dev"}
    env.pop("DATABASE_URL", None)
    return env


def fill(env: dict[str, str], size: int) -> None:
    for command in (["manage.py", "migrate", "-v0"], ["-m", "bench.fill", str(size)]):
        subprocess.run([sys.executable, *command], env=env, cwd=ROOT, check=True)


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
    """Milliseconds of an answer nobody has asked for before."""
    begun = time.perf_counter()
    urllib.request.urlopen(f"{url}{PATH}?limit=19").read()
    return (time.perf_counter() - begun) * 1000


def wrk(url: str) -> float:
    """Requests per second; refuses a measurement with errors in it."""
    seconds = os.environ.get("BENCH_SECONDS", "5")
    command = ["wrk", "-t1", "-c32", f"-d{seconds}", url]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in text:
        raise RuntimeError(f"{url} answered errors")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", text)[1])


def nginx(folder: Path, body: bytes) -> float:
    port = free_port()
    (folder / "list.json").write_bytes(body)
    folder.chmod(0o755)
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/pid; error_log /dev/null; worker_processes 1;"
        "events { worker_connections 512; }"
        f"http {{ access_log off; sendfile on; open_file_cache max=10; types {{}} "
        f"server {{ listen 127.0.0.1:{port}; root {folder}; }} }}"
    )
    server = subprocess.Popen([program("nginx"), "-c", folder / "nginx.conf"])
    try:
        wait_for(port)
        return wrk(f"http://127.0.0.1:{port}/list.json")
    finally:
        server.terminate()
        server.wait(5)


def program(name: str) -> str | None:
    return shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin")


def need(*names: str) -> None:
    lacking = [name for name in names if not program(name)]
    if lacking:
        raise RuntimeError(f"install it with: sudo apt-get install -y {' '.join(lacking)}")


def req(rate: float) -> str:
    return f"{rate:,.0f} req/s"
