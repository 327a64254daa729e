"""Writing the embargo ledger.

One entry is one answer. It is committed before the answer leaves, so that no crash loses a
row of what somebody has read (decision 19).
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from launches import origin
from launches.enums import LedgerDoor
from launches.models import Edition, LedgerEntry, LedgerLine, Outlet, OutletKey, User


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
    closed = {one.pk: one for one in editions if one.opens_at is None or one.opens_at > at}
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
        LedgerLine.objects.bulk_create(LedgerLine(entry=entry, edition_id=pk) for pk in closed)
    return entry.mark
