"""What public answers depend on besides the passing of time, read as one small value.

A process that keeps answers or pushes news compares the marks before and after: if
they are equal, everything a reader without a key may be told is equal too. The
statements are compiled once and run on a bare connection, so that an event loop can
read them without the ORM.
"""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet
from django.utils.dateparse import parse_datetime

from launches import clock
from launches.models import Cue, Event, Forum, Rundown, Stage, Theme, WireEntry

Statement = tuple[str, tuple[Any, ...]]
Run = Callable[[str, tuple[Any, ...]], list[tuple[Any, ...]]]


class Marks(NamedTuple):
    """`facts` changes with each wire row, rundown command and change of the
    forum's programme; `horizon` is the next opening instant, None if nothing waits."""

    facts: tuple[Any, ...]
    horizon: datetime | None


def read(run: Run) -> Marks:
    """Ask the database; `run` executes one statement and returns its rows."""
    at = clock.now()
    facts = tuple(tuple(run(*statement)) for statement in statements(connection.vendor))
    waiting = WireEntry.objects.filter(void=False, visible_at__gt=at).order_by("visible_at")
    rows = run(*compiled(waiting.values_list("visible_at")[:1]))
    return Marks(facts, aware(rows[0][0]) if rows else None)


@cache
def statements(vendor: str) -> tuple[Statement, ...]:
    """What asks for the facts, in the words of this database."""
    return tuple(compiled(query) for query in sources())


def sources() -> list[QuerySet[Any, Any]]:
    """The rows whose change changes a public answer.

    Of the wire the newest id is enough: rows are written under one lock, so ids rise
    in the order of commits, and only rows that nobody can read yet are ever changed.
    """
    return [
        WireEntry.objects.order_by("-id").values_list("id")[:1],
        Rundown.objects.order_by("id").values_list("id", "version", "state", "current_id"),
        Stage.objects.order_by("id").values_list("id", "slug", "name", "name_zh", "position"),
        Event.objects.order_by("id").values_list(
            "id",
            "stage_id",
            "theme_id",
            "code",
            "kind",
            "title",
            "title_zh",
            "starts_at",
            "ends_at",
        ),
        Theme.objects.order_by("id").values_list(
            "id", "slug", "name", "name_zh", "hue", "position"
        ),
        Forum.objects.order_by("id").values_list("id", "name", "name_zh", "timezone", "starts_on"),
        Cue.objects.order_by("id").values_list(
            "id", "event_id", "launch_id", "position", "starts_at", "ends_at"
        ),
    ]


def compiled(query: QuerySet[Any, Any]) -> Statement:
    sql, params = query.query.sql_with_params()
    return (sql.replace("%s", "?") if connection.vendor == "sqlite" else sql), params


def aware(value: Any) -> datetime | None:
    """SQLite keeps instants as text without a zone, in UTC."""
    if isinstance(value, str):
        value = parse_datetime(f"{value}+00:00")
    return value
