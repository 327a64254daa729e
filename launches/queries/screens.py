"""Which screens of a stage are heard, and which have gone silent."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from launches.models import ScreenSeen, Stage

SILENT = timedelta(seconds=25)  # a screen tells of itself every ten seconds
ABSENT = timedelta(minutes=30)  # whoever was silent for longer is taken for gone


@dataclass(frozen=True)
class Screens:
    """How many are heard, and those that are not, the longest silent first."""

    heard: int
    silent: list[ScreenSeen]


def of_stage(stage: Stage, *, at: datetime) -> Screens:
    """Of the screens that were heard in the last half hour; one query."""
    rows = list(ScreenSeen.objects.filter(stage=stage, seen_at__gt=at - ABSENT).order_by("seen_at"))
    silent = [row for row in rows if row.seen_at < at - SILENT]
    return Screens(len(rows) - len(silent), silent)
