"""Who is listening, and what they are sent: on the event loop, without the database.

An event is encoded once and written straight into each connection; no listener costs a
task or a wake-up. Who cannot keep up is held by the transport and waits alone.
"""

import asyncio
from collections import deque
from typing import Protocol

from launches.queries.gate import Reader

from .keyed import Pass
from .watch import Watcher

WELCOME = b"retry: 2000\n: welcome\n\n"
BEAT = b": beat\n\n"
DEEPEST = 200  # events waiting for one slow reader of changes; beyond it, it comes back by cursor


class Line(Protocol):
    """The reader's connection: asyncio's transport, or what a test puts there."""

    def write(self, data: bytes) -> None: ...
    def close(self) -> None: ...
    def abort(self) -> None: ...


class Stream:
    """One reader, held until `begin`. A screen that is slow gets the newest state and skips
    what is past. `opening` is what the line's protocol wants before the first event."""

    def __init__(
        self, room: set["Stream"], line: Line, opening: bytes, *, latest_only: bool
    ) -> None:
        self._room, self._line, self._latest_only = room, line, latest_only
        self._opening = opening
        self._waiting: deque[bytes] = deque()
        self._held, self._missed_beats = True, 0
        room.add(self)

    def begin(self, events: list[bytes], *, more: bool = False) -> None:
        """The welcome, then what was missed, then what came meanwhile. With `more` the stream
        ends after what was missed: the reader comes back with the last cursor."""
        later = [event for event in self._waiting if event not in events]
        self._waiting.clear()
        self._held = False
        self._line.write(b"".join([self._opening, WELCOME, *events]))
        if more:
            self.end()
            return
        for event in later:
            self.put(event)

    def put(self, event: bytes) -> None:
        if not self._held:
            self._line.write(event)
            return
        if self._latest_only:
            self._waiting.clear()
        self._waiting.append(event)
        if len(self._waiting) > DEEPEST:
            self.drop()

    def hold(self) -> None:
        """The reader does not take what was sent: send no more for now."""
        self._held = True

    def go_on(self) -> None:
        """It has taken it: send what waits."""
        self._held, self._missed_beats = False, 0
        while self._waiting and not self._held:
            self._line.write(self._waiting.popleft())

    def beat(self) -> None:
        """Keep the connection open; one that has taken nothing for two beats is gone."""
        if not self._held:
            self._line.write(BEAT)
            return
        self._missed_beats += 1
        if self._missed_beats > 2:
            self.drop()

    def end(self) -> None:
        """Close after all that was written has been sent."""
        self._room.discard(self)
        self._line.close()

    def drop(self) -> None:
        self._room.discard(self)
        self._line.abort()

    def leave(self) -> None:
        """The reader has gone."""
        self._room.discard(self)


class Hub:
    """Rooms of streams: one for the changes, one for each stage that somebody watches."""

    def __init__(self) -> None:
        loop = asyncio.get_running_loop()
        self._changes: set[Stream] = set()
        self._keyed: dict[Pass, set[Stream]] = {}
        self._stages: dict[str, set[Stream]] = {}
        self._states: dict[str, bytes] = {}
        self._watcher = Watcher(
            news=lambda events: loop.call_soon_threadsafe(self._tell, events),
            state=lambda slug, data: loop.call_soon_threadsafe(self._show, slug, data),
            keyed=lambda who, events: loop.call_soon_threadsafe(self._tell_keyed, who, events),
            over=lambda passes: loop.call_soon_threadsafe(self._end_keyed, passes),
            passes=lambda: [shown for shown, room in list(self._keyed.items()) if room],
        )

    async def knows(self, slug: str) -> bool:
        """Whether there is such a stage; from now on its state is followed."""
        if slug not in self._states:
            data = await self._watcher.ask("follow", slug)
            if data is None:
                return False
            self._states.setdefault(slug, data)
        return True

    def stage(self, line: Line, opening: bytes, slug: str) -> Stream:
        """To be begun by `show`: a known stage's state now and whenever it changes."""
        return Stream(self._stages.setdefault(slug, set()), line, opening, latest_only=True)

    def show(self, stream: Stream, slug: str) -> None:
        stream.begin([self._states[slug]])

    async def admit(self, token: str, address: str) -> Pass | None:
        """What a key lets in; None for one that does not work, or not from there."""
        return await self._watcher.ask("admit", (token, address))

    def changes(self, line: Line, opening: bytes, shown: Pass | None = None) -> Stream:
        """To be begun by `replay`: the news from now on, of the public or of a key."""
        room = self._keyed.setdefault(shown, set()) if shown else self._changes
        return Stream(room, line, opening, latest_only=False)

    async def replay(self, stream: Stream, *, after: str, shown: Pass | None = None) -> None:
        """First what was missed since a cursor. None, or a bad one, counts as nothing missed."""
        asked = (after, shown.reader if shown else None)
        missed, more = await self._watcher.ask("missed", asked) if after else ([], False)
        stream.begin(missed, more=more)

    def _tell(self, events: list[bytes]) -> None:
        for stream in list(self._changes):
            for event in events:
                stream.put(event)

    def _tell_keyed(self, reader: Reader, events: list[bytes]) -> None:
        for shown, room in list(self._keyed.items()):
            for stream in list(room) if shown.reader == reader else ():
                for event in events:
                    stream.put(event)

    def _end_keyed(self, passes: list[Pass]) -> None:
        """Their key gives no longer what they were opened with."""
        for shown in passes:
            for stream in list(self._keyed.pop(shown, ())):
                stream.end()

    def _show(self, slug: str, data: bytes) -> None:
        self._states[slug] = data
        for stream in list(self._stages.get(slug, ())):
            stream.put(data)

    def beat(self) -> None:
        for stream in self._all():
            stream.beat()
        self._keyed = {shown: room for shown, room in self._keyed.items() if room}

    def end(self) -> None:
        """Close every stream: the process stops, and readers come back to the next one."""
        for stream in self._all():
            stream.end()

    def close(self) -> None:
        self._watcher.close()

    def _all(self) -> list[Stream]:
        rooms = (*self._stages.values(), *self._keyed.values())
        return [*self._changes, *(one for room in rooms for one in room)]
