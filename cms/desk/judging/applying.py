"""Reads an entry's newest version for prepared decisions, and applies those that are due."""

from launches import clock
from launches.content import Content
from launches.domain import decisions
from launches.models import Launch


def newest(launch: Launch) -> Content:
    """What the entry says now."""
    from cms.models import LaunchPage

    return LaunchPage.contents_of([launch])[launch.pk]


def apply_due() -> int:
    """The worker's chore."""
    return decisions.apply_due(read=newest, at=clock.now())
