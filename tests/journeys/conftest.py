"""The product as `make run` starts it, with a small demo forum, and people in Chromium."""

import fcntl
import io
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page

from tests import snapshot
from tests.services import free_port, manage

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "unveil-demo"


@dataclass
class House:
    """The running processes and where they answer."""

    folder: Path
    port: int = field(default_factory=free_port)
    live: int = field(default_factory=free_port)
    process: subprocess.Popen | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "DATA_DIR": str(self.folder),
            "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
            "PORT": str(self.port),
            "LIVE_PORT": str(self.live),
            "LIVE_ADDRESS": f"127.0.0.1:{self.live}",
        }

    def start(self) -> None:
        log = open(self.folder / "serve.log", "ab")  # noqa: SIM115 -- the processes write to it
        self.process = subprocess.Popen(
            [sys.executable, "-m", "cms.serve"],
            env=self.environment(),
            cwd=ROOT,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        end = time.monotonic() + 30
        while time.monotonic() < end:
            try:
                urllib.request.urlopen(f"{self.address}/readyz", timeout=2).close()
                return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        raise TimeoutError((self.folder / "serve.log").read_text()[-2000:])

    def stop(self) -> None:
        if self.process:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(10)
            self.process = None

    def read(self, path: str, **headers: str) -> tuple[int, str]:
        """What a program gets: (status, body)."""
        request = urllib.request.Request(self.address + path, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status, answer.read().decode("utf-8", "replace")
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode("utf-8", "replace")

    @property
    def press(self) -> dict[str, str]:
        key = (self.folder / "demo-press-key.txt").read_text().strip()
        return {"Authorization": f"Bearer {key}"}


@pytest.fixture(scope="session")
def forum(tmp_path_factory, testrun_uid) -> Path:
    """A small demo forum, built by one of the processes of this run for all of them."""
    folder = tmp_path_factory.getbasetemp().parent / f"forum-{testrun_uid}"
    folder.mkdir(exist_ok=True)
    with open(folder / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "ready").exists():
            snapshot.lay(folder / "unveil.sqlite3")
            manage(
                House(folder).environment(),
                ("migrate", "--verbosity=0"),
                ("load_demo", "--limit=24"),
                ("collectstatic", "--no-input", "--verbosity=0"),
            )
            (folder / "ready").touch()
    return folder


@pytest.fixture(scope="session")
def house(forum, tmp_path_factory) -> Iterator[House]:
    found = House(tmp_path_factory.mktemp("house") / "data")
    shutil.copytree(forum, found.folder)
    found.start()
    yield found
    found.stop()


@pytest.fixture
def context(browse, house) -> Callable[..., Page]:
    """context() -> the first page of a fresh browser of one person, at the house."""

    def make(**options) -> Page:
        options.setdefault("viewport", {"width": 1280, "height": 900})
        return browse(base_url=house.address, **options).new_page()

    return make


@pytest.fixture(scope="session")
def sessions() -> dict[tuple[str, int], dict]:
    """Who has logged in before: a second log-in of the same person would show nothing new."""
    return {}


@pytest.fixture
def person(context, sessions):
    """person("editor") -> a page on which editor@unveil.example is logged in.

    Each call within a test is another session, as on another computer. A test that logs out
    or changes a password does so with a person of its own.
    """
    calls: Counter[str] = Counter()

    def log_in(name: str, **options) -> Page:
        calls[name] += 1
        known = sessions.get((name, calls[name]))
        page = context(storage_state=known, **options)
        if known:
            page.goto("/portal/")
            return page
        page.goto("/accounts/login/")
        page.fill("[name=login]", f"{name}@unveil.example")
        page.fill("[name=password]", PASSWORD)
        page.locator("main form[method=post] button[type=submit]").first.click()
        page.wait_for_url(re.compile(r"/(portal|cms)/"))
        sessions[name, calls[name]] = page.context.storage_state()
        return page

    return log_in


@pytest.fixture
def picture(tmp_path) -> Path:
    """A photograph's worth of pixels as a file."""
    path = tmp_path / "hero.jpg"
    out = io.BytesIO()
    Image.effect_noise((1920, 1080), 80).convert("RGB").save(out, "JPEG", quality=60)
    path.write_bytes(out.getvalue())
    return path
