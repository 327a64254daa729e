"""The doors by which the design promises a launch, and when each of them spoke."""

import threading
import time
from dataclasses import dataclass

import requests

from tests.silence import crawl

EARLY, LATE, PROMISED = 0.4, 3.0, 0.1  # seconds before and after the instant


@dataclass(frozen=True)
class Door:
    """A door's name, its address, and the word that says the launch is there."""

    name: str
    path: str
    word: str
    accept: str = "*/*"


def doors(ids: dict[str, str], canary: str) -> list[Door]:
    """`ids` has uid, slug, company, theme, stage and file of the launch."""
    api, uid = "/api/v1", ids["uid"]
    ninjs = "application/vnd.iptc.ninjs+json"
    return [
        Door("front page", "/", canary),
        Door("list", "/launches/", canary),
        Door("page", f"/launches/{ids['slug']}/", canary),
        Door("sitemap", "/sitemap.xml", ids["slug"]),
        Door("API list", f"{api}/launches/", canary),
        Door("API search", f"{api}/launches/?q={canary}", canary),
        Door("API detail", f"{api}/launches/{uid}/", canary),
        Door("API editions", f"{api}/launches/{uid}/editions/", uid),
        Door("API in ninjs", f"{api}/launches/{uid}/", canary, ninjs),
        Door("API company", f"{api}/companies/{ids['company']}/", canary),
        Door("API companies", f"{api}/companies/", canary),
        Door("API stage", f"{api}/stages/{ids['stage']}/", canary),
        Door("kit", f"{api}/launches/{uid}/kit.zip", canary),
        Door("kit of its theme", f"{api}/themes/{ids['theme']}/kit.zip", canary),
        Door("live stream", "/live/changes/", uid, "text/event-stream"),
        Door("API changes", f"{api}/changes/", uid),
        Door("RSS", "/feeds/launches.rss", canary),
        Door("Atom", "/feeds/launches.atom", canary),
        Door("JSON Feed", "/feeds/launches.json", canary),
        Door("iCalendar", "/feeds/launches.ics", canary),
        Door("file", f"/files/{ids['file']}.jpg", canary),
    ]


@dataclass
class Spoken:
    """Seconds from the instant: the answer that came earliest with the word, the request
    that left last and came back without it."""

    first_answer: float | None = None
    last_silent: float | None = None

    @property
    def leaked(self) -> bool:
        return self.first_answer is not None and self.first_answer < 0

    @property
    def late(self) -> bool:
        silent = self.last_silent is not None and self.last_silent > PROMISED
        return silent or self.first_answer is None


def watch(found: list[Door], url: str, host: dict[str, str], instant: float) -> dict[str, Spoken]:
    """Ask every door again and again around this moment of the clock (seconds of the epoch).

    A request counts as late by when it left, so a slow machine is not taken for a late door.
    """
    heard = {door.name: Spoken() for door in found}
    threads = [
        threading.Thread(target=_ask, args=(door, url, host, instant, heard[door.name]))
        for door in found
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return heard


def _ask(door: Door, url: str, host: dict[str, str], instant: float, spoken: Spoken) -> None:
    time.sleep(max(0, instant - EARLY - time.time()))
    with requests.Session() as session:
        session.headers.update({"Accept": door.accept, **host})
        if door.accept == "text/event-stream":
            _listen(session, door, url, instant, spoken)
            return
        while (left := time.time() - instant) < LATE:
            answer = session.get(url + door.path, timeout=20)
            if any(door.word.encode() in part for part in crawl.parts(answer.content)):
                spoken.first_answer = time.time() - instant
                return
            spoken.last_silent = left
            time.sleep(0.02)


def _listen(
    session: requests.Session, door: Door, url: str, instant: float, spoken: Spoken
) -> None:
    """A stream is asked once, before the instant, and must speak by itself."""
    with session.get(url + door.path, stream=True, timeout=LATE + EARLY) as stream:
        for line in stream.iter_lines(chunk_size=1):
            since = time.time() - instant
            if door.word.encode() in line:
                spoken.first_answer = since
                return
            spoken.last_silent = min(since, 0.0)
            if since > LATE:
                return
