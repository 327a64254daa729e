"""What a reader asked the list for, read from its address."""

from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import get_language

from launches.models import Edition
from launches.queries import kits, search
from launches.queries.gate import Who

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
            theme=self.theme,
            country=self.country,
            stage=self.stage,
            q=self.q,
            day=search.day_read(self.day),
        )


def kit_of(who: Who, asked: Asked, zone: ZoneInfo, *, at: datetime, door: str) -> str:
    """The address of the media kit of a list that is a theme or a day and no less; "" without.

    `door` is the URL space: "v1" for everybody, "press" for the people of an outlet.
    """
    day = search.day_read(asked.day)
    if asked.theme and asked == Asked(theme=asked.theme):
        name, place, held = "theme_kit", asked.theme, kits.of_theme(who, asked.theme, at=at)
    elif day and asked == Asked(day=asked.day):
        name, place, held = "day_kit", day.isoformat(), kits.of_day(who, day, zone, at=at)
    else:
        return ""
    return reverse(f"{door}:{name}", args=[place]) if kits.fits(held) else ""


def _plain(text: str) -> str:
    return text.encode("utf-8", "ignore").decode().replace("\0", "").strip()[:120]


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
