"""Pre-built bytes of public answers, valid exactly until something readers may know changes.

Filled from answers that say `X-Unveil-Edge: public`. An answer is kept with the beat
(see api.live.pulse) taken before it was made, and given only while the beat is the
same: another process's commit or an opening instant ends it at the next request.
Requests with a key never come here; for them there is api.shared.
"""

import gzip
from collections import OrderedDict
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

import brotli
import zstandard

MARK = "x-unveil-edge"
ROOMS = ("/api/", "/feeds/")
LIMIT = 64 * 2**20  # bytes of bodies kept
SMALL = 1024
# Not of the answer but of whoever had it made, or written anew for each form.
DROPPED = {MARK, "etag", "content-length", "content-encoding", "connection"}
DROPPED |= {"ratelimit", "ratelimit-policy"}
FORMS = ("br", "zstd", "gzip", "")  # the smaller first
Headers = list[tuple[str, str]]
Key = tuple[Any, ...]  # path, query, Accept, host


class Form(NamedTuple):
    """One encoding of an answer, ready to be sent."""

    headers: Headers
    bare: Headers  # for 304: without length and type
    body: bytes


class Answer(NamedTuple):
    tag: str  # without quotes
    beat: int
    forms: dict[str, Form]  # by encoding, see FORMS
    tags: frozenset[str]
    size: int


class Formed(Protocol):
    """An answer in its forms: of the public, or of keys."""

    @property
    def forms(self) -> dict[str, Form]: ...
    @property
    def tags(self) -> frozenset[str]: ...


class Edge:
    """A bounded store of answers, each with a `beat` and a `size`; the least recently used leave
    first. For one event loop."""

    def __init__(self, limit: int = LIMIT) -> None:
        self._answers: OrderedDict[Key, Any] = OrderedDict()
        self._limit = limit
        self.size = self.hits = self.misses = 0

    def get(self, key: Key, beat: int) -> Any:
        """The answer if it was made in this beat, or None."""
        answer = self._answers.get(key)
        if answer is None or answer.beat != beat:
            self.misses += 1
            return None
        self._answers.move_to_end(key)
        self.hits += 1
        return answer

    def put(self, key: Key, answer: Any) -> None:
        old = self._answers.pop(key, None)
        self.size += answer.size - (old.size if old else 0)
        self._answers[key] = answer
        while self.size > self._limit:
            _key, gone = self._answers.popitem(last=False)
            self.size -= gone.size


def wanted(method: str, path: str, query: str) -> bool:
    """Whether this address may have a pre-built answer; kits are streamed, and made elsewhere."""
    is_read = method in ("GET", "HEAD") and path.startswith(ROOMS) and len(query) < 1024
    return is_read and not path.endswith(".zip")


def build(status: int, headers: Headers, body: bytes, *, beat: int) -> Answer | None:
    """All forms of one answer; None if it is not one to keep. Compresses: call it in a thread."""
    found = dict(headers)
    tag = found.get("etag", "").removeprefix("W/").strip('"')
    if status != 200 or found.get(MARK) != "public" or not tag or "set-cookie" in found:
        return None
    kept = [(name, value) for name, value in headers if name not in DROPPED]
    forms = forms_of(kept, tag, compressed(body))
    return Answer(tag, beat, forms, tags_of(tag, forms), size_of(forms))


def compressed(body: bytes) -> dict[str, bytes]:
    """{encoding: bytes}; a short body as it is."""
    if len(body) <= SMALL:
        return {"": body}
    return {
        "": body,
        "br": brotli.compress(body, quality=5),
        "zstd": zstandard.compress(body, 9),
        "gzip": gzip.compress(body, 6, mtime=0),
    }


def forms_of(kept: Headers, tag: str, bodies: dict[str, bytes]) -> dict[str, Form]:
    """Each body with its headers, the length last."""
    return {encoding: _form(encoding, kept, tag, data) for encoding, data in bodies.items()}


def tags_of(tag: str, forms: Iterable[str]) -> frozenset[str]:
    """What a condition may name."""
    return frozenset(_tag(tag, encoding) for encoding in forms) | {"*"}


def size_of(forms: dict[str, Form]) -> int:
    return sum(len(form.body) + 2048 for form in forms.values())


def _tag(tag: str, encoding: str) -> str:
    return f"{tag}-{encoding}" if encoding else tag


def _form(encoding: str, kept: Headers, tag: str, body: bytes) -> Form:
    named = [("etag", f'"{_tag(tag, encoding)}"')]
    if encoding:
        named.append(("content-encoding", encoding))
    bare = [(name, value) for name, value in kept if name != "content-type"] + named[:1]
    return Form([*kept, *named, ("content-length", str(len(body)))], bare, body)


def choose(answer: Formed, accepted: str | None) -> Form:
    """The form that the reader likes best, of equal ones the smallest."""
    for encoding in preferred(accepted or ""):
        if form := answer.forms.get(encoding):
            return form
    return answer.forms[""]


@lru_cache(256)
def preferred(accepted: str) -> tuple[str, ...]:
    """Our encodings by the weights of an Accept-Encoding (RFC 9110, 12.5.3), best first."""
    weights = dict(_weighed(part) for part in accepted.lower().split(",") if part.strip())
    rest = weights.get("*", 0.0)
    found = {form: weights.get(form, rest) for form in FORMS if form}
    found[""] = weights.get("identity", weights.get("*", 0.001))
    taken = [form for form in FORMS if found[form] > 0]
    return tuple(sorted(taken, key=lambda form: -found[form]))


def _weighed(part: str) -> tuple[str, float]:
    name, _semicolon, weight = part.partition(";")
    try:
        return name.strip(), float(weight.replace(" ", "").removeprefix("q=") or 1)
    except ValueError:
        return name.strip(), 0.0


def known(answer: Formed, conditions: str) -> bool:
    """Whether If-None-Match names this answer, in any of its encodings."""
    return not answer.tags.isdisjoint(named(conditions))


@lru_cache(256)
def named(conditions: str) -> tuple[str, ...]:
    """The tags of an If-None-Match, without the marks of weak ones."""
    return tuple(one.strip().removeprefix("W/").strip('"') for one in conditions.split(","))
