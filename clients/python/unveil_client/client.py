"""Reading the API: one launch, all launches, files, and the change feed."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, BinaryIO
from urllib.parse import urljoin, urlsplit

import requests

NINJS = "ninjs"
END = "end"  # instead of a cursor
TRIES = 6
LONGEST_WAIT = 60.0  # seconds between two tries, whatever the server asks for
CHUNK = 1 << 16


class KeyRefused(Exception):
    """The server does not know this key, or not any more (401)."""


class Unavailable(Exception):
    """The server gave no usable answer, though it was asked again and again."""


class WaitRefused(Unavailable):
    """The server does not hold this answer: it cannot, or too many wait already. Ask without."""


@dataclass(frozen=True)
class Fact:
    """One line of the change feed: that something about a launch may be known from `at` on.

    `kind` is embargoed, released, corrected, killed, embargo_moved or rights_expired; treat
    one you do not know as "fetch again".
    """

    id: str
    version: int
    kind: str
    at: str
    href: str
    cursor: str


@dataclass(frozen=True)
class Page:
    """Some facts in order. `next` is where to go on; with `more` at once."""

    facts: list[Fact]
    next: str
    more: bool


class Client:
    """Talks to one forum. `key` shows what its outlet may read, embargoed launches included.

    Asks again after broken connections, 429, 500, 502, 503 and 504, waiting as long as the
    server says. Each thread has connections of its own.
    """

    def __init__(
        self,
        server: str,
        *,
        key: str = "",
        timeout: float = 30.0,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.server = server.rstrip("/") + "/"
        self._timeout, self._sleep = timeout, sleep
        self._headers = {"User-Agent": "unveil-client/1"}
        if key:
            self._headers["Authorization"] = f"Bearer {key}"
        self._own = threading.local()

    def changes(self, after: str = "", *, limit: int = 1000, wait: int = 0) -> Page:
        """The facts after a cursor ("" for all there ever were; END for none, and their end).

        With `wait` the server holds an empty page for so many seconds (30 at most), until there
        is a fact; WaitRefused where it does not. A server that cannot hold answers at once.
        """
        asked = {"after": after, "limit": str(limit), "wait": str(wait or "")}
        found = self._json("api/v1/changes/", asked, wait=wait)
        facts = [
            Fact(**{name: row[name] for name in Fact.__dataclass_fields__})
            for row in found["results"]
        ]
        begin = "" if after == END else after
        return Page(facts, found["next"] or begin, found["more"])

    def launch(self, uid: str, **params: str) -> dict[str, Any] | None:
        """One launch (`lang="zh-hans"`, `format="ninjs"`); None where there is nothing to read."""
        answer = self._get(f"api/v1/launches/{uid}/", params)
        return None if answer.status_code == 404 else answer.json()

    def launches(self, **params: str) -> Iterator[dict[str, Any]]:
        """All launches that may be read, newest first, with the filters of the API."""
        for page in self.launch_pages(**params):
            yield from page

    def launch_pages(self, **params: str) -> Iterator[list[dict[str, Any]]]:
        """The same, a request at a time: a hundred, unless `limit` says fewer."""
        found = self._json("api/v1/launches/", {"limit": "100", **params})
        yield found["results"]
        while found["next"]:
            found = self._json(found["next"], {})
            yield found["results"]

    def download(self, path: str, into: BinaryIO) -> tuple[str, bool]:
        """Write a file of a launch; the SHA-256 of what came, "" where there is no such file.

        With it, whether this is a copy under embargo with a mark of its own: its bytes are
        then not those whose SHA-256 the launch tells. It is whole all the same, or an error.
        `path` is an address on this server, /files/…; its host, if it has one, is not asked.
        """
        answer = self._get(urlsplit(path).path.lstrip("/"), {}, stream=True)
        with answer:
            if answer.status_code == 404:
                return "", False
            digest = sha256()
            try:
                for chunk in answer.iter_content(CHUNK):
                    digest.update(chunk)
                    into.write(chunk)
            except requests.RequestException as error:
                raise Unavailable(f"{path} broke off") from error
            return digest.hexdigest(), "Unveil-Ledger" in answer.headers

    @property
    def _session(self) -> requests.Session:
        if not hasattr(self._own, "session"):
            self._own.session = requests.Session()
            self._own.session.headers.update(self._headers)
        return self._own.session

    def _json(self, path: str, params: dict[str, str], *, wait: int = 0) -> Any:
        answer = self._get(path, params, wait=wait)
        if answer.status_code == 404:
            raise Unavailable(f"{path} is not there: is this the address of a forum?")
        return answer.json()

    def _get(
        self, path: str, params: dict[str, str], *, stream: bool = False, wait: int = 0
    ) -> requests.Response:
        address = urljoin(self.server, path)
        said = "no answer"
        for tried in range(TRIES):
            pause = float(2**tried)
            try:
                answer = self._session.get(
                    address,
                    params={name: value for name, value in params.items() if value},
                    stream=stream,
                    timeout=self._timeout + wait,
                )
            except (requests.ConnectionError, requests.Timeout) as error:
                said = type(error).__name__
            else:
                if answer.status_code in (200, 404):
                    return answer
                if wait and answer.status_code in (400, 429):
                    raise WaitRefused(f"{address}: {answer.status_code}")
                said = self._refusal(answer)
                pause = max(pause, _seconds(answer.headers.get("Retry-After", "")))
                answer.close()
            if tried + 1 < TRIES:
                self._sleep(min(pause, LONGEST_WAIT))
        raise Unavailable(f"{address}: {said}")

    @staticmethod
    def _refusal(answer: requests.Response) -> str:
        """What the server said, where asking again may help; raises where it cannot."""
        if answer.status_code == 401:
            raise KeyRefused("The server does not accept this key.")
        if answer.status_code not in (429, 500, 502, 503, 504):
            raise Unavailable(f"{answer.url}: {answer.status_code} {answer.text[:300]}")
        return str(answer.status_code)


def _seconds(text: str) -> float:
    return float(text) if text.isdigit() else 0.0
