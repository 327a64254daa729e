"""Where the entries come from: from the forum's country, or from abroad."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q

from launches.enums import State
from launches.models import Theme
from launches.models.launch import released
from launches.zones import country_of

from . import Wanted, entries

AIM = 50.0  # percent from abroad: half of the people of the model forum are


@dataclass(frozen=True)
class Origin:
    """How many entries are of the forum's country, of others, and of companies without one."""

    home: int = 0
    abroad: int = 0
    unsaid: int = 0

    @property
    def total(self) -> int:
        return self.home + self.abroad + self.unsaid

    @property
    def share(self) -> float | None:
        """Percent from abroad of those whose country is known; None where none is."""
        known = self.home + self.abroad
        return 100 * self.abroad / known if known else None

    def __add__(self, other: "Origin") -> "Origin":
        return Origin(
            self.home + other.home, self.abroad + other.abroad, self.unsaid + other.unsaid
        )


@dataclass(frozen=True)
class Country:
    """Entries of one country ("" where none is said), and how far they have come."""

    code: str
    entries: int
    approved: int
    released: int


def by_theme(wanted: Wanted) -> list[tuple[Theme, Origin]]:
    """Each theme that has entries, in their order; two queries.

    A forum whose time zone belongs to no country has no home: then all are from abroad.
    """
    home = country_of(wanted.forum)
    counts = {
        "home": Count("pk", filter=Q(company__country=home) & ~Q(company__country="")),
        "abroad": Count("pk", filter=~Q(company__country__in=[home, ""])),
        "unsaid": Count("pk", filter=Q(company__country="")),
    }
    rows = entries(wanted).values("theme").annotate(**counts)
    found = {theme: Origin(*numbers) for theme, *numbers in rows.values_list("theme", *counts)}
    return [(theme, found[theme.pk]) for theme in Theme.objects.filter(pk__in=found)]


def by_country(wanted: Wanted, *, at: datetime) -> list[Country]:
    """Each country that has entries, the most first; one query."""
    counts: dict[str, Any] = {
        "n": Count("pk"),
        "approved": Count("pk", filter=Q(state=State.APPROVED)),
        "released": Count("pk", filter=released(at)),
    }
    rows = entries(wanted).values("company__country").annotate(**counts)
    found = [Country(*row) for row in rows.values_list("company__country", *counts)]
    return sorted(found, key=lambda row: (-row.entries, row.code))


def joined(countries: list[Country], home: str) -> Origin:
    """The countries as one sum."""
    origin = Origin()
    for row in countries:
        name = "unsaid" if not row.code else "home" if row.code == home else "abroad"
        origin += Origin(**{name: row.entries})
    return origin
