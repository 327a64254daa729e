"""Who is listening, and what they are sent: on the event loop, without the database."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any

from django.conf import settings

from .watch import Watcher

OPENING = b"retry: 2000\n: welcome\n\n"
BEAT = b": beat\n\n"
DEEPEST = 200  # events waiting for one slow reader of changes; beyond it, it comes back by cursor


class Stream:
    """One reader. A screen that is slow gets the newest state and skips what is past."""

    def __init__(self, room: set["Stream"], *, latest_only: bool) -> None:
        self._waiting: deque[bytes] = deque([OPENING])
        self._room = room
        self._latest_only = latest_only
        self._bell = asyncio.Event()
        self._ended = self._last = False
        room.add(self)

    def put(self, event: bytes) -> None:
        if self._latest_only and self._waiting and self._waiting[-1] is not OPENING:
            self._waiting.clear()
        self._waiting.append(event)
        if len(self._waiting) > DEEPEST:
            self.end()
        self._bell.set()

    def replay(self, events: list[bytes], *, more: bool) -> None:
        """What was missed, before all else. With `more` the stream ends after it: the reader
        comes back with the last cursor."""
        self._waiting = deque([OPENING, *events, *list(self._waiting)[1:]])
        if more:
            self._waiting = deque([OPENING, *events])
            self._last = True
            self._room.discard(self)

    async def next(self) -> bytes | None:
        """What to send now; a heartbeat if nothing happens; None at the end."""
        while not self._waiting and not self._ended and not self._last:
            self._bell.clear()
            try:
                await asyncio.wait_for(self._bell.wait(), settings.LIVE_HEARTBEAT)
            except TimeoutError:
                return BEAT
        if self._ended or (self._last and not self._waiting):
            return None
        data = b"".join(self._waiting)
        self._waiting.clear()
        return data

    def until_gone(self, receive: Callable[[], Awaitable[Any]]) -> "asyncio.Task[None]":
        """End this stream when the reader leaves."""

        async def wait() -> None:
            while (await receive())["type"] != "http.disconnect":
                pass
            self.end()

        return asyncio.ensure_future(wait())

    def end(self) -> None:
        self._ended = True
        self._bell.set()

    def close(self) -> None:
        self._room.discard(self)


class Hub:
    """Rooms of streams: one for the changes, one for each stage that somebody watches."""

    def __init__(self) -> None:
        self._changes: set[Stream] = set()
        self._stages: dict[str, set[Stream]] = {}
        self._states: dict[str, bytes] = {}
        self._watcher: Watcher | None = None

    def start(self) -> None:
        """Begin to watch, once, from inside the running loop."""
        if self._watcher is None:
            loop = asyncio.get_running_loop()
            self._watcher = Watcher(
                news=lambda events: loop.call_soon_threadsafe(self._tell, events),
                state=lambda slug, data: loop.call_soon_threadsafe(self._show, slug, data),
            )

    async def changes(self, *, after: str) -> Stream:
        """News from now on; after a cursor, first what was missed. A bad cursor counts as none."""
        assert self._watcher  # noqa: S101
        stream = Stream(self._changes, latest_only=False)
        if after:
            missed, more = await self._watcher.ask("missed", after)
            stream.replay([b"".join(missed)], more=more)
        return stream

    async def stage(self, slug: str) -> Stream | None:
        """The stage's state now and whenever it changes; None if there is no such stage."""
        assert self._watcher  # noqa: S101
        room = self._stages.get(slug)
        if not room or slug not in self._states:
            data = await self._watcher.ask("follow", slug)
            if data is None:
                return None
            self._states[slug] = data
            room = self._stages.setdefault(slug, set())
        stream = Stream(room, latest_only=True)
        stream.put(self._states[slug])
        return stream

    def _tell(self, events: list[bytes]) -> None:
        for stream in list(self._changes):
            for event in events:
                stream.put(event)

    def _show(self, slug: str, data: bytes) -> None:
        self._states[slug] = data
        for stream in list(self._stages.get(slug, ())):
            stream.put(data)

    def connected(self) -> int:
        return len(self._changes) + sum(len(room) for room in self._stages.values())
