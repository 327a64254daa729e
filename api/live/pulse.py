"""Noticing what other processes commit: microseconds on SQLite, a wake-up on PostgreSQL.

The tables hold the truth. A pulse only tells that it is time to look again, and says
`None` when it cannot know, so that its user does without a memory for that while.
"""

import logging
import sqlite3
import threading
import time
from typing import Any

import psycopg
from django.db import connection

from launches import clock

from .marks import Marks, read

log = logging.getLogger("unveil.pulse")
RECHECK = 1.0  # seconds between looks when nothing wakes us
STANDS = 2.0  # seconds a look is vouched for while the database restarts: what a recall may take
RETRY = 0.1


def make() -> "SqlitePulse | PostgresPulse":
    """The pulse for the configured database."""
    if connection.vendor == "sqlite":
        return SqlitePulse(str(connection.settings_dict["NAME"]))
    parameters = connection.get_connection_params()
    for name in ("cursor_factory", "context", "prepare_threshold"):
        parameters.pop(name, None)
    return PostgresPulse(parameters)


class SqlitePulse:
    """Asks `PRAGMA data_version` each time: it moves with any other connection's commit.

    Belongs to one thread. Exact: a commit that has returned is seen by the next call.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None
        self._version = -1
        self._marks: Marks | None = None
        self.epoch = 0

    def beat(self) -> int | None:
        """A number that stays the same as long as public answers do; None if unknown."""
        try:
            return self._look()
        except sqlite3.Error as error:
            log.warning("database does not answer: %s", type(error).__name__)
            self.close()
            return None

    def _look(self) -> int:
        if self._connection is None:
            self._connection = sqlite3.connect(
                self._path, isolation_level=None, timeout=1, check_same_thread=False
            )
            self._version = -1
        version = self._connection.execute("PRAGMA data_version").fetchone()[0]
        marks = self._marks
        if version == self._version and marks and not passed(marks):
            return self.epoch
        fresh = read(self._run)
        if fresh != marks:
            self.epoch += 1
        # The version is taken before the marks: a commit in between is looked at again.
        self._version, self._marks = version, fresh
        return self.epoch

    def _run(self, sql: str, params: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        assert self._connection  # noqa: S101
        return self._connection.execute(sql, params).fetchall()

    @property
    def marks(self) -> Marks | None:
        """What the last beat saw; None if unknown."""
        return self._marks

    @property
    def horizon(self) -> Any:
        return self._marks.horizon if self._marks else None

    def bump(self) -> None:
        """Nothing to do: the next beat sees every commit."""

    def close(self) -> None:
        if self._connection:
            self._connection.close()
        self._connection, self._marks = None, None


class PostgresPulse:
    """Listens on the channel `unveil` in a thread; looks by itself once a second as well."""

    def __init__(self, parameters: dict[str, Any]) -> None:
        self._parameters = parameters
        self._marks: Marks | None = None
        self._heard = 0.0  # when the last look began
        self._ended = threading.Event()
        self._lock = threading.Lock()
        self.woken = threading.Event()
        self.epoch = 0
        self._thread = threading.Thread(target=self._listen, name="pulse", daemon=True)
        self._thread.start()

    def beat(self) -> int | None:
        """As above; None while the listener is looking, and STANDS seconds after its line broke.

        In those nobody can write to a database that restarts; an instant that passes ends them.
        """
        marks = self._marks
        if marks is None:
            return None
        if passed(marks) or time.monotonic() > self._heard + STANDS:
            self.bump()
            return None
        return self.epoch

    @property
    def marks(self) -> Marks | None:
        """What the last beat saw; None if unknown."""
        return self._marks

    @property
    def horizon(self) -> Any:
        return self._marks.horizon if self._marks else None

    def bump(self) -> None:
        """Forget at once: somebody in this process has written what answers depend on."""
        with self._lock:
            self._marks, self.epoch = None, self.epoch + 1

    def close(self) -> None:
        self._ended.set()
        self._thread.join(2)

    def _listen(self) -> None:
        is_lost = False
        while not self._ended.is_set():
            try:
                with psycopg.connect(**self._parameters, autocommit=True) as listener:
                    listener.execute("LISTEN unveil")
                    is_lost = False
                    self._follow(listener)
            except psycopg.Error as error:
                if not is_lost:
                    log.warning("listener lost: %s", type(error).__name__)
                is_lost = True
            self._ended.wait(RETRY)

    def _follow(self, listener: psycopg.Connection) -> None:
        known: Marks | None = None
        while not self._ended.is_set():
            begun = time.monotonic()
            fresh = read(lambda sql, params: listener.execute(sql, params).fetchall())
            if fresh != known:
                self.bump()
                self.woken.set()
            self._heard, self._marks = begun, fresh
            known = fresh
            wait = RECHECK if self._marks else 0.01
            for _note in listener.notifies(timeout=wait, stop_after=1):
                self.bump()


def passed(marks: Marks) -> bool:
    """An opening instant has come since these marks were read."""
    return marks.horizon is not None and clock.now() >= marks.horizon
