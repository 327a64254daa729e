"""Corrections that a slate brings: which version of an open launch takes over, and when.

A prepared correction is an edition that stands at no instant. Arming gives it and the
version before it the slate's instant; from then on time changes one for the other inside
the gate's query, together with everything that the slate opens.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import OuterRef, Q, QuerySet, Subquery

from launches import clock
from launches.enums import WireKind
from launches.models import Edition, Launch
from launches.models.edition import CURRENT, LATEST, PREPARED

from .lapsing import follow
from .wire import announce_each


def corrected(launches: Iterable[int], *, at: datetime) -> set[int]:
    """Of these launches, by their ids, those that a correction waits for, armed or not."""
    rows = _waiting(at).filter(launch__in=launches)
    return set(rows.values_list("launch", flat=True))


def _waiting(at: datetime) -> QuerySet[Edition]:
    return Edition.objects.filter(LATEST).filter(PREPARED | Q(stands_from__gt=at))


def arm(launches: Iterable[int], instant: datetime, *, at: datetime) -> list[Edition]:
    """Let the prepared corrections of these launches take over at `instant`, or now if it has come.

    Call it inside the act's transaction with the wire held. Three statements and the wire's,
    however many there are.
    """
    prepared = Edition.objects.filter(PREPARED, launch__in=launches)
    ids = list(prepared.values_list("pk", flat=True))
    if not ids:
        return []
    rows = Edition.objects.filter(pk__in=ids)
    before = _light(Edition.objects.filter(CURRENT, launch__in=rows.values("launch")))
    Edition.objects.filter(pk__in=[one.pk for one in before]).update(stands_until=instant)
    rows.update(stands_from=instant)
    found = _light(rows)
    ahead = instant > max(at, clock.now())
    visible_at = instant if ahead else None
    announce_each(WireKind.CORRECTED, found, at=at, visible_at=visible_at, until_then=before)
    return found


def _light(editions: QuerySet[Edition]) -> list[Edition]:
    return list(editions.select_related("launch").defer("document", "listing", "words"))


def disarm(launches: Iterable[int], *, at: datetime) -> list[datetime]:
    """Take the instant from armed corrections that have not taken over: the version before
    stands on. Returns the instants; whether there was time left, and the wire's rows, are the
    caller's part."""
    armed = _light(Edition.objects.filter(CURRENT, launch__in=launches, stands_from__gt=at))
    if not armed:
        return []
    Edition.objects.filter(pk__in=[one.pk for one in armed]).update(stands_from=None)
    ids = [one.launch_id for one in armed]
    ended = Edition.objects.filter(launch__in=ids, stands_until__gt=at)
    before = _light(ended)
    ended.update(stands_until=None)
    follow([*before, *armed], at=at)
    return [one.stands_from for one in armed if one.stands_from]


def drop(launches: Iterable[int], *, at: datetime) -> None:
    """Give prepared corrections up; the version that readers have is the approved one again."""
    prepared = Edition.objects.filter(PREPARED, launch__in=launches)
    ids = list(prepared.values_list("launch", flat=True))
    prepared.update(superseded_at=at)
    standing = Edition.objects.filter(CURRENT, launch=OuterRef("pk")).values("revision")[:1]
    Launch.objects.filter(pk__in=ids).update(approved_revision=Subquery(standing))
