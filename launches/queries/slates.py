"""Which slate a launch waits for, and what the desk lists."""

from datetime import datetime

from django.db.models import Count, Q, QuerySet

from launches.enums import SlateState
from launches.models import Launch, Slate

PENDING = [SlateState.DRAFT, SlateState.IN_REVIEW, SlateState.READY]


def members_of(slate: Slate) -> QuerySet[Launch]:
    """The launches on it, in the order they were put there."""
    return slate.launches.select_related("company", "forum", "theme").order_by("slate_members__pk")


def waiting_with(launch: Launch, *, at: datetime) -> Slate | None:
    """The slate that this launch opens with and that has not opened yet."""
    pending = Q(state__in=PENDING, members__launch=launch, members__is_open=True)
    opened = Q(state=SlateState.READY, blocked_at=None, opens_at__lte=at)
    return Slate.objects.filter(pending).exclude(opened).first()


def is_armed_for(launch: Launch, *, at: datetime) -> bool:
    """Whether it is on a slate that is locked and will open by itself."""
    armed = Slate.objects.filter(state=SlateState.READY, blocked_at=None, opens_at__gt=at)
    return armed.filter(members__launch=launch, members__is_open=True).exists()


def listed() -> QuerySet[Slate]:
    """Every slate with how many launches it has, newest instant first, in one query."""
    rows = Slate.objects.select_related("forum", "made_by", "locked_by", "blocked_by", "undoes")
    return rows.annotate(size=Count("members")).order_by("-opens_at", "-pk")


def blocked() -> QuerySet[Slate]:
    """The slates that stand locked and will not open: the desk's alarm."""
    return Slate.objects.filter(blocked_at__isnull=False).select_related("blocked_by")
