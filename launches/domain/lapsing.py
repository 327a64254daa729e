"""When the right to show a file ends: written on the wire ahead, as openings are.

Nothing has to be alive at that instant: the gate leaves the file out from then on, and
the row that says so becomes readable by itself.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F, Q

from launches import clock
from launches.enums import Audience, WireKind
from launches.models import Edition, EditionFile, WireEntry
from launches.models.edition import READABLE

Ending = tuple[int, datetime, str]  # edition id, instant, audience


def follow(editions: Iterable[Edition], *, at: datetime) -> None:
    """Let the wire's endings to come be those of what stands then, after any act on these.

    A version is told of for the time that it stands only. An ending after the opening is
    public, one before it (or without an instant) is for press alone. Endings that have passed
    are left. Call it under the wire's lock, after the editions were written; the launches of a
    recalled or closed one are covered too.
    """
    known: dict[int, Edition] = {edition.pk: edition for edition in editions}
    now = max(at, clock.now())
    wanted = _endings([pk for pk, one in known.items() if one.rights_end_at], now)
    written = _written({one.launch_id for one in known.values()}, now)
    stale = [pk for pk, ending in written.items() if ending not in wanted]
    wanted -= set(written.values())
    if stale:
        WireEntry.objects.filter(pk__in=stale).update(void=True)
    WireEntry.objects.bulk_create(
        _entry(known[pk], instant, audience) for pk, instant, audience in sorted(wanted)
    )


def _endings(editions: list[int], now: datetime) -> set[Ending]:
    if not editions:
        return set()
    readable = Edition.objects.filter(READABLE, pk__in=editions)
    lasting = Q(edition__stands_until=None) | Q(edition__stands_until__gt=F("expires_at"))
    files = EditionFile.objects.filter(
        lasting,
        edition__in=readable,
        expires_at__gt=now,
        expires_at__gte=F("edition__stands_from"),
    )
    rows = files.order_by().values_list("edition", "expires_at", "edition__opens_at").distinct()
    return {
        (pk, ends_at, _audience(opens_at, ends_at)) for pk, ends_at, opens_at in rows if ends_at
    }


def _audience(opens_at: datetime | None, ends_at: datetime) -> str:
    return Audience.PUBLIC if opens_at and opens_at <= ends_at else Audience.PRESS


def _written(launches: set[int], now: datetime) -> dict[int, Ending]:
    rows = WireEntry.objects.filter(
        kind=WireKind.RIGHTS_EXPIRED, void=False, visible_at__gt=now, launch__in=launches
    )
    return {row.pk: (row.edition_id or 0, row.visible_at, row.audience) for row in rows}


def _entry(edition: Edition, instant: datetime, audience: str) -> WireEntry:
    return WireEntry(
        kind=WireKind.RIGHTS_EXPIRED,
        launch_id=edition.launch_id,
        launch_uid=edition.launch_uid,
        edition=edition,
        number=edition.number,
        audience=audience,
        visible_at=instant,
        opens_at=edition.opens_at,
    )
