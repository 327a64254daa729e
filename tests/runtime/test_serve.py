"""The supervisor with small programs of its own: what ends starts again, and all stop in time."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from tests.runtime.house import ROOT

pytestmark = pytest.mark.real
PROGRAM = """
import os, pathlib, signal, sys, time
name = sys.argv[1]
if name == "stubborn":
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
with open(f"{name}.pids", "a") as file:
    file.write(f"{os.getpid()}\\n")
time.sleep(600)
"""
START = """
import pathlib, sys
from cms import serve
serve.ROOT = pathlib.Path.cwd()
sys.exit(serve.House(serve.environment()).run())
"""


class Supervisor:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        (folder / "program.py").write_text(PROGRAM)
        lines = [f"{name}: exec python program.py {name}" for name in ("steady", "stubborn")]
        (folder / "Procfile").write_text("\n".join(lines) + "\n")
        self.process = subprocess.Popen(
            [sys.executable, "-c", START],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.DEVNULL,
        )

    def pids(self, name: str, count: int) -> list[int]:
        """All it has had, as soon as there are so many."""
        path, end = self._folder / f"{name}.pids", time.monotonic() + 15
        while time.monotonic() < end:
            found = path.read_text().split() if path.exists() else []
            if len(found) >= count:
                return [int(pid) for pid in found]
            time.sleep(0.05)
        raise TimeoutError(name)


@pytest.fixture
def supervisor(tmp_path):
    supervisor = Supervisor(tmp_path)
    yield supervisor
    supervisor.process.kill()
    supervisor.process.wait(5)


def test_what_is_killed_starts_again_alone_and_all_stop_within_five_seconds(supervisor):
    (first,) = supervisor.pids("steady", 1)
    (other,) = supervisor.pids("stubborn", 1)
    os.kill(first, signal.SIGKILL)
    _first, second = supervisor.pids("steady", 2)
    untouched = supervisor.pids("stubborn", 1)
    begun = time.monotonic()
    supervisor.process.send_signal(signal.SIGTERM)
    code = supervisor.process.wait(10)
    took = time.monotonic() - begun
    left = [pid for pid in (second, other) if psutil.pid_exists(pid)]
    assert (code, untouched, left) == (0, [other], [])
    assert took < 5
