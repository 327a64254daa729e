"""The real processes on free ports with a database of their own."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import requests

from tests import snapshot
from tests.services import free_port, manage, wait_for

ROOT = Path(__file__).resolve().parent.parent.parent
BIN = Path(sys.executable).parent
ACT = """
import sys
import secrets
from datetime import timedelta
from launches import clock
from launches.domain import release
from launches.models import Launch
from tests import factories

def apart():
    for one in vars(factories).values():
        if hasattr(one, "reset_sequence"):
            one.reset_sequence(secrets.randbelow(10**6))  # several processes write at once

apart()
"""


class House:
    """Web and live, as `make run` starts them; acts are done by other processes.

    What the processes say goes to `log`, or where the test's own words go. Without a
    DATABASE_URL, of a migrated database, it has one of its own in the folder.
    """

    def __init__(
        self, folder: Path, *, static: bool = False, log: Path | None = None, **environment: str
    ) -> None:
        self.log = log.open("ab") if log else None
        self.port, self.live_port = free_port(), free_port()
        outside = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        self.env = {
            **outside,
            "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
            "DATA_DIR": str(folder),
            "PORT": str(self.port),
            "LIVE_ADDRESS": f"127.0.0.1:{self.live_port}",
            "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
            **environment,
        }
        (folder / "static").mkdir(exist_ok=True)
        migrated = "DATABASE_URL" in environment or snapshot.lay(folder / "unveil.sqlite3")
        steps = [] if migrated else [("migrate", "--verbosity=0")]
        steps += [("collectstatic", "--no-input", "--verbosity=0")] if static else []
        if steps:
            manage(self.env, *steps)
        self.processes: dict[str, subprocess.Popen] = {}
        self.up("web")
        self.up("live")

    def up(self, name: str) -> None:
        """Start web, live or worker as the Procfile does, and wait until it listens."""
        granian = [BIN / "granian", "--interface", "rsgi", "--no-ws", "--port", str(self.port)]
        granian += ["--workers-kill-timeout", "2", "--log-level", "warning", "cms.front:app"]
        live = [sys.executable, "-m", "cms.live"]
        worker = [sys.executable, "manage.py", "worker"]
        command, port = {
            "web": (granian, self.port),
            "live": (live, self.live_port),
            "worker": (worker, None),
        }[name]
        self.processes[name] = subprocess.Popen(
            command,
            env=self.env,
            cwd=ROOT,
            start_new_session=True,
            stdout=self.log,
            stderr=self.log and subprocess.STDOUT,
        )
        if port:
            wait_for(port, 30)

    def run(self, *command: str, text: str = "") -> str:
        done = subprocess.run(
            [sys.executable, *command],
            env=self.env,
            cwd=ROOT,
            input=text,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout.strip()

    def act(self, code: str) -> str:
        """Run domain code in a process of its own; gives what it printed."""
        return self.run("manage.py", "shell", "--no-imports", "-c", ACT + code)

    def acting(self, code: str) -> subprocess.Popen[str]:
        """The same, going on beside the test; its lines are read as they come."""
        command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", ACT + code]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, env=self.env, cwd=ROOT, stdout=pipe, text=True)

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def get(self, path: str, **headers: str) -> requests.Response:
        return requests.get(self.url(path), headers=headers, timeout=10)

    def kill(self, name: str) -> None:
        """kill -9, with all it has forked."""
        os.killpg(self.processes[name].pid, signal.SIGKILL)
        self.processes[name].wait(5)

    def close(self) -> None:
        """Kill all that a test has not killed or stopped itself."""
        for name in self.processes:
            with contextlib.suppress(ProcessLookupError):
                self.kill(name)

    def stop(self) -> dict[str, float]:
        """SIGTERM to all; seconds each took."""
        took = {}
        for name, process in self.processes.items():
            begun = time.monotonic()
            process.terminate()
            process.wait(10)
            took[name] = time.monotonic() - begun
        return took


def events(response: requests.Response) -> Iterator[dict[str, str]]:
    """The events of a stream, without comments and heartbeats."""
    event: dict[str, str] = {}
    for line in response.iter_lines(chunk_size=1, decode_unicode=True):
        if not line:
            if "data" in event:
                yield event
            event = {}
        elif not line.startswith(":"):
            name, _colon, value = line.partition(":")
            event[name] = value.strip()
