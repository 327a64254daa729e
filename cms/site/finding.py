"""What a reader asked the list for, and the launches that answer it."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import QueryDict

from launches.domain.freeze import fold
from launches.models import Edition

PAGE = 24
NAMES = ("theme", "country", "day", "stage", "q")


@dataclass(frozen=True)
class Wanted:
    """The filters of one request; what makes no sense is left out, never an error."""

    theme: str = ""
    country: str = ""
    day: str = ""
    stage: str = ""
    q: str = ""
    after: str = field(default="", compare=False)

    @classmethod
    def of(cls, query: QueryDict) -> "Wanted":
        values = {name: _plain(query.get(name, "")) for name in (*NAMES, "after")}
        return cls(**values)

    @property
    def any(self) -> bool:
        return any(getattr(self, name) for name in NAMES)

    def query(self, **changes: str) -> str:
        """These filters as a query string, without the place in the list."""
        values = {name: getattr(self, name) for name in NAMES} | changes
        return urlencode({name: value for name, value in values.items() if value})


def _plain(text: str) -> str:
    return text.encode("utf-8", "ignore").decode().replace("\0", "").strip()[:120]


def matching(editions: QuerySet[Edition], wanted: Wanted, zone: ZoneInfo) -> QuerySet[Edition]:
    """Of the editions the gate gave, those the reader asked for."""
    if wanted.theme:
        editions = editions.filter(theme=wanted.theme)
    if wanted.country:
        editions = editions.filter(country=wanted.country.upper())
    if wanted.stage:
        editions = editions.filter(stage=wanted.stage)
    for word in fold(wanted.q).split()[:8]:
        editions = editions.filter(words__contains=word)
    if day := _day(wanted.day):
        start = datetime.combine(day, time(), zone)
        editions = editions.annotate(shown_at=Coalesce("slot_at", "opens_at")).filter(
            shown_at__gte=start, shown_at__lt=start + timedelta(days=1)
        )
    return editions


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 2000 <= day.year <= 2200 else None


def page_of(editions: QuerySet[Edition], after: str) -> tuple[list[Edition], str]:
    """One page, newest first, and the mark from which the next goes on ("" at the end).

    The mark is made of what every reader sees (instant and public id), so it tells
    nothing of what is hidden.
    """
    if place := _place(after):
        instant, uid = place
        editions = editions.filter(opens_at__lte=instant).filter(
            Q(opens_at__lt=instant) | Q(launch_uid__gt=uid)
        )
    rows = list(editions.order_by("-opens_at", "launch_uid").defer("document", "words")[: PAGE + 1])
    if len(rows) <= PAGE:
        return rows, ""
    return rows[:PAGE], mark(rows[PAGE - 1])


def mark(edition: Edition) -> str:
    """The place of an edition in the list."""
    return f"{edition.opens_at.astimezone(UTC):%Y%m%dT%H%M%S.%f}-{edition.launch_uid}"


def _place(text: str) -> tuple[datetime, str] | None:
    instant, _, uid = text.partition("-")
    try:
        return datetime.strptime(instant, "%Y%m%dT%H%M%S.%f").replace(tzinfo=UTC), uid
    except ValueError:
        return None
