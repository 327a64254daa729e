"""Reads an entry's newest version for prepared decisions, and applies those that are due."""

from cms.translating.drafting import content_to_release
from launches import clock
from launches.content import Content
from launches.domain import decisions
from launches.enums import Ruling
from launches.models import Launch


def newest(launch: Launch, ruling: Ruling) -> Content:
    """What the entry says now. Raises NotReady where a draft nobody has read would be accepted."""
    from cms.models import LaunchPage

    page = LaunchPage.latest_of(launch)
    return content_to_release(page) if ruling == Ruling.ACCEPT else page.content()


def apply_due() -> int:
    """The worker's chore."""
    return decisions.apply_due(read=newest, at=clock.now())
