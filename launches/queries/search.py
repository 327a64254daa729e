"""Narrowing and ordering what the gate gave, the same for site, API and feeds."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import BooleanField, F, Func, Q, QuerySet, TextField, Value
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
    editions = with_words(editions, wanted.q)
    if wanted.day:
        editions = on_day(editions, wanted.day, zone)
    if since := wanted.updated_since:
        editions = editions.filter(Q(opens_at__gte=since) | Q(stands_from__gte=since))
    return editions


def with_words(editions: QuerySet[Edition], text: str) -> QuerySet[Edition]:
    """Of these, those that say every one of the words, in any language, as a part of a word too.

    Scripts that write no spaces are found by their pairs of signs, which PostgreSQL has an
    index of; words of ASCII by its trigrams. Elsewhere it reads through the words.
    """
    for word in fold(text).split()[:MOST_WORDS]:
        editions = editions.filter(words__contains=word)
        if connection.vendor == "postgresql" and (pairs := pairs_of(word)):
            editions = editions.filter(_HasPairs(F("words"), Value(pairs, ArrayField(TextField()))))
    return editions


class _HasPairs(Func):
    """Narrows by the index that unveil_pairs fills; what it lets through is compared anyway."""

    template, arg_joiner, output_field = "unveil_pairs(%(expressions)s)", ") @> (", BooleanField()


def pairs_of(word: str) -> list[str]:
    """Neighbouring signs outside ASCII, each pair once; a sign alone where it has no neighbour.

    The same as the database's function unveil_pairs finds, less the signs within pairs.
    """
    found = re.findall(r"[^\x00-\x7f]+", word)
    pairs = {part[n : n + 2] for part in found for n in range(max(1, len(part) - 1))}
    return sorted(pairs)


def day_read(text: str) -> date | None:
    """A day as addresses write it; None for what is none, or far away."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 2000 <= day.year <= 2200 else None


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
    rows = editions.defer("listing", "words") if whole else editions.defer("document", "words")
    if after:
        rows = rows.filter(_beyond(after, oldest_first, undated))
    last = {"nulls_last": True} if oldest_first else {"nulls_first": True}
    order = F("opens_at").asc if oldest_first else F("opens_at").desc
    rows = rows.order_by(order(**(last if undated else {})), "launch_uid")
    found = list(rows[: limit + 1])
    if len(found) <= limit:
        return found, None
    final = found[limit - 1]
    return found[:limit], Place(final.opens_at or FAR, final.launch_uid)


def _beyond(after: Place, oldest_first: bool, undated: bool) -> Q:
    """What stands after a place. FAR stands for no moment yet."""
    if after.instant == FAR:
        waiting = Q(opens_at=None, launch_uid__gt=after.uid)
        return waiting if oldest_first else waiting | Q(opens_at__isnull=False)
    same = Q(opens_at=after.instant, launch_uid__gt=after.uid)
    if oldest_first:
        dated = Q(opens_at__gte=after.instant) & (Q(opens_at__gt=after.instant) | same)
        return dated | Q(opens_at=None) if undated else dated
    return Q(opens_at__lte=after.instant) & (Q(opens_at__lt=after.instant) | same)
