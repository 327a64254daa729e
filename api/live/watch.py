"""The one thread of the live process that reads the database."""

import asyncio
import logging
import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from django.db import Error as DatabaseError
from django.db import close_old_connections, connection

from api.v1.changes import fact
from launches import clock
from launches.compact import dumps
from launches.enums import Audience
from launches.models import Stage, WireEntry
from launches.queries import board, wire
from launches.queries.gate import Reader

from . import pulse
from .keyed import Keyed, Pass

log = logging.getLogger("unveil.live")
POLL = 0.005  # seconds between looks; one at SQLite's data_version costs microseconds
AWAY = 1.0
REPLAY = 1000


class Watcher:
    """Calls `news` with events and `state` with (slug, event) as soon as they may be known.

    `keyed` gets (reader, events) for streams with a key, `over` the passes that have ended,
    of those that `passes` says are open.
    """

    def __init__(
        self,
        *,
        news: Callable[[list[bytes]], Any],
        state: Callable[[str, bytes], Any],
        keyed: Callable[[Reader, list[bytes]], Any] = lambda reader, events: None,
        over: Callable[[list[Pass]], Any] = lambda passes: None,
        passes: Callable[[], list[Pass]] = list,
    ) -> None:
        self._keyed = Keyed(
            open_=passes,
            told=lambda reader, found: keyed(reader, [event_of(entry) for entry in found]),
            over=over,
        )
        self._news, self._state = news, state
        self._asked: queue.SimpleQueue[tuple[str, Any, Future[Any]]] = queue.SimpleQueue()
        self._followed: dict[str, bytes] = {}
        self._after: wire.Cursor | None = None
        self._begun = False
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watcher", daemon=True)
        self._thread.start()

    async def ask(self, what: str, value: Any) -> Any:
        """Have the thread do `missed`, `follow` or `admit`; the loop goes on meanwhile."""
        answer: Future[Any] = Future()
        self._asked.put((what, value, answer))
        return await asyncio.wrap_future(answer)

    def _run(self) -> None:
        heart = pulse.make()
        seen: int | None = None
        while not self._ended.is_set():
            try:
                self._begin()
                self._answer()
                beat = heart.beat()
                if beat is not None and beat != seen:
                    self._look()
                    seen = beat
                self._keyed.check()
            except DatabaseError as error:
                log.warning("database does not answer: %s", type(error).__name__)
                connection.close()
                self._refuse(error)
                seen = None
                self._ended.wait(AWAY)
            time.sleep(POLL)
        heart.close()
        connection.close()

    def close(self) -> None:
        """Let go of the database; whoever still asks gets no answer."""
        self._ended.set()
        self._thread.join(2)

    def _begin(self) -> None:
        if not self._begun:
            self._after = wire.end_for(Audience.PUBLIC, at=clock.now())
            self._begun = True

    def _look(self) -> None:
        close_old_connections()
        at = clock.now()
        while found := wire.visible_entries(Audience.PUBLIC, after=self._after, at=at, limit=100):
            self._after = wire.cursor_of(found[-1])
            self._news([event_of(entry) for entry in found])
        self._keyed.look()
        for slug, known in list(self._followed.items()):
            data = state_of(slug)
            if data is not None and data != known:
                self._followed[slug] = data
                self._state(slug, data)

    def _answer(self) -> None:
        while not self._asked.empty():
            what, value, answer = self._asked.get()
            try:
                answer.set_result(getattr(self, f"_{what}")(value))
            except DatabaseError as error:
                answer.set_exception(error)
                raise

    def _refuse(self, error: DatabaseError) -> None:
        while not self._asked.empty():
            self._asked.get()[2].set_exception(error)

    def _admit(self, shown: tuple[str, str]) -> Pass | None:
        return self._keyed.admit(*shown)

    def _missed(self, asked: tuple[str, Reader | None]) -> tuple[list[bytes], bool]:
        """Events after a cursor up to what the reader has been told, and whether more wait."""
        after, reader = asked
        try:
            place = wire.Cursor.parse(after)
        except wire.BadCursor:
            return [], False
        who = reader or Reader(Audience.PUBLIC)
        until = self._keyed.up_to(reader) if reader else self._after
        found = wire.visible_entries(who, after=place, at=clock.now(), limit=REPLAY + 1)
        told = [entry for entry in found if until and wire.cursor_of(entry) <= until]
        return [event_of(entry) for entry in told[:REPLAY]], len(told) > REPLAY

    def _follow(self, slug: str) -> bytes | None:
        if slug not in self._followed:
            data = state_of(slug)
            if data is None:
                return None
            self._followed[slug] = data
        return self._followed[slug]


def event_of(entry: WireEntry) -> bytes:
    """Thin: the reader pulls, and the gate decides again."""
    said = fact(entry)
    return f"id: {said.pop('cursor')}\nevent: change\ndata: {dumps(said)}\n\n".encode()


def state_of(slug: str) -> bytes | None:
    """The full state of a stage as one event, the same object as the API gives."""
    stage = Stage.objects.filter(slug=slug).first()
    if stage is None:
        return None
    state = board.stage_state(stage, audience=Audience.PUBLIC, at=clock.now())
    return f"event: state\ndata: {dumps(state)}\n\n".encode()
