"""Starts web, live and worker together, keeps them up, and stops them within five seconds.

    python -m cms.serve

Reads the Procfile with honcho. A process that ends is started again, after a wait
that grows while it keeps ending soon; the others go on meanwhile.
"""

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from queue import Empty

import psutil
from honcho.environ import parse_procfile
from honcho.printer import Printer
from honcho.process import Process

from cms.welcome import welcome

ROOT = Path(__file__).resolve().parent.parent
GRACE = 3.5  # seconds from SIGTERM to SIGKILL
SOON = 10.0  # a process that lived longer starts again at once
LONGEST_WAIT = 10.0


def main() -> int:
    os.chdir(ROOT)
    env = environment()
    house = House(env)
    threading.Thread(target=announce, args=(env,), daemon=True).start()
    return house.run()


def environment() -> dict[str, str]:
    """PORT for web, the next one for live, and the virtualenv's programs first on the PATH."""
    env = dict(os.environ)
    port = int(env.setdefault("PORT", "8000"))
    env.setdefault("HOST", "127.0.0.1")
    env.setdefault("LIVE_PORT", str(port + 1))
    env.setdefault("LIVE_ADDRESS", f"127.0.0.1:{env['LIVE_PORT']}")
    env.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
    env["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{env.get('PATH', '')}"
    env["PYTHONUNBUFFERED"] = "1"
    return env


class House:
    """honcho's processes and printer, with its own rule for what happens when one ends."""

    def __init__(self, env: dict[str, str]) -> None:
        self._env = env
        self._events: multiprocessing.Queue = multiprocessing.Queue()
        self._commands = parse_procfile((ROOT / "Procfile").read_text()).processes
        self._printer = Printer(sys.stdout, width=max(map(len, self._commands)))
        self._running: dict[str, tuple[multiprocessing.Process, float]] = {}
        self._due: dict[str, float] = dict.fromkeys(self._commands, 0.0)
        self._wait: dict[str, float] = dict.fromkeys(self._commands, 0.5)
        self._pids: dict[str, int] = {}
        self._ended = False

    def run(self) -> int:
        """Until Ctrl-C or SIGTERM."""
        for one in (signal.SIGINT, signal.SIGTERM):
            signal.signal(one, self._stop)
        while not self._ended:
            self._start_due()
            self._print(0.1)
            self._see_ended()
        self._end_all()
        return 0

    def _stop(self, signum: int, frame: object) -> None:
        self._ended = True

    def _start_due(self) -> None:
        for name in [name for name, at in self._due.items() if at <= time.monotonic()]:
            del self._due[name]
            self._pids.pop(name, None)
            process = Process(self._commands[name], name=name, env=self._env, cwd=str(ROOT))
            runner = multiprocessing.Process(
                target=process.run, args=(self._events, True), name=name, daemon=False
            )
            runner.start()
            self._running[name] = (runner, time.monotonic())

    def _print(self, seconds: float) -> None:
        try:
            message = self._events.get(timeout=seconds)
            while True:
                if message.type == "line":
                    self._printer.write(message)
                elif message.type == "start":
                    self._pids[message.name] = message.data["pid"]
                message = self._events.get_nowait()
        except Empty:
            pass

    def _see_ended(self) -> None:
        for name, (runner, since) in list(self._running.items()):
            if runner.is_alive():
                if headless(self._pids.get(name)):
                    self._kill(name, signal.SIGKILL)
                continue
            del self._running[name]
            self._kill(name, signal.SIGKILL)  # what a killed parent may have left behind
            lived = time.monotonic() - since
            self._wait[name] = 0.5 if lived > SOON else min(self._wait[name] * 2, LONGEST_WAIT)
            self._due[name] = time.monotonic() + self._wait[name]
            say(f"{name} ended; it starts again in {self._wait[name]:.0f} s")

    def _end_all(self) -> None:
        for name in self._running:
            self._kill(name, signal.SIGTERM)
        end = time.monotonic() + GRACE
        while any(runner.is_alive() for runner, _since in self._running.values()):
            self._print(0.05)
            if time.monotonic() > end:
                for name in self._running:
                    self._kill(name, signal.SIGKILL)
                break
        for runner, _since in self._running.values():
            runner.join(1)
        say("Stopped. Everything is kept; `make run` goes on from here.")

    def _kill(self, name: str, number: int) -> None:
        """Signal the process with all its children: honcho starts each in a group of its own."""
        with contextlib.suppress(KeyError, ProcessLookupError):
            os.killpg(self._pids[name], number)


def headless(pid: int | None) -> bool:
    """Whether the process is dead and only its orphans hold its output open."""
    if pid is None:
        return False
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def announce(env: dict[str, str]) -> None:
    """Print where to start as soon as the house is ready."""
    address = f"http://{env['HOST']}:{env['PORT']}"
    while True:
        try:
            urllib.request.urlopen(f"{address}/readyz", timeout=2).close()  # noqa: S310
            break
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    say(welcome(address, env))


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
