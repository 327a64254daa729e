"""The entry editor: its page on a middle phone over 4G, its scripts, and saving as 200 people type.

The page is asked for through Chromium's own throttling (4G: 9 Mbit/s, 170 ms for each
request; processor four times slower), with an empty cache, from two web processes on
PostgreSQL. Each writer has a launch of their own and saves one changed text every eight
seconds on average, as the editor does when the fingers rest.
"""

import asyncio
import gzip
import http.client
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import sync_playwright

from bench.base import ROOT
from bench.load import Server
from tests import services

Row = tuple[str, str, str]
PEOPLE, SECONDS, PAUSE = 200, 24, 8.0
FOUR_G = {
    "offline": False,
    "latency": 170,
    "downloadThroughput": 9e6 / 8,
    "uploadThroughput": 9e6 / 8,
}
SLOWER = 4
PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
FIELD = "document.querySelector('#f-product')?.getBoundingClientRect().height > 0"


def run() -> Iterator[Row]:
    """Rows of the table: what, measured, aim."""
    with services.postgresql() as url, tempfile.TemporaryDirectory(prefix="unveil-bench-") as name:
        env = {
            **os.environ,
            "DATABASE_URL": url,
            "DATA_DIR": name,
            "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
        }
        people = Path(name) / "people.json"
        for command in (
            ["manage.py", "migrate", "-v0"],
            ["manage.py", "collectstatic", "--no-input", "-v0"],
            ["-m", "bench.editor", str(people)],
        ):
            subprocess.run([sys.executable, *command], env=env, cwd=ROOT, check=True)
        writers = json.loads(people.read_text())
        with (
            Server(env, "rsgi", "cms.front:app") as one,
            Server(env, "rsgi", "cms.front:app") as two,
        ):
            yield from typing([one.url, two.url], writers)
            yield from phone(one.url, writers[0])


def phone(url: str, writer: dict[str, str]) -> Iterator[Row]:
    """First paint with the first field in it, and every script the page loads."""
    paints, scripts = [], {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=services.browser(), args=["--no-sandbox", "--disable-gpu"]
        )
        for _round in range(5):
            context = browser.new_context(viewport={"width": 390, "height": 844})
            context.add_cookies([{"name": "sessionid", "value": writer["session"], "url": url}])
            page = context.new_page()
            page.on("response", lambda answer: scripts.update(sized(answer)))
            session = context.new_cdp_session(page)
            session.send("Network.enable")
            session.send("Network.emulateNetworkConditions", FOUR_G)
            session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
            page.goto(url + writer["path"])
            page.wait_for_function(f"{FIELD} && {PAINT}")
            paints.append(page.evaluate(PAINT))
            context.close()
        browser.close()
    yield (
        "editor: first paint, 4G and a middle phone",
        f"{statistics.median(paints):.0f} ms",
        "1,000 ms",
    )
    size = sum(scripts.values()) / 1000
    yield f"editor: {len(scripts)} scripts, gzipped", f"{size:.1f} kB", "100 kB"


def sized(answer) -> dict[str, int]:
    """{address: bytes after gzip} of a script."""
    if answer.request.resource_type != "script":
        return {}
    return {answer.url: len(gzip.compress(answer.body()))}


def typing(urls: list[str], writers: list[dict[str, str]]) -> Iterator[Row]:
    """Everybody saves in their own rhythm; milliseconds from the request to its whole answer."""
    times, failed = asyncio.run(everybody(urls, writers))
    times.sort()
    middle, late = statistics.median(times), times[int(len(times) * 0.95)]
    rate = len(times) / SECONDS
    what = f"autosave, {PEOPLE} people, {rate:.0f}/s: p50 / p95"
    yield what, f"{middle:.0f} / {late:.0f} ms", "p95 150 ms"
    yield "autosaves that failed", f"{failed}", "0"


async def everybody(urls, writers) -> tuple[list[float], int]:
    found = await asyncio.gather(
        *(one(urls[number % len(urls)], writer) for number, writer in enumerate(writers))
    )
    return [ms for times, _failed in found for ms in times], sum(failed for _t, failed in found)


async def one(url: str, writer: dict[str, str]) -> tuple[list[float], int]:
    """One person until the time is over."""
    dice = random.Random(writer["session"])
    host, port = url.removeprefix("http://").split(":")
    reader, pen = await asyncio.open_connection(host, int(port))
    revision, times, failed = writer["revision"], [], 0
    await asyncio.sleep(dice.uniform(0, PAUSE))
    end = time.perf_counter() + SECONDS
    while time.perf_counter() < end:
        values = {"texts.en.summary": f"A sentence of usual length, typed at {time.time()}."}
        body = json.dumps({"revision": revision, "values": values}).encode()
        begun = time.perf_counter()
        pen.write(request(host, port, writer, len(body)) + body)
        status, answer = await heard(reader)
        times.append((time.perf_counter() - begun) * 1000)
        failed += status != 200
        revision = answer.get("revision", revision)
        await asyncio.sleep(dice.uniform(0.5, 1.5) * PAUSE)
    pen.close()
    return times, failed


def request(host: str, port: str, writer: dict[str, str], length: int) -> bytes:
    token = "a" * 32
    return (
        f"POST {writer['path']}autosave/ HTTP/1.1\r\nHost: {host}:{port}\r\n"
        f"Cookie: sessionid={writer['session']}; csrftoken={token}\r\nX-CSRFToken: {token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n"
    ).encode()


async def heard(reader: asyncio.StreamReader) -> tuple[int, dict]:
    """Status and JSON of one answer on a connection that stays open."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    lines = head.split("\r\n")
    length = next(int(line[15:]) for line in lines if line.lower().startswith("content-length:"))
    body = await reader.readexactly(length)
    status = int(lines[0].split()[1])
    return status, json.loads(body) if status == http.client.OK else {}


def session_of(user) -> str:
    """The key of a new session in which a person is signed in."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return session.session_key


def fill(target: Path) -> None:
    """A person, a session and a launch with a page for each writer."""
    import django

    django.setup()
    from launches.models import User
    from tests.factories import MemberFactory
    from tests.factories.page import entry

    people = []
    for number in range(PEOPLE):
        user = User.objects.create(email=f"writer{number}@people.example", name=f"Writer {number}")
        owner = MemberFactory(user=user)
        launch = entry(owner=owner, product=f"Product {number}").launch
        path = f"/portal/launches/{launch.uid}/"
        people.append(
            {"session": session_of(owner.user), "path": path, "revision": launch.latest_revision}
        )
    target.write_text(json.dumps(people))


if __name__ == "__main__":
    fill(Path(sys.argv[1]))
