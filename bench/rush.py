"""The last minute of the call: 500 people send a picture of 5 MB each and hand in, on PostgreSQL.

Two web processes, as the Procfile starts them, and Redis between them where there is one.
In PARTS of 100 people in 12 s, so that RUSH_PARTS=2 measures at the same rate with less to
wait for. Meanwhile 50 others send their picture at 20 kB/s. Everybody hands in as soon as
their picture is taken and described. Afterwards each receipt is held against the database and
each file against its hashes: what was sent, what the row says, what the sealed record says,
what lies on the disk.

Checking a picture of twelve megapixels costs a second of a core, and the pictures of a
minute wait for their turn; how long is in the table too.
"""

import http.client
import io
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from PIL import Image

from bench.base import ROOT
from bench.load import Server, program
from tests import services

Row = tuple[str, str, str]
PARTS = int(os.environ.get("RUSH_PARTS", "5"))
PEOPLE, SECONDS = 100, 12.0  # of one part
SLOW, SLOW_RATE, SLOW_BYTES = 50, 20_000, 600_000
PATIENCE = 900  # seconds until an answer counts as lost
FORM, JSON = "application/x-www-form-urlencoded", "application/json"
# The first request of a resumable upload (tus 1.0, creation-with-upload) may carry all of it.
WHOLE = "application/offset+octet-stream"
SAID = "slot aGVybw==,filename aGVyby5qcGc="  # hero, hero.jpg
TOKEN = "a" * 32
PHOTOS = ROOT / "launches/demo/data/photos"


