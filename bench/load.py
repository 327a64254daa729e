"""Servers to measure, and the tool that asks them."""

import contextlib
import os
import re
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import psutil

from bench.base import ROOT
from tests.services import free_port, wait_for

BIN = Path(sys.executable).parent


class Server:
    """granian with one worker, as the Procfile starts it."""

    def __init__(self, env: dict[str, str], interface: str, app: str) -> None:
        self._port = free_port()
        self.url = f"http://127.0.0.1:{self._port}"
        command = [BIN / "granian", "--interface", interface, "--no-ws", "--port", str(self._port)]
        self._process = subprocess.Popen(
            [*command, "--log-level", "error", app], env=env, cwd=ROOT, stderr=subprocess.DEVNULL
        )

    def __enter__(self) -> "Server":
        wait_for(self._port, 30)
        return self

    def cpu(self) -> float:
        """Seconds of processor time it has used so far."""
        return sum(sum(one.cpu_times()[:2]) for one in self._all())

    def memory(self) -> int:
        """Bytes that it holds in memory now, shared ones counted for each process."""
        return sum(one.memory_info().rss for one in self._all())

    def _all(self) -> list[psutil.Process]:
        own = psutil.Process(self._process.pid)
        return [own, *own.children(recursive=True)]

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(10)


class Load(NamedTuple):
    """What one load came to: answers, answers a second, milliseconds of the slowest in 100."""

    count: int
    rate: float
    p99: float


def wrk(url: str, *headers: str, seconds: int = 0) -> float:
    """Requests per second; refuses a measurement with errors in it."""
    named = [part for header in headers for part in ("-H", header)]
    return loaded(url, *named, seconds=seconds).rate


def loaded(url: str, *more: str, connections: int = 32, seconds: int = 0) -> Load:
    """The same with all that was seen; `more` are arguments of wrk."""
    seconds = seconds or int(os.environ.get("BENCH_SECONDS", "2"))
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}", "--latency", *more, url]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in text or "Socket errors" in text:
        raise RuntimeError(f"{url} answered errors")
    slow, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", text).groups()
    return Load(
        int(re.search(r"(\d+) requests in", text)[1]),
        float(re.search(r"Requests/sec:\s+([\d.]+)", text)[1]),
        float(slow) * {"us": 0.001, "ms": 1, "s": 1000}[unit],
    )


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


def best(rates: list[float]) -> str:
    """The best round and the median: others' load on the machine only ever slows one down."""
    return f"{max(rates):,.0f} ({statistics.median(rates):,.0f})/s"
