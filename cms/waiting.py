"""Readers of the change feed who wait for the next fact (`wait`), without a thread for each.

Who reaches Django by another way is answered at once, as if they had not asked to wait.
"""

import asyncio
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

from granian.rsgi import HTTPProtocol, Scope

from api import edge, errors
from api.v1.changes import LONGEST_WAIT
from cms import bridge
from cms.making import Maker, place_of
from cms.rights import Rights

PATH = "/api/v1/changes/"
ASKED = re.compile(r"(?:^|&)wait=([0-9]{1,2})(?:&|$)")
EMPTY = b'{"results":[],'
STEP = 0.03  # seconds between two looks while anybody waits
MOST = 400  # wait in one process
EACH = 20  # of them with one key, or from one address
FULL = "Too many wait for changes already. Ask without wait, or again later."


def asked(method: str, path: str, query: str) -> int:
    """How many seconds this reader would wait; 0 for none, and for what the view refuses."""
    found = ASKED.search(query) if path == PATH and method == "GET" else None
    seconds = int(found[1]) if found else 0
    return seconds if seconds <= LONGEST_WAIT else 0


class Waiting:
    """All who wait; one look at the pulse wakes them together. For one event loop."""

    def __init__(self, pulse: Any, store: edge.Edge, maker: Maker, through: bridge.Bridge) -> None:
        self._pulse, self._store, self._maker, self._bridge = pulse, store, maker, through
        self._bell = asyncio.Event()
        self._seen: Any = None
        self._watch: asyncio.Task[None] | None = None
        self._inside: Counter[str] = Counter()
        self._rights = Rights(through)

    async def until_news(self, scope: Scope, proto: HTTPProtocol, seconds: int) -> bool:
        """Hold a reader whose page would be empty until it is not, or time or key is over.

        False where nobody has to be answered any more. Nothing is kept of what was looked at:
        the answer is made afterwards, by the usual way and with the rights of then.
        """
        with self._place(_who(scope)) as free:
            if not free:
                refused = errors.answer(429, FULL, headers={"Retry-After": "5"})
                headers = [(name.lower(), value) for name, value in refused.items()]
                proto.response_bytes(429, headers, refused.content)
                return False
            end = asyncio.get_running_loop().time() + seconds
            said = scope.headers.get("authorization")
            shown = await self._rights.of(said, bridge.address_of(scope))
            if said and shown is None:
                return True
            gone = asyncio.ensure_future(proto.client_disconnect())
            try:
                with self._rights.held(shown) as lost:
                    await self._hold(scope, {gone, lost}, end)
                return not gone.done()
            finally:
                gone.cancel()

    async def _hold(self, scope: Scope, over: set[asyncio.Future[Any]], end: float) -> None:
        bell = self._ready()
        while await self._is_empty(scope) and await _rings(bell, over, end):
            bell = self._ready()

    @contextmanager
    def _place(self, who: str) -> Iterator[bool]:
        """Whether there is room for one more; it is given back at the end."""
        free = self._inside.total() < MOST and self._inside[who] < EACH
        self._inside[who] += free
        try:
            yield free
        finally:
            self._inside[who] -= free
            self._inside += Counter()  # forgets who has left

    def _ready(self) -> asyncio.Event:
        """The bell that rings at the next fact from now on; take it before you look."""
        if self._watch is None or self._watch.done():
            self._seen = self._look()
            self._watch = asyncio.ensure_future(self._ring())
        return self._bell

    async def _ring(self) -> None:
        while self._inside:
            await asyncio.sleep(STEP)
            if (now := self._look()) not in (None, self._seen):
                self._seen = now
                self._bell.set()
                self._bell = asyncio.Event()

    def _look(self) -> tuple[Any, ...] | None:
        """What moves with each fact that is written, or visible by its instant; None if unknown."""
        self._pulse.beat()
        marks = self._pulse.marks
        return (marks.facts[0], marks.horizon) if marks else None

    async def _is_empty(self, scope: Scope) -> bool:
        """Of the public, asked once for all who stand at the same place."""
        headers = scope.headers
        beat = None if "authorization" in headers else self._pulse.beat()
        if beat is None:
            environ = bridge.environ_of(scope, BytesIO())
            made = await self._bridge.work(self._bridge.run, environ)
        else:
            place = place_of(scope, headers, headers.get("accept", ""))
            made = self._store.get(place, beat) or await self._maker.made(
                self._store, place, scope, beat, edge.build
            )
        body = made.forms[""].body if isinstance(made, edge.Answer) else made.first
        return body.startswith(EMPTY)


def _who(scope: Scope) -> str:
    """Whom a place is counted for."""
    return scope.headers.get("authorization") or bridge.address_of(scope)


async def _rings(bell: asyncio.Event, over: set[asyncio.Future[Any]], end: float) -> bool:
    """Whether to look again: not when the time is over, or one of `over` has come."""
    left = end - asyncio.get_running_loop().time()
    rung = asyncio.ensure_future(bell.wait())
    await asyncio.wait({rung, *over}, timeout=max(0, left), return_when=asyncio.FIRST_COMPLETED)
    rung.cancel()
    return bell.is_set() and not any(one.done() for one in over)
