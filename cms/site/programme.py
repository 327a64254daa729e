"""The public programme: sessions by day and hall. It names sessions, never launches."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from launches.models import Event, Forum, Stage

QUARTER = timedelta(minutes=15)


@dataclass(frozen=True)
class Cell:
    """A session in its place: lane (hall row), first quarter of an hour, and how many."""

    event: Event
    lane: int
    column: int
    span: int
    is_running: bool
    is_over: bool


def days_of(forum: Forum) -> list[date]:
    """The forum's days, at most two weeks of them."""
    length = min((forum.ends_on - forum.starts_on).days, 13)
    return [forum.starts_on + timedelta(days=n) for n in range(length + 1)]


def day_asked(text: str, days: list[date], today: date) -> date:
    """The day in the address, else today while the forum runs, else its first day."""
    by_text = {day.isoformat(): day for day in days}
    return by_text.get(text) or (today if today in days else days[0])


def next_after(forum: Forum | None, *, at: datetime) -> Event | None:
    """The next session to begin."""
    return _events(forum).filter(starts_at__gt=at).first()


def running(forum: Forum | None, *, at: datetime) -> list[Event]:
    """The sessions under way."""
    return list(_events(forum).filter(starts_at__lte=at, ends_at__gt=at)[:6])


def _events(forum: Forum | None) -> Any:
    return Event.objects.filter(stage__forum=forum).select_related("stage", "theme")


def grid(forum: Forum, day: date, *, at: datetime) -> dict[str, Any]:
    """One day as lanes of halls over quarter hours, sessions in order of time."""
    start = datetime.combine(day, time(), forum.tz)
    events = list(_events(forum).filter(starts_at__gte=start, starts_at__lt=start + timedelta(1)))
    if not events:
        return {"cells": [], "lanes": [], "hours": []}
    opening = min(event.starts_at for event in events).astimezone(forum.tz)
    opening = opening.replace(minute=0, second=0, microsecond=0)
    closing = max(event.ends_at for event in events)
    lanes = _lanes(event.stage for event in events)
    rows = {stage.pk: row for row, stage in enumerate(lanes, start=1)}
    hours = int((closing - opening) / timedelta(hours=1) + 0.99)
    return {
        "cells": [_cell(event, rows[event.stage_id], opening, at) for event in events],
        "lanes": [{"stage": stage, "row": rows[stage.pk]} for stage in lanes],
        "hours": [
            {"at": opening + timedelta(hours=hour), "column": 4 * hour + 1}
            for hour in range(min(hours, 16))
        ],
    }


def _lanes(stages: Iterable[Stage]) -> list[Stage]:
    found = {stage.pk: stage for stage in stages}
    return sorted(found.values(), key=lambda stage: (stage.position, stage.name))


def _cell(event: Event, lane: int, opening: datetime, at: datetime) -> Cell:
    column = int((event.starts_at - opening) / QUARTER) + 1
    span = max(1, round((event.ends_at - event.starts_at) / QUARTER))
    return Cell(
        event=event,
        lane=lane,
        column=min(column, 64),
        span=min(span, 64),
        is_running=event.starts_at <= at < event.ends_at,
        is_over=event.ends_at <= at,
    )
