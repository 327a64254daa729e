"""Which slate a launch waits for, and what the desk lists."""

from datetime import datetime

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Value, When

from launches.enums import CLOSED_STATES, SlateState, State
from launches.models import Edition, Launch, Slate
from launches.models.launch import released
from launches.queries.gate import Who, visible_to

PENDING = [SlateState.DRAFT, SlateState.IN_REVIEW, SlateState.READY]


def members_of(slate: Slate) -> QuerySet[Launch]:
    """The launches on it, in the order they were put there; `corrects`: open already."""
    rows = slate.launches.select_related("company", "forum", "theme")
    return rows.annotate(corrects=F("slate_members__corrects")).order_by("slate_members__pk")


def waiting_with(launch: Launch, *, at: datetime) -> Slate | None:
    """The slate that this launch opens with and that has not opened yet."""
    pending = Q(state__in=PENDING, members__launch=launch, members__is_open=True)
    return Slate.objects.filter(pending).exclude(_released(at)).first()


def is_armed_for(launch: Launch, *, at: datetime) -> bool:
    """Whether it is on a slate that is locked and will open by itself."""
    locked = Slate.objects.filter(state=SlateState.READY, blocked_at=None)
    armed = locked.filter(Q(opens_at__gt=at) | Q(held_at__isnull=False))
    return armed.filter(members__launch=launch, members__is_open=True).exists()


def listed() -> QuerySet[Slate]:
    """Every slate with how many launches it has, newest instant first, in one query."""
    rows = Slate.objects.select_related("forum", "made_by", "locked_by", "blocked_by", "undoes")
    return rows.annotate(size=Count("members")).order_by("-opens_at", "-pk")


def open_to_change() -> QuerySet[Slate]:
    """Slates that are not locked yet, the soonest first."""
    return Slate.objects.filter(state__in=[SlateState.DRAFT, SlateState.IN_REVIEW])


def blocked() -> QuerySet[Slate]:
    """The slates that stand locked and will not open: the desk's alarm."""
    return Slate.objects.filter(blocked_at__isnull=False).select_related("blocked_by")


def joinable(words: str, *, at: datetime) -> QuerySet[Launch]:
    """Launches that may still be put on a slate, approved ones first, by product or company."""
    rows = Launch.objects.exclude(state__in=CLOSED_STATES).exclude(released(at))
    rows = rows.exclude(slate_members__is_open=True)
    if words:
        rows = rows.filter(Q(product__icontains=words) | Q(company__name__icontains=words))
    approved = Case(When(state=State.APPROVED, then=Value(0)), default=Value(1))
    return rows.select_related("company", "theme").order_by(approved, "opens_at", "pk")


def opened_slates(*, at: datetime) -> QuerySet[Slate]:
    """Those whose instant has come."""
    return Slate.objects.filter(_released(at))


def _released(at: datetime) -> Q:
    """`Slate.is_released` as a condition."""
    return Q(state=SlateState.READY, blocked_at=None, held_at=None, opens_at__lte=at)


def opened(audience: Who, *, at: datetime) -> QuerySet[Slate]:
    """The slates that have opened and of which something can still be read, latest first.

    A slate that was rolled back is gone, and so is the one that took it back. No audience
    learns of one before its instant: only its launches are under embargo, not their order.
    """
    readable = visible_to(audience, at=at).filter(launch__slate_members__slate=OuterRef("pk"))
    return (
        opened_slates(at=at)
        .filter(Exists(readable), undoes=None, undone_by=None)
        .order_by("-opens_at", "uid")
    )


def readable_members(
    slates: list[Slate], audience: Who, *, at: datetime
) -> dict[int, list[Edition]]:
    """{slate id: the editions of its launches that this audience may read now}, in one query."""
    found: dict[int, list[Edition]] = {slate.pk: [] for slate in slates}
    rows = visible_to(audience, at=at).filter(launch__slate_members__slate__in=slates)
    rows = rows.annotate(slate=F("launch__slate_members__slate"))
    for edition in rows.defer("document", "words").order_by("launch__slate_members__pk"):
        found[edition.slate].append(edition)
    return found
