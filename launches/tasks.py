"""What follows an instant: once a second, everything newly readable is handed on, once.

Nobody waits for this to read a launch; the gate opens by itself. A tick only claims
wire rows whose time has come and tells the receivers of `opened`, in one transaction
each: a receiver that queues a job (a row of the same database) has it queued exactly
once, whenever a worker dies. A row that fails is tried again later and holds up none.
"""

import logging
import time
from collections.abc import Callable
from datetime import datetime

from django.db import Error as DatabaseError
from django.db import transaction
from django.dispatch import Signal

from launches import clock
from launches.models import WireEntry

log = logging.getLogger("unveil.worker")
BATCH = 100
LONGEST_WAIT = 300.0  # seconds between tries of a row that keeps failing

# Sent inside the claiming transaction with wire_uid, launch_uid, kind. Ids only.
opened = Signal()


class Tick:
    """Remembers which rows failed, so that they neither block others nor spin."""

    def __init__(self) -> None:
        self._failed: dict[str, tuple[int, float]] = {}  # uid: tries, monotonic time of the next

    def run(self, *, at: datetime | None = None) -> int:
        """Hand on what has become readable by now; returns how many rows were."""
        at = at or clock.now()
        waiting = [uid for uid, (_n, again) in self._failed.items() if again > time.monotonic()]
        due = WireEntry.objects.filter(void=False, handled_at=None, visible_at__lte=at)
        entries = list(due.exclude(uid__in=waiting).order_by("visible_at", "uid")[:BATCH])
        return sum(self._handle(entry, at) for entry in entries)

    def _handle(self, entry: WireEntry, at: datetime) -> bool:
        try:
            done = hand_on(entry, at=at)
        except DatabaseError:
            raise
        except Exception as error:
            tries = self._failed.get(entry.uid, (0, 0.0))[0] + 1
            wait = min(2.0**tries, LONGEST_WAIT)
            self._failed[entry.uid] = (tries, time.monotonic() + wait)
            # The kind of error only: its words may hold a title.
            log.error("wire %s not handed on (%s), try %d", entry.uid, type(error).__name__, tries)
            return False
        self._failed.pop(entry.uid, None)
        return done


def hand_on(entry: WireEntry, *, at: datetime) -> bool:
    """Claim one row and tell the receivers; False if another worker was first."""
    with transaction.atomic():
        claimed = WireEntry.objects.filter(pk=entry.pk, handled_at=None, void=False)
        if not claimed.update(handled_at=at):
            return False
        opened.send(
            sender=WireEntry,
            wire_uid=entry.uid,
            launch_uid=entry.launch_uid,
            kind=entry.kind,
            visible_at=entry.visible_at,
        )
    return True


class Seldom:
    """Does something now, and then at most once in so many seconds; for what can wait."""

    def __init__(self, work: Callable[[], object], *, seconds: float) -> None:
        self._work, self._seconds = work, seconds
        self._again = 0.0

    def run(self) -> None:
        if time.monotonic() >= self._again:
            self._again = time.monotonic() + self._seconds
            self._work()


# What other parts of the house have the worker do over and over: {name: work}.
CHORES: dict[str, Callable[[], object]] = {}
