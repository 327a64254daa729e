"""How long entries stand in each state, counted from the audit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from math import ceil
from operator import itemgetter
from typing import Any

from launches.enums import State
from launches.models import Launch
from launches.models.launch import opened
from launches.queries import steps

from . import Wanted, entries

TOLD = (State.DRAFT, State.SUBMITTED, State.IN_REVIEW, State.CHANGES_REQUESTED, State.APPROVED)


@dataclass(frozen=True)
class Stays:
    """Stays in one state. The spans are of stays that ended; `oldest` of those that go on."""

    state: State
    ended: int = 0
    median: timedelta | None = None
    ninetieth: timedelta | None = None
    longest: timedelta | None = None
    standing: int = 0
    oldest: timedelta | None = None


def by_state(wanted: Wanted, *, at: datetime) -> list[Stays]:
    """Every state that an entry passes on its way, in two queries.

    An entry that came back to a state has stayed there twice. A stay as "approved" ends
    with the release moment. Percentiles are by nearest rank: spans that have been.
    """
    open_now = entries(wanted).filter(opened(at))
    instants: dict[str, Any] = dict(open_now.values_list("uid", "opens_at"))
    ended: dict[str, list[timedelta]] = {state: [] for state in State}
    running: dict[str, list[timedelta]] = {state: [] for state in State}
    for uid, state, since, until in _stays(wanted):
        moment = instants.get(uid) if state == State.APPROVED else None
        if moment and moment >= since:
            until = min(until or at, moment)
        (ended if until else running)[state].append((until or at) - since)
    return [_told(state, sorted(ended[state]), running[state]) for state in TOLD]


def _stays(wanted: Wanted) -> Iterator[tuple[str, str, datetime, datetime | None]]:
    """(entry's uid, state, since, until), entry by entry."""
    among = Launch.objects.filter(pk__in=entries(wanted)).values("uid")
    rows = steps.into_states().filter(launch_uid__in=among).order_by("launch_uid", "at", "pk")
    for uid, steps_of in groupby(rows.values_list("launch_uid", "after", "at"), itemgetter(0)):
        mine = list(steps_of)
        ends: Sequence[datetime | None] = [at for _uid, _state, at in mine[1:]] + [None]
        for (_uid, state, since), until in zip(mine, ends, strict=True):
            yield uid, state, since, until


def _told(state: State, spans: list[timedelta], running: list[timedelta]) -> Stays:
    return Stays(
        state,
        ended=len(spans),
        median=rank(spans, 0.5),
        ninetieth=rank(spans, 0.9),
        longest=spans[-1] if spans else None,
        standing=len(running),
        oldest=max(running, default=None),
    )


def rank(ordered: Sequence[timedelta], part: float) -> timedelta | None:
    """The smallest of these that is not below `part` of them: the nearest-rank percentile."""
    return ordered[ceil(part * len(ordered)) - 1] if ordered else None
