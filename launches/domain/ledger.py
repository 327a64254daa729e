"""Writing the embargo ledger.

One entry is one answer. It is committed before the answer leaves, so that no crash loses a
row of what somebody has read (decision 19).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection, transaction

from launches import origin
from launches.enums import LedgerDoor
from launches.models import Edition, LedgerEntry, LedgerLine, Outlet, OutletKey, User
from launches.models.ledger import new_mark

TABLE = LedgerEntry._meta.db_table
COLUMNS = (
    "mark",
    "at",
    "outlet_id",
    "key_id",
    "terms",
    "door",
    "what",
    "address",
    "client",
    "same_as_id",
)
Row = tuple[Any, ...]


@dataclass
class Shown:
    """What a stored answer holds under embargo: ids of editions, never none of them.

    `what` was asked for. `first` is the entry whose lines list the editions, "" until the
    answer is first given.
    """

    editions: tuple[int, ...]
    what: str
    first: str = ""


class Sight(NamedTuple):
    """One giving of a stored answer, by ids: the rest of its entry."""

    shown: Shown
    outlet: int
    key: int
    terms: int
    address: str
    client: str
    at: datetime


def note(
    editions: Iterable[Edition],
    *,
    outlet: Outlet,
    door: LedgerDoor,
    at: datetime,
    key: OutletKey | None = None,
    by: User | None = None,
    what: str = "",
    address: str = "",
) -> str:
    """Enter those of these editions that are closed at `at`; the mark, or "" for none.

    `what` says what was asked for (a path, a file's id), `address` whole from where.
    """
    closed = closed_of(editions, at=at)
    if not closed:
        return ""
    entry = LedgerEntry(
        outlet=outlet,
        key=key,
        person=by,
        terms=outlet.accepted.version if outlet.accepted else 0,
        door=door,
        what=what[:200],
        address=address[:60],
        client=origin.client(),
        at=at,
    )
    with transaction.atomic():
        entry.save(force_insert=True)
        LedgerLine.objects.bulk_create(_lines(entry.mark, closed))
    return entry.mark


def note_each(sights: Sequence[Sight]) -> list[str]:
    """Enter many answers to keys of the API in one commit; their marks in the same order.

    What was given before is not listed again: its entry says `same_as`. The entries are written
    as plain values, for making rows of the model costs more than storing them.
    """
    if not sights:
        return []
    firsts = {id(sight.shown): sight.shown.first for sight in sights}
    rows: list[Row] = []
    lines: list[LedgerLine] = []
    for sight in sights:
        mark, first = new_mark(), firsts[id(sight.shown)]
        rows.append(_row(sight, mark, same_as=first or None))
        if not first:
            firsts[id(sight.shown)] = mark
            lines += _lines(mark, sight.shown.editions)
    with transaction.atomic():
        _insert(rows)
        LedgerLine.objects.bulk_create(lines)
    for sight in sights:
        sight.shown.first = firsts[id(sight.shown)]
    return [row[0] for row in rows]


def _row(sight: Sight, mark: str, *, same_as: str | None) -> Row:
    return (
        mark,
        connection.ops.adapt_datetimefield_value(sight.at),
        sight.outlet,
        sight.key,
        sight.terms,
        LedgerDoor.API.value,
        sight.shown.what[:200],
        sight.address[:60],
        sight.client,
        same_as,
    )


def _insert(rows: Sequence[Row]) -> None:
    places = ", ".join([f"({', '.join(['%s'] * len(COLUMNS))})"] * len(rows))
    statement = f"INSERT INTO {TABLE} ({', '.join(COLUMNS)}) VALUES {places}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, [value for row in rows for value in row])


def _lines(mark: str, editions: Iterable[int]) -> list[LedgerLine]:
    return [LedgerLine(entry_id=mark, edition_id=pk) for pk in editions]


def closed_of(editions: Iterable[Edition], *, at: datetime) -> tuple[int, ...]:
    """The ids of those that are not open at `at`, each once."""
    found = {one.pk: one for one in editions if one.opens_at is None or one.opens_at > at}
    return tuple(found)
