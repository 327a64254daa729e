"""Whom a grave act has reached: each screen and each outlet."""

from dataclasses import dataclass
from datetime import datetime

from launches.enums import EmergencyAct, Reached
from launches.models import Emergency, OutletKey, ScreenSeen

from .screens import ABSENT, SILENT

CLOSING = {EmergencyAct.KILL, EmergencyAct.KILL_COMPANY}


@dataclass(frozen=True)
class Row:
    """One screen or outlet, when it was last heard, and what that proves."""

    name: str
    key: str
    heard_at: datetime | None
    reached: Reached


def screens(done: Emergency, *, at: datetime) -> list[Row]:
    """Every screen that was heard in the last half hour before the act, or since."""
    assert done.done_at  # noqa: S101 -- there is a proof only of what was done
    rows = ScreenSeen.objects.filter(seen_at__gt=done.done_at - ABSENT).select_related("stage")
    return [Row(str(row.stage), row.key[:6], row.seen_at, _screen(row, done, at)) for row in rows]


def _screen(row: ScreenSeen, done: Emergency, at: datetime) -> Reached:
    assert done.done_at  # noqa: S101
    still = done.act in CLOSING and row.shows in done.launch_uids
    if row.seen_at > done.done_at and not still:
        return Reached.DELIVERED
    return Reached.UNREACHABLE if row.seen_at < at - SILENT or still else Reached.WAITING


def outlets(done: Emergency, *, at: datetime) -> list[Row]:
    """Every key that worked at the act: whether its outlet has asked since."""
    assert done.done_at  # noqa: S101
    keys = OutletKey.objects.select_related("outlet").order_by("outlet__name", "prefix")
    found = []
    for key in keys:
        if key.is_over(at=done.done_at):
            continue
        asked = key.last_used_at is not None and key.last_used_at > done.done_at
        late = at - done.done_at > ABSENT
        reached = Reached.FETCHED if asked else Reached.UNREACHABLE if late else Reached.WAITING
        found.append(Row(key.outlet.name, key.prefix, key.last_used_at, reached))
    return found
