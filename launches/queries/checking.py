"""Reads about outside checks: a checker by its key, what it may still read, what the desk sees."""

from datetime import datetime, timedelta

from django.db.models import F, QuerySet

from launches.enums import CheckState
from launches.models import Checker, Launch, LaunchCheck
from launches.rules import CLOSED_STATES

from .links import digest_of

OPEN_FOR = timedelta(days=7)  # from asking; afterwards a check gives nothing out any more


def checker_of(token: str) -> Checker | None:
    """The active checker of this key; None for unknown, ended and switched off alike."""
    if not token:
        return None
    return Checker.objects.filter(key_digest=digest_of(token), is_active=True).first()


def is_open(check: LaunchCheck, *, at: datetime) -> bool:
    """Whether it still gives words and files out, and takes an answer."""
    recent = check.asked_at > at - OPEN_FOR
    return recent and check.checker.is_active and check.state != CheckState.FAILED


def check_for(checker: Checker, uid: str, *, at: datetime) -> LaunchCheck | None:
    """One of its own checks that is open; None for absent, another's and over alike."""
    rows = LaunchCheck.objects.select_related("launch", "checker")
    check = rows.filter(checker=checker, uid=uid).first()
    return check if check and is_open(check, at=at) else None


def of_launch(launch: Launch) -> QuerySet[LaunchCheck]:
    """Everything that was asked about an entry, the latest first, with what was found."""
    rows = launch.checks.select_related("checker", "asked_by").prefetch_related("remarks")
    return rows.defer("document")


def undelivered() -> QuerySet[LaunchCheck]:
    """Checks whose checker was never reached: the dead letters, while asking again helps.

    Left out are those about an older version or a closed entry, and of checkers that are
    switched off.
    """
    rows = LaunchCheck.objects.filter(
        state=CheckState.FAILED, checker__is_active=True, revision=F("launch__latest_revision")
    )
    open_ones = rows.exclude(launch__state__in=CLOSED_STATES).defer("document")
    return open_ones.select_related("checker", "launch__company")
