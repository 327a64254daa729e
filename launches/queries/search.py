"""Narrowing and ordering what the gate gave, the same for site, API and feeds."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from launches.content import fold
from launches.models import Edition

FAR = datetime(9000, 1, 1, tzinfo=UTC)
UTC_ZONE = ZoneInfo("UTC")
MOST_WORDS = 8


@dataclass(frozen=True)
class Wanted:
    """Filters; an empty one does not narrow. `day` is a day of the forum in its zone."""

    theme: str = ""
    category: str = ""
    country: str = ""
    stage: str = ""
    company: str = ""
    q: str = ""
    day: date | None = None
    updated_since: datetime | None = None


def matching(editions: QuerySet[Edition], wanted: Wanted, zone: ZoneInfo) -> QuerySet[Edition]:
    """Of these editions, those that were asked for."""
    for name in ("theme", "category", "stage"):
        if value := getattr(wanted, name):
            editions = editions.filter(**{name: value})
    if wanted.company:
        editions = editions.filter(company_uid=wanted.company)
    if wanted.country:
        editions = editions.filter(country=wanted.country.upper())
    for word in fold(wanted.q).split()[:MOST_WORDS]:
        editions = editions.filter(words__contains=word)
    if wanted.day:
        editions = on_day(editions, wanted.day, zone)
    if since := wanted.updated_since:
        editions = editions.filter(Q(opens_at__gte=since) | Q(made_at__gte=since))
    return editions


def on_day(editions: QuerySet[Edition], day: date, zone: ZoneInfo) -> QuerySet[Edition]:
    """Those shown on that day: by their slot on a stage, else by their release moment."""
    start = datetime.combine(day, time(), zone)
    return editions.annotate(shown_at=Coalesce("slot_at", "opens_at")).filter(
        shown_at__gte=start, shown_at__lt=start + timedelta(days=1)
    )


@dataclass(frozen=True)
class Place:
    """Where a page of a list ended: an instant and a public id, nothing hidden."""

    instant: datetime
    uid: str


def page_of(
    editions: QuerySet[Edition],
    *,
    after: Place | None,
    limit: int,
    oldest_first: bool = False,
    undated: bool = False,
    whole: bool = False,
) -> tuple[list[Edition], Place | None]:
    """At most `limit` rows by release moment, and the place after them if there are more.

    `undated` is for audiences that see launches waiting for their cue: these have no
    moment yet and stand with the latest. Without it the index answers alone.
    """
    rows = editions.defer("words") if whole else editions.defer("document", "words")
    name = "opens_at"
    if undated:
        name = "moment"
        rows = rows.annotate(moment=Coalesce(F("opens_at"), FAR))
    if after:
        side = "gt" if oldest_first else "lt"
        edge = "gte" if oldest_first else "lte"
        same = Q(**{name: after.instant}) & Q(launch_uid__gt=after.uid)
        rows = rows.filter(**{f"{name}__{edge}": after.instant})
        rows = rows.filter(Q(**{f"{name}__{side}": after.instant}) | same)
    order = name if oldest_first else f"-{name}"
    found = list(rows.order_by(order, "launch_uid")[: limit + 1])
    if len(found) <= limit:
        return found, None
    last = found[limit - 1]
    return found[:limit], Place(last.opens_at or FAR, last.launch_uid)
