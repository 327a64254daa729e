"""Remembers which version of an entry a person of the desk has looked at."""

from datetime import datetime

from launches import rules
from launches.errors import NotAllowed
from launches.models import LastLook, Launch, User


def first_look(launch: Launch, *, by: User, at: datetime) -> LastLook:
    """The person's last look; where there was none, the newest version counts as seen now."""
    found, _made = LastLook.objects.get_or_create(
        launch=launch, user=by, defaults={"revision": launch.latest_revision or 0, "at": at}
    )
    return found


def seen(launch: Launch, *, revision: int, by: User, at: datetime) -> None:
    """The person has looked at a version: only what comes after it is news to them.

    Never goes back: a page that was left open does not forget a later look. Raises
    NotAllowed for those who do not work at the desk, or for a version that is none of
    this entry's.
    """
    if not rules.works_at_desk(by) or not 0 <= revision <= (launch.latest_revision or 0):
        raise NotAllowed()
    first_look(launch, by=by, at=at)
    earlier = LastLook.objects.filter(launch=launch, user=by, revision__lt=revision)
    earlier.update(revision=revision, at=at)
