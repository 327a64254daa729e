"""What the desk counts and lists."""

from datetime import datetime, timedelta

from django.contrib.auth.backends import ModelBackend
from django.db.models import Count, QuerySet

from launches.enums import State
from launches.models import Launch, User


def counts_by_state() -> dict[str, int]:
    """How many entries stand in each state, zero included."""
    rows = dict(Launch.objects.order_by().values_list("state").annotate(n=Count("pk")))
    return {state: rows.get(state, 0) for state in State.values}


def queue() -> QuerySet[Launch]:
    """Every entry with what the listing shows, in one query."""
    return Launch.objects.select_related(
        "company", "theme", "section", "forum", "last_editor", "approver", "state_by"
    )


def waiting() -> QuerySet[Launch]:
    """Handed in and not decided, oldest first."""
    states = [State.SUBMITTED, State.IN_REVIEW]
    return queue().filter(state__in=states).order_by("submitted_at", "pk")


def opening_between(start: datetime, hours: int) -> QuerySet[Launch]:
    """Approved launches whose instant falls in the next hours, soonest first."""
    end = start + timedelta(hours=hours)
    return (
        queue()
        .filter(state=State.APPROVED, opens_at__gt=start, opens_at__lte=end)
        .order_by("opens_at", "pk")
    )


def releasers() -> QuerySet[User]:
    """Who is told when something locked will not open: all who may release."""
    return ModelBackend().with_perm("launches.release_launch")
