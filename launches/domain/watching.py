"""Looking after locked slates before their instant, for what no act of ours tells.

The worker calls this once a second. A slate is looked at closely, at most every so often
as its instant is near; what is found blocks it while there is still time.
"""

import time
from datetime import datetime, timedelta

from launches import clock
from launches.enums import SlateState
from launches.errors import Stale
from launches.models import Slate
from launches.queries.preflight import Problem, problems

from .slates import block, unfit

# (time left, seconds between looks): a day ahead every ten minutes, at the end each second.
NEARNESS = [
    (timedelta(seconds=20), 1.0),
    (timedelta(minutes=10), 15.0),
    (timedelta(days=1), 600.0),
]


class Watch:
    """Remembers when each slate was looked at last."""

    def __init__(self) -> None:
        self._looked: dict[int, float] = {}  # slate id: monotonic time

    def run(self, *, at: datetime | None = None) -> int:
        """Look at what is due; returns how many slates were blocked."""
        at = at or clock.now()
        furthest = at + NEARNESS[-1][0]
        armed = Slate.objects.filter(
            state=SlateState.READY, blocked_at=None, opens_at__gt=at, opens_at__lte=furthest
        )
        return sum(self._look(slate, at) for slate in armed if self._due(slate, at))

    def _due(self, slate: Slate, at: datetime) -> bool:
        left = slate.opens_at - at if slate.opens_at else timedelta.max
        pause = next(seconds for nearness, seconds in NEARNESS if left <= nearness)
        return time.monotonic() - self._looked.get(slate.pk, -pause) >= pause

    def _look(self, slate: Slate, at: datetime) -> bool:
        self._looked[slate.pk] = time.monotonic()
        assert slate.opens_at  # noqa: S101 -- locked_slate_has_instant
        found = problems(slate, opens_at=slate.opens_at, grave_only=True)
        grave = [one for one in found if one.grave]
        return bool(grave) and self._block(slate, grave[0], at)

    def _block(self, slate: Slate, problem: Problem, at: datetime) -> bool:
        now = max(at, clock.now())
        try:
            if problem.launch:
                return unfit(problem.launch, problem.what, by=None, at=now) is not None
            return block(slate, f"{problem.page}: {problem.what}", by=None, at=now)
        except Stale:
            return False
