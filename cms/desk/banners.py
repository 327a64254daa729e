"""What the home of the desk says first: alarms and news that other parts of the desk add.

A part registers a function with `@banner`; it is asked for each person at each look, so
it should cost one cheap query.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from launches.models import User


@dataclass(frozen=True)
class Banner:
    """One line, where it leads, and whether it is an alarm."""

    text: str
    href: str = ""
    is_alarm: bool = False


Source = Callable[[User, datetime], Iterable[Banner]]
SOURCES: list[Source] = []


def banner(source: Source) -> Source:
    """Register a source of banners: (person, instant) -> banners. Twice is once."""
    if source not in SOURCES:
        SOURCES.append(source)
    return source


def banners_for(user: User, *, at: datetime) -> list[Banner]:
    """All banners for a person, alarms first."""
    found = [one for source in SOURCES for one in source(user, at)]
    return sorted(found, key=lambda one: not one.is_alarm)
