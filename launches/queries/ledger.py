"""Reading the embargo ledger: who saw what, and whose copy a mark is."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncDate

from launches.models import Edition, LedgerEntry, LedgerLine, Outlet, User

Use = list[tuple[str, int, int]]


def entries(
    *, launch: str = "", outlet: str = "", since: datetime | None = None
) -> QuerySet[LedgerEntry]:
    """The entries, newest first: of a launch (id or a part of its product's name), of an outlet
    (uid), since an instant."""
    rows = LedgerEntry.objects.select_related("outlet", "key")
    if launch := launch.strip():
        named = Q(launch_uid=launch) | Q(product__icontains=launch)
        lines = LedgerLine.objects.filter(edition__in=Edition.objects.filter(named))
        shown = lines.values("entry")
        rows = rows.filter(Q(mark__in=shown) | Q(same_as__in=shown))
    if outlet:
        rows = rows.filter(outlet__uid=outlet)
    return rows.filter(at__gte=since) if since else rows


def after(mark: str, *, until: datetime, limit: int) -> list[LedgerEntry]:
    """At most `limit` entries after this one ("" for the first), up to an instant, oldest first.

    Raises LedgerEntry.DoesNotExist for what is no mark.
    """
    rows = entries().filter(at__lte=until).order_by("at", "mark")
    if mark:
        last = LedgerEntry.objects.get(mark=mark)
        rows = rows.filter(Q(at__gt=last.at) | Q(at=last.at, mark__gt=mark))
    return list(rows[:limit])


def by_marks(marks: Iterable[str]) -> list[LedgerEntry]:
    """The entries of these marks, oldest first; what is no mark of ours is left out."""
    rows = LedgerEntry.objects.filter(mark__in=list(marks)[:100]).select_related("outlet", "key")
    return list(rows.order_by("at", "mark"))


def with_editions(rows: list[LedgerEntry]) -> list[LedgerEntry]:
    """The same, each with `editions` (without their texts) and `who`, in two queries."""
    lines: dict[str, list[Edition]] = {}
    found = LedgerLine.objects.filter(entry__in={row.same_as_id or row.mark for row in rows})
    heavy = ("edition__document", "edition__listing", "edition__words")
    for line in found.select_related("edition").defer(*heavy).order_by("id"):
        lines.setdefault(line.entry_id, []).append(line.edition)
    people = User.objects.in_bulk([row.person_id for row in rows if row.person_id])
    for row in rows:
        row.editions = lines.get(row.same_as_id or row.mark, [])
        row.who = people.get(row.person_id)
    return rows


def use_of(outlet: Outlet, *, at: datetime, days: int = 14) -> Use:
    """(day, answers by key, answers in the room) of the last days in UTC, days without any too."""
    first = at.astimezone(UTC).date() - timedelta(days=days - 1)
    rows = (
        LedgerEntry.objects.filter(outlet=outlet, at__gte=datetime.combine(first, time(), UTC))
        .annotate(day=TruncDate("at", tzinfo=UTC))
        .order_by()
        .values_list("day")
        .annotate(keyed=Count("mark", filter=Q(key__isnull=False)), all=Count("mark"))
    )
    found = {day: (keyed, total - keyed) for day, keyed, total in rows}
    dates = [first + timedelta(days=n) for n in range(days)]
    return [(day.isoformat(), *found.get(day, (0, 0))) for day in dates]
