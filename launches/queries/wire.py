"""Reading the log: the change feed, the live push and the caches stand on this.

Exactness: a reader takes its time first and then passes the writers' lock
(launches.domain.wire), so every fact visible by that time is committed and none can
appear behind the cursor later.
"""

from dataclasses import dataclass
from datetime import datetime

from django.core import signing
from django.db import connection, transaction
from django.db.models import Max, Min, Q, QuerySet

from launches.enums import Audience
from launches.models import WireEntry
from launches.queries import gate

LOCK = 0x756E7665  # the writers' lock, see launches.domain.wire
SIGNER = signing.Signer(salt="unveil.wire")  # without a time: same place, same bytes


class BadCursor(ValueError):
    """Not a cursor of ours."""


@dataclass(frozen=True, order=True)
class Cursor:
    """A place in the log: after this instant and, within it, after this uid."""

    visible_at: datetime
    uid: str

    def __str__(self) -> str:
        return SIGNER.sign_object([self.visible_at.isoformat(), self.uid])

    @classmethod
    def parse(cls, text: str) -> "Cursor":
        """Raises BadCursor for anything this forum did not sign."""
        try:
            instant, uid = SIGNER.unsign_object(text)
            return cls(datetime.fromisoformat(instant), str(uid))
        except (signing.BadSignature, ValueError, TypeError, AttributeError) as error:
            raise BadCursor(text[:80]) from error


def cursor_of(entry: WireEntry) -> Cursor:
    return Cursor(entry.visible_at, entry.uid)


def readable_by(who: gate.Who) -> QuerySet[WireEntry]:
    """The rows a reader will ever read: press reads its own rows and the public ones."""
    found = gate.reader(who)
    entries = gate.cut_wire_for(found, WireEntry.objects.filter(void=False))
    if found.reads_embargo:
        return entries.filter(audience__in=[Audience.PUBLIC, Audience.PRESS])
    return entries.filter(audience=Audience.PUBLIC)


def visible_entries(
    who: gate.Who, *, after: Cursor | None, at: datetime, limit: int = 100
) -> list[WireEntry]:
    """At most `limit` rows after the cursor that this reader may know at `at`, in order."""
    entries = readable_by(who).filter(visible_at__lte=at).order_by("visible_at", "uid")
    if after:
        entries = entries.filter(visible_at__gte=after.visible_at).filter(
            Q(visible_at__gt=after.visible_at) | Q(uid__gt=after.uid)
        )
    with transaction.atomic():
        _pass_writers()
        return list(entries[:limit])


def end_for(who: gate.Who, *, at: datetime) -> Cursor | None:
    """The place of the newest row this reader may know at `at`; None where there is none."""
    entries = readable_by(who).filter(visible_at__lte=at).order_by("-visible_at", "-uid")
    with transaction.atomic():
        _pass_writers()
        newest = entries.first()
    return cursor_of(newest) if newest else None


def _pass_writers() -> None:
    """Wait for writers under way. On SQLite the transaction itself (IMMEDIATE) has done so."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [LOCK])


def generation() -> int:
    """A number that changes with every row written to the log."""
    return WireEntry.objects.aggregate(top=Max("id"))["top"] or 0


def next_instant(*, at: datetime) -> datetime | None:
    """The next time a row becomes visible: no answer may be kept beyond it."""
    waiting = WireEntry.objects.filter(void=False, visible_at__gt=at)
    return waiting.aggregate(first=Min("visible_at"))["first"]
