"""Streams opened with a key: what they are told, and when they end.

The watcher's thread asks once a second whether each key still gives what its stream was
opened with. A key that is revoked, expired, narrowed, or whose outlet is suspended ends its
streams within that second; so does the end of a single address's right.
"""

import time
from collections.abc import Callable, Collection
from typing import Any, NamedTuple

from launches import clock
from launches.models import OutletKey
from launches.queries import wire
from launches.queries.gate import Reader
from launches.queries.keys import is_from, key_for, reader_of, working

CHECK = 1.0  # seconds between looks at the keys of open streams
KEPT = 60.0  # seconds that a kind of reader is followed after its last stream


class Pass(NamedTuple):
    """What a stream was let in with."""

    prefix: str
    address: str
    reader: Reader


class Keyed:
    """For the watcher's thread. `told` gets (reader, entries), `over` passes that have ended."""

    def __init__(
        self,
        *,
        open_: Callable[[], list[Pass]],
        told: Callable[[Reader, list[Any]], Any],
        over: Callable[[list[Pass]], Any],
    ) -> None:
        self._open, self._told, self._over = open_, told, over
        self._after: dict[Reader, wire.Cursor | None] = {}
        self._here: dict[Reader, float] = {}  # when each kind of reader was last there
        self._again = 0.0

    def admit(self, token: str, address: str) -> Pass | None:
        """Let a key in from an address; None for one that does not work."""
        shown = pass_of(token, address)
        if shown is None:
            return None
        if shown.reader not in self._after:
            self._after[shown.reader] = wire.end_for(shown.reader, at=clock.now())
        self._here[shown.reader] = time.monotonic()
        return shown

    def look(self) -> None:
        """Tell every kind of reader what it may know since the last look."""
        at = clock.now()
        for reader, after in list(self._after.items()):
            while found := wire.visible_entries(reader, after=after, at=at, limit=100):
                after = self._after[reader] = wire.cursor_of(found[-1])
                self._told(reader, found)

    def up_to(self, reader: Reader) -> wire.Cursor | None:
        """How far this kind of reader has been told."""
        return self._after.get(reader)

    def check(self) -> None:
        """Once in CHECK seconds: end what is over, and forget kinds of readers who have left."""
        if time.monotonic() < self._again:
            return
        self._again = time.monotonic() + CHECK
        passes = self._open()
        self._forget({one.reader for one in passes})
        if ended := over(passes):
            self._over(ended)

    def _forget(self, present: set[Reader]) -> None:
        """One who was let in this moment opens the stream only then, so not at once."""
        now = time.monotonic()
        self._here |= dict.fromkeys(present, now)
        for reader in [one for one, at in self._here.items() if at < now - KEPT]:
            del self._here[reader], self._after[reader]


def pass_of(token: str, address: str) -> Pass | None:
    """What a key lets in from an address; None for one that does not work."""
    key = key_for(token, at=clock.now(), address=address)
    return Pass(key.prefix, address, reader_of(key)) if key else None


def over(passes: Collection[Pass]) -> list[Pass]:
    """Those whose key gives no longer what they were let in with; one query for all."""
    keys = working({one.prefix for one in passes}, at=clock.now()) if passes else {}
    return [one for one in passes if not _holds(one, keys.get(one.prefix))]


def _holds(one: Pass, key: OutletKey | None) -> bool:
    return key is not None and reader_of(key) == one.reader and is_from(one.address, key.networks)
