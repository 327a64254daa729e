"""What a reader asked the list for, read from its address."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import get_language

from launches.models import Edition
from launches.queries import search

PAGE = 24
NAMES = ("theme", "country", "day", "stage", "q")
INSTANT = "%Y%m%dT%H%M%S.%f"


@dataclass(frozen=True)
class Asked:
    """The filters of one request as typed; what makes no sense narrows nothing."""

    theme: str = ""
    country: str = ""
    day: str = ""
    stage: str = ""
    q: str = ""
    after: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> "Asked":
        return cls(**{name: _plain(query.get(name, "")) for name in (*NAMES, "after")})

    @property
    def any(self) -> bool:
        return any(getattr(self, name) for name in NAMES)

    def query(self, **changes: str) -> str:
        """These filters as a query string, without the place in the list."""
        values = {name: getattr(self, name) for name in NAMES} | changes
        return urlencode({name: value for name, value in values.items() if value})

    @property
    def feed(self) -> str:
        """The query string of the feeds of this list, in the reader's language."""
        values = {"theme": self.theme, "country": self.country, "lang": get_language() or "en"}
        return urlencode({name: value for name, value in values.items() if value})

    def wanted(self) -> search.Wanted:
        return search.Wanted(
            theme=self.theme, country=self.country, stage=self.stage, q=self.q, day=_day(self.day)
        )


def _plain(text: str) -> str:
    return text.encode("utf-8", "ignore").decode().replace("\0", "").strip()[:120]


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 2000 <= day.year <= 2200 else None


def page_of(
    readable: QuerySet[Edition], asked: Asked, zone: ZoneInfo, *, undated: bool = False
) -> tuple[list[Edition], str]:
    """One page of what was asked, newest first, and the mark of the next page ("" at the end).

    `undated` is for readers who see launches that wait for their cue.

    The mark is made of what every reader sees (instant and public id), so it tells
    nothing of what is hidden.
    """
    found = search.matching(readable, asked.wanted(), zone)
    rows, place = search.page_of(found, after=_place(asked.after), limit=PAGE, undated=undated)
    return rows, f"{place.instant.astimezone(UTC):{INSTANT}}-{place.uid}" if place else ""


def _place(text: str) -> search.Place | None:
    instant, _, uid = text.partition("-")
    try:
        return search.Place(datetime.strptime(instant, INSTANT).replace(tzinfo=UTC), uid)
    except ValueError:
        return None
