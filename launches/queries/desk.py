"""What the desk counts and lists."""

from datetime import date, datetime, timedelta

from django.contrib.auth.backends import ModelBackend
from django.db.models import Count, Q, QuerySet

from launches.enums import CLOSED_STATES, UNDER_REVIEW, ReleaseMode, State
from launches.models import ChangeRequest, Launch, User

REVIEW_WITHIN = timedelta(days=5)  # from handing in; after that the desk is late
EXPIRES_WITHIN = timedelta(days=14)  # from when on the desk and the company are warned
DECIDE_BEFORE = timedelta(days=1)  # before the release moment; after that the entry is late


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
    return queue().filter(state__in=UNDER_REVIEW).order_by("submitted_at", "pk")


def opening_between(start: datetime, hours: int) -> QuerySet[Launch]:
    """Approved launches whose instant falls in the next hours, soonest first."""
    end = start + timedelta(hours=hours)
    return (
        queue()
        .filter(state=State.APPROVED, opens_at__gt=start, opens_at__lte=end, held_at=None)
        .order_by("opens_at", "pk")
    )


def releasers() -> QuerySet[User]:
    """Who is told when something locked will not open: all who may release."""
    return ModelBackend().with_perm("launches.release_launch")


def people() -> QuerySet[User]:
    """Everybody of the desk, by name: rules.is_desk as a query."""
    return ModelBackend().with_perm("launches.review_launch").order_by("name", "pk")


def late(at: datetime) -> Q:
    """What is late: the desk with an answer, the company with a point, all with a decision."""
    return late_review(at) | late_company(at) | late_decision(at)


def late_review(at: datetime) -> Q:
    """Handed in longer ago than the desk has to answer."""
    return Q(state__in=UNDER_REVIEW, submitted_at__lt=at - REVIEW_WITHIN)


def late_company(at: datetime) -> Q:
    """A point that was due is still open at the company."""
    due = ChangeRequest.objects.filter(resolved_at=None, due_at__lt=at)
    return Q(state=State.CHANGES_REQUESTED, pk__in=due.values("launch"))


def late_decision(at: datetime) -> Q:
    """The release moment is near or past, and the entry is not approved."""
    return Q(state__in=[*UNDER_REVIEW, State.CHANGES_REQUESTED], opens_at__lt=at + DECIDE_BEFORE)


def expiring(today: date) -> QuerySet[Launch]:
    """Entries with a right that ends within EXPIRES_WITHIN or has ended, the first day first."""
    soon = Q(finding__expires_on__lte=today + EXPIRES_WITHIN)
    rows = queue().filter(soon).exclude(state__in=CLOSED_STATES)
    return rows.select_related("finding").order_by("finding__expires_on", "pk")


def without_instant() -> Q:
    """Under review without a release moment: it cannot be approved."""
    return Q(state__in=UNDER_REVIEW, opens_at=None) & ~Q(release_mode=ReleaseMode.CUE)
