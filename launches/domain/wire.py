"""Writing the ordered log of what readers may know.

Writers take one lock, then the time, so that the instants of immediate facts rise
in the order of commits. Readers of the change feed pass the same lock after taking
their own time (launches.queries.wire): whatever is visible by then is committed.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import QuerySet

from launches import clock
from launches.enums import Audience, WireKind
from launches.models import Edition, Launch, WireEntry

from .lapsing import follow

LOCK = 0x756E7665  # "unve"
HISTORY = timedelta(minutes=1)


def announce(
    kind: WireKind,
    launch: Launch,
    *,
    at: datetime,
    edition: Edition | None,
    audience: Audience = Audience.PUBLIC,
    visible_at: datetime | None = None,
    note: str = "",
) -> WireEntry:
    """Append one fact; call it inside the act's transaction.

    Without `visible_at` the fact is known at once. An act recorded for an instant
    more than a minute ago (a load of history) keeps that instant.
    """
    hold_wire()
    entry = WireEntry.objects.create(
        kind=kind,
        launch=launch,
        launch_uid=launch.uid,
        edition=edition,
        number=edition.number if edition else 0,
        audience=audience,
        visible_at=visible_at or _instant_of(at),
        opens_at=launch.opens_at,
        note=note,
    )
    if edition:
        follow([edition], at=at)
    return entry


def announce_each(
    kind: WireKind,
    editions: Iterable[Edition],
    *,
    at: datetime,
    audience: Audience = Audience.PUBLIC,
    visible_at: datetime | None = None,
    note: str = "",
    until_then: Iterable[Edition] = (),
) -> list[WireEntry]:
    """Append the same fact about many editions (with their launches), all at one instant.

    They share it, so a reader sees all of them or none. A correction says its own note;
    `until_then` are the versions that stand until it comes, whose rights may end before.
    """
    hold_wire()
    told, visible_at = list(editions), visible_at or _instant_of(at)
    entries = WireEntry.objects.bulk_create(
        WireEntry(
            kind=kind,
            launch=edition.launch,
            launch_uid=edition.launch_uid,
            edition=edition,
            number=edition.number,
            audience=audience,
            visible_at=visible_at,
            opens_at=edition.opens_at,
            note=note or (edition.note if kind == WireKind.CORRECTED else ""),
        )
        for edition in told
    )
    follow([*until_then, *told], at=at)
    return entries


def _instant_of(at: datetime) -> datetime:
    present = clock.now()
    return at if present - at > HISTORY else _own_instant(max(at, present))


def _own_instant(wanted: datetime) -> datetime:
    """An instant no other row has. Ties are ordered by a random uid, and a reader whose
    cursor stands within a tie would miss a row that joins it later."""
    while WireEntry.objects.filter(visible_at=wanted).exists():
        wanted += timedelta(microseconds=1)
    return wanted


def hold_wire() -> None:
    """Take the writers' lock for the rest of the transaction (SQLite has only one writer)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def void_opening(launch: Launch, *, at: datetime) -> bool:
    """Cancel an opening that has not come yet. False if the instant has already passed."""
    return bool(_opening(launch, at).update(void=True))


def void_openings(launches: Iterable[int], *, at: datetime) -> int:
    """The same for many launches, by their ids, corrections included."""
    hold_wire()
    return _ahead(at).filter(launch__in=launches).update(void=True)


def point_opening_at(edition: Edition, *, at: datetime) -> None:
    """Let an opening that has not come yet announce a newer edition."""
    _opening(edition.launch, at).update(edition=edition, number=edition.number)


def _opening(launch: Launch, at: datetime) -> QuerySet[WireEntry]:
    hold_wire()
    return _ahead(at).filter(launch=launch, kind=WireKind.RELEASED)


def _ahead(at: datetime) -> QuerySet[WireEntry]:
    kinds = [WireKind.RELEASED, WireKind.CORRECTED]
    return WireEntry.objects.filter(kind__in=kinds, void=False, visible_at__gt=max(at, clock.now()))