def run() -> Iterator[Row]:
    """Rows of the table: what, measured, aim."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="unveil-rush-")))
        env = {
            **os.environ,
            "DATABASE_URL": stack.enter_context(services.postgresql()),
            "DATA_DIR": str(folder),
            "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
        }
        if program("redis-server"):
            env["REDIS_URL"] = stack.enter_context(services.redis())
        people = _prepared(env, folder)
        urls = [stack.enter_context(Server(env, "rsgi", "cms.front:app")).url for _two in range(2)]
        results = rushed(urls, people, _pictures(folder))
        (folder / "results.json").write_text(json.dumps(results))
        checked = _manage(env, "-m", "bench.rush", "check", str(folder))
    yield from _table(results, json.loads(checked))


def _manage(env: dict[str, str], *command: str) -> str:
    done = subprocess.run(
        [sys.executable, *command], env=env, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout


def _prepared(env: dict[str, str], folder: Path) -> list[dict[str, str]]:
    _manage(env, "manage.py", "migrate", "-v0")
    _manage(env, "manage.py", "collectstatic", "--no-input", "-v0")
    _manage(env, "-m", "bench.rush", "fill", str(folder))
    return json.loads((folder / "people.json").read_text())


def _pictures(folder: Path) -> list[bytes]:
    """Three photographs of about 5 MB, and one that a slow line carries in half a minute."""
    found = []
    for number, name in enumerate(("world-day.jpg", "world-night.jpg", "day-europe.jpg")):
        with Image.open(PHOTOS / name) as photo:
            found.append(_about(photo.convert("RGB").resize((4000, 3000)), 5_000_000))
        (folder / f"{number}.jpg").write_bytes(found[-1])
    with Image.open(PHOTOS / "day-africa.jpg") as photo:
        found.append(_about(photo.convert("RGB").resize((1920, 1080)), SLOW_BYTES))
    (folder / "3.jpg").write_bytes(found[-1])
    return found


def _about(image: Image.Image, size: int) -> bytes:
    """As a JPEG of the first quality that reaches this size, else of the best."""
    for quality in (80, 85, 90, 93, 95, 97, 98, 99, 100):
        out = io.BytesIO()
        image.save(out, "JPEG", quality=quality, subsampling=0)
        if out.tell() >= size:
            break
    return out.getvalue()


class Person(threading.Thread):
    """One who comes at an instant, sends a picture and hands in."""

    def __init__(self, url: str, own: dict[str, str], body: bytes, *, at: float, rate: int) -> None:
        super().__init__(daemon=True)
        self.url, self.own, self.body, self.at, self.rate = url, own, body, at, rate
        self.found: dict[str, object] = {"entry": own["entry"], "rate": rate}

    def run(self) -> None:
        time.sleep(max(0.0, self.at - time.monotonic()))
        try:
            self.act()
        except (OSError, http.client.HTTPException, ValueError) as error:
            self.found["failed"] = repr(error)[:200]

    def act(self) -> None:
        begun = time.monotonic()
        told = {"Tus-Resumable": "1.0.0", "Upload-Metadata": SAID}
        told["Upload-Length"] = str(len(self.body))
        path = self.own["path"]
        _status, _answer, where = self.post(f"{path}uploads/", self.body, WHOLE, self.rate, **told)
        status, answer, _where = self.post(f"{where}finish/", b"", FORM)
        self.found["file"] = (time.monotonic() - begun, status)
        form = f"revision={self.describe(json.loads(answer))}".encode()
        begun = time.monotonic()
        status, _answer, where = self.post(f"{path}submit/", form, FORM)
        self.found["submit"] = (time.monotonic() - begun, status)
        self.found["receipt"] = where.rstrip("/").rpartition("/")[2]

    def describe(self, card: dict[str, Any]) -> int:
        """Say what the picture shows, as the call asks; the revision that says so."""
        (field,) = re.findall(r'name="(materials\.[^"]+\.alt)"', card["html"])
        said = {"revision": card["revision"], "values": {field: "A lamp in a window"}}
        body = json.dumps(said).encode()
        _status, answer, _where = self.post(f"{self.own['path']}autosave/", body, JSON)
        return json.loads(answer)["revision"]

    def post(
        self, path: str, body: bytes, kind: str, rate: int = 0, **more: str
    ) -> tuple[int, bytes, str]:
        host = self.url.removeprefix("http://")
        connection = http.client.HTTPConnection(host, timeout=PATIENCE)
        headers = {
            "Cookie": f"sessionid={self.own['session']}; csrftoken={TOKEN}",
            "X-CSRFToken": TOKEN,
            "Content-Type": kind,
            "Content-Length": str(len(body)),
            **more,
        }
        connection.request("POST", path, self.flow(body, rate), headers)
        answer = connection.getresponse()
        read = answer.status, answer.read(), answer.getheader("location", "")
        connection.close()
        return read

    def flow(self, body: bytes, rate: int) -> Iterator[bytes] | bytes:
        """At `rate` bytes a second; 0: as fast as it goes."""
        return body if not rate else self._slowly(body, rate)

    def _slowly(self, body: bytes, rate: int) -> Iterator[bytes]:
        for start in range(0, len(body), rate // 4):
            yield body[start : start + rate // 4]
            time.sleep(0.25)


def rushed(urls: list[str], people: list[dict[str, str]], sent: list[bytes]) -> list[dict]:
    """Everybody's results, part after part; the slow ones begin with the first."""
    dice, now = random.Random(5), time.monotonic() + 1
    slow = [
        Person(urls[n % 2], own, sent[3], at=now, rate=SLOW_RATE)
        for n, own in enumerate(people[:SLOW])
    ]
    for person in slow:
        person.start()
    done: list[Person] = []
    for part in range(PARTS):
        now = time.monotonic() + 1
        begin = SLOW + part * PEOPLE
        quick = [
            Person(urls[n % 2], own, sent[n % 3], at=now + dice.uniform(0, SECONDS), rate=0)
            for n, own in enumerate(people[begin : begin + PEOPLE])
        ]
        for n, person in enumerate(quick):
            person.found["picture"] = n % 3
            person.start()
        for person in quick:
            person.join(PATIENCE)
        done += quick
    for person in slow:
        person.found["picture"] = 3
        person.join(PATIENCE)
    return [person.found for person in (*done, *slow)]


