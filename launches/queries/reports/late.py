"""What was late: against the call's deadlines, due dates, the desk's own time, and instants."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import (
    Case,
    DateTimeField,
    DurationField,
    Expression,
    ExpressionWrapper,
    F,
    Min,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from launches.enums import UNDER_REVIEW, Lateness, State
from launches.models import AuditEntry, ChangeRequest, Receipt
from launches.queries import call, desk

from . import Wanted, entries
from .stays import rank

Rows = QuerySet[Any]


@dataclass(frozen=True)
class Late:
    """Of `count` that had to be in time, how many were not, and by how much."""

    kind: Lateness
    count: int
    late: int
    median: timedelta | None = None
    worst: timedelta | None = None

    @property
    def share(self) -> float | None:
        """Percent; None where nothing had to be in time."""
        return 100 * self.late / self.count if self.count else None


def by_kind(wanted: Wanted, *, at: datetime) -> list[Late]:
    """Every kind of lateness; two queries each, and one for the windows of the call.

    What is not done yet counts as late from its due instant on.
    """
    made = {
        Lateness.DEADLINE: _handed_in(wanted),
        Lateness.POINT: _points(wanted, at),
        Lateness.REVIEW: _reviews(wanted, at),
        Lateness.INSTANT: _approvals(wanted, at),
    }
    return [_told(kind, rows) for kind, rows in made.items()]


def _told(kind: Lateness, rows: Rows) -> Late:
    over = ExpressionWrapper(F("done") - F("due"), output_field=DurationField())
    spans = sorted(rows.filter(done__gt=F("due")).values_list(over, flat=True))
    worst = spans[-1] if spans else None
    return Late(kind, rows.count(), len(spans), rank(spans, 0.5), worst)


def _handed_in(wanted: Wanted) -> Rows:
    """The first receipt, against the window of the entry."""
    first = Receipt.objects.filter(launch=OuterRef("pk")).order_by("at").values("at")[:1]
    rows = entries(wanted).annotate(done=Subquery(first), due=call.closing(wanted.forum))
    return rows.filter(done__isnull=False)


def _points(wanted: Wanted, at: datetime) -> Rows:
    """Points with a due date, against the instant they were handed in again."""
    rows = ChangeRequest.objects.filter(launch__in=entries(wanted), due_at__isnull=False)
    return rows.order_by().annotate(done=Coalesce("resolved_at", _now(at)), due=F("due_at"))


def _reviews(wanted: Wanted, at: datetime) -> Rows:
    """The desk's answer to the latest hand-in, against desk.REVIEW_WITHIN."""
    answered = Case(
        When(state__in=UNDER_REVIEW, then=_now(at)),
        When(state__in=[State.APPROVED, State.KILLED], then=_first_approval()),
        default=F("state_at"),
        output_field=DateTimeField(),
    )
    rows = entries(wanted).filter(submitted_at__isnull=False).exclude(state=State.WITHDRAWN)
    return rows.annotate(done=answered, due=_shifted("submitted_at", desk.REVIEW_WITHIN))


def _approvals(wanted: Wanted, at: datetime) -> Rows:
    """The approval, against desk.DECIDE_BEFORE the release moment."""
    rows = entries(wanted).filter(submitted_at__isnull=False, opens_at__isnull=False)
    rows = rows.exclude(state__in=[State.REJECTED, State.WITHDRAWN])
    done = Coalesce(_first_approval(), _now(at))
    return rows.annotate(done=done, due=_shifted("opens_at", -desk.DECIDE_BEFORE))


def _first_approval() -> Subquery:
    """A correction approves once more, long after the instant: the first one counts."""
    rows = AuditEntry.objects.filter(launch_uid=OuterRef("uid"), verb="approved").order_by()
    return Subquery(rows.values("launch_uid").annotate(first=Min("at")).values("first"))


def _shifted(name: str, by: timedelta) -> Expression:
    return ExpressionWrapper(F(name) + Value(by), output_field=DateTimeField())


def _now(at: datetime) -> Value:
    return Value(at, output_field=DateTimeField())
