"""What the reviewers made of the entries: who has seen what, medians, spread."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from statistics import median
from typing import Any

from django.db.models import Count, F, FloatField, Q, QuerySet, Sum
from django.db.models.functions import Cast

from launches.enums import UNDER_REVIEW, Circle, Verdict
from launches.models import (
    Assessment,
    Assignment,
    Claim,
    Launch,
    Member,
    Phase,
    ScoreCategory,
    User,
)


def categories(forum_id: int) -> list[ScoreCategory]:
    """What is asked of reviewers, in its order."""
    return list(ScoreCategory.objects.filter(forum=forum_id, is_asked=True))


def candidates(user: User, *, at: datetime) -> QuerySet[Launch]:
    """Entries under review that a person has not assessed and nobody else has in hand.

    The least-reviewed come first, those that waited longest before others. Entries of the
    person's own companies are left out, and all but the person's own where the phase
    asks for that.
    """
    mine = Assessment.objects.filter(by=user).values("launch")
    held = Claim.objects.filter(until__gt=at).exclude(user=user).values("launch")
    rows = (
        Launch.objects.filter(_handed_out_to(user), state__in=UNDER_REVIEW)
        .exclude(Q(pk__in=mine) | Q(pk__in=held))
        .exclude(of_own(user))
    )
    return rows.annotate(
        seen=Count("assessments", filter=~Q(assessments__verdict=Verdict.CONFLICT))
    ).order_by("seen", "submitted_at", "pk")


def of_own(user: User) -> Q:
    """Entries of the person's own companies and of agencies they belong to."""
    own = Member.objects.filter(user=user).values("company")
    return Q(company__in=own) | Q(agency__in=own)


def _handed_out_to(user: User) -> Q:
    """What the active phases let this person score, who must hold the right to review."""
    if not user.has_perm("launches.review_launch"):
        return Q(pk__in=[])
    circles = [Circle.DESK]
    if user.has_perm("launches.approve_launch"):
        circles.append(Circle.CHIEFS)
    active = Phase.objects.filter(is_active=True)
    assigned = Assignment.objects.filter(user=user).values("launch")
    return Q(forum__in=active.filter(scored_by__in=circles).values("forum")) | Q(
        forum__in=active.filter(scored_by=Circle.ASSIGNED).values("forum"), pk__in=assigned
    )


@dataclass
class Result:
    """One entry's scores: totals of the reviewers (LOWEST to HIGHEST), their middle and spread.

    `median` and `spread` (highest less lowest) are None where nobody has scored.
    """

    launch: Launch
    totals: list[float] = field(default_factory=list)
    abstained: int = 0
    conflicts: int = 0

    def add(self, verdict: str, total: float | None) -> None:
        self.abstained += verdict == Verdict.ABSTAINED
        self.conflicts += verdict == Verdict.CONFLICT
        if total is not None:
            self.totals.append(total)

    @property
    def median(self) -> float | None:
        return median(self.totals) if self.totals else None

    @property
    def spread(self) -> float | None:
        return max(self.totals) - min(self.totals) if self.totals else None


def with_totals(rows: QuerySet[Assessment]) -> Any:
    """Each with `total`: the mean of its points by the categories' weights as they are now."""
    weight = F("scores__category__weight")
    weighted = Cast(Sum(F("scores__points") * weight), FloatField())
    return rows.annotate(total=weighted / Sum(weight))


def results(launches: Iterable[Launch]) -> list[Result]:
    """The table of an entry's results, best first; one query whatever their number.

    Where two have the same median, the one the reviewers agree on comes first.
    """
    found = {launch.pk: Result(launch) for launch in launches}
    rows = with_totals(Assessment.objects.filter(launch__in=found))
    for pk, verdict, total in rows.values_list("launch", "verdict", "total"):
        found[pk].add(verdict, total)
    return sorted(found.values(), key=_place)


def result_of(launch: Launch, assessments: Iterable[Any]) -> Result:
    """One entry's result of assessments that have their `total`."""
    result = Result(launch)
    for row in assessments:
        result.add(row.verdict, row.total)
    return result


def _place(result: Result) -> tuple[float, float, int]:
    middle, spread = result.median, result.spread
    return (-middle if middle is not None else 0.0, spread or 0.0, result.launch.pk)


def of_launch(launch: Launch, reader: User) -> tuple[Assessment | None, list[Assessment]]:
    """The reader's own assessment, and everybody's once the reader has scored.

    An opinion is not to be swayed before it is given. Whoever may approve reads all at
    any time, for they have to decide; nobody does who declared a conflict.
    """
    rows = with_totals(launch.assessments.select_related("by"))
    every = list(rows.prefetch_related("scores__category"))
    own = next((row for row in every if row.by_id == reader.pk), None)
    verdict = own.verdict if own else ""
    may_read = verdict == Verdict.SCORED or reader.has_perm("launches.approve_launch")
    return own, every if may_read and verdict != Verdict.CONFLICT else []


def progress(user: User, *, at: datetime) -> tuple[int, int]:
    """How many entries under review a person has assessed, and how many are left to them."""
    done = Assessment.objects.filter(by=user, launch__state__in=UNDER_REVIEW).count()
    return done, candidates(user, at=at).count()