def _table(results: list[dict], checked: dict[str, int]) -> Iterator[Row]:
    quick = [row for row in results if not row["rate"]]
    lost = [row for row in results if not row.get("receipt")]
    files = sorted(row["file"][0] for row in quick if "file" in row)
    submits = sorted(row["submit"][0] * 1000 for row in results if "submit" in row)
    slow = sorted(row["file"][0] for row in results if row["rate"] and "file" in row)
    rate = f"{len(quick)} people, {PEOPLE / SECONDS:.1f}/s"
    yield f"rush: handing in, {rate}: p50 / p95", _two(submits, "ms"), "p95 1,000 ms"
    yield "rush: 5 MB sent and checked: p50 / p95", _two(files, "s"), ""
    yield f"rush: {SLOW} slow senders, 20 kB/s: p50 / p95", _two(slow, "s"), ""
    yield "rush: lost", f"{len(lost)} of {len(results)}", "0"
    whole = f"{checked['whole']} of {checked['receipts']}"
    yield "rush: receipts whole, with every file and hash", whole, f"{len(results)}"
    if lost:
        raise RuntimeError(f"{len(lost)} lost, such as {lost[0]}")


def _two(values: list[float], unit: str) -> str:
    if not values:
        return "none"
    late = values[int(len(values) * 0.95)]
    return f"{statistics.median(values):.0f} / {late:.0f} {unit}"


def fill(folder: Path) -> None:
    """A person, a session and an entry that lacks only its picture, for each."""
    from bench.editor import session_of
    from launches.models import User
    from tests.factories import MemberFactory
    from tests.factories.page import entry

    people = []
    for number in range(SLOW + PARTS * PEOPLE):
        user = User.objects.create(email=f"late{number}@people.example", name=f"Late {number}")
        owner = MemberFactory(user=user)
        page = entry(owner=owner, product=f"Product {number}")
        page.placed_materials.clear()
        page.save_revision(user=owner.user)
        launch = page.launch
        people.append(
            {
                "entry": launch.uid,
                "path": f"/portal/launches/{launch.uid}/",
                "session": session_of(owner.user),
            }
        )
    (folder / "people.json").write_text(json.dumps(people))


def check(folder: Path) -> dict[str, int]:
    """How many receipts there are, and how many are whole: see the top of this file."""
    from hashlib import sha256

    from launches.domain.sealing import digest_of
    from launches.files import jpeg
    from launches.models import Material, Receipt

    sent = [
        sha256(jpeg.stripped((folder / f"{n}.jpg").read_bytes(), 1)).hexdigest() for n in range(4)
    ]
    results = {row["entry"]: row for row in json.loads((folder / "results.json").read_text())}
    found = {"receipts": Receipt.objects.count(), "whole": 0}
    for receipt in Receipt.objects.select_related("launch"):
        row = results[receipt.launch.uid]
        (placed,) = json.loads(receipt.document)["materials"]
        material = Material.objects.prefetch_related("renditions").get(uid=placed["file"]["uid"])
        stored = (folder / "private" / material.original).read_bytes()
        hashes = {
            sent[row["picture"]],
            sha256(stored).hexdigest(),
            material.sha256,
            placed["file"]["sha256"],
        }
        drawn = [
            sha256((folder / "private" / one.file).read_bytes()).hexdigest() == one.sha256
            for one in material.renditions.all()
        ]
        found["whole"] += (
            len(hashes) == 1
            and all(drawn)
            and len(drawn) > 0
            and row["receipt"] == receipt.number
            and receipt.launch.state == "submitted"
            and receipt.digest == digest_of(receipt.document)
        )
    return found


if __name__ == "__main__":
    import django

    django.setup()
    if sys.argv[1] == "fill":
        fill(Path(sys.argv[2]))
    else:
        print(json.dumps(check(Path(sys.argv[2]))))
