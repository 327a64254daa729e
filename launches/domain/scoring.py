"""Reviewers say what they think of an entry: score it, abstain, or declare a conflict."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from launches import rules
from launches.enums import UNDER_REVIEW, Verdict
from launches.errors import NoSuchTransition, NotAllowed, UnveilError
from launches.models import Assessment, Launch, Score, ScoreCategory, User
from launches.models.scoring import HIGHEST, LOWEST
from launches.queries import scoring

from . import audit, claims

LONGEST = 2000


def score(
    launch: Launch, *, points: Mapping[int, int], note: str = "", by: User, at: datetime
) -> Assessment:
    """Score an entry: {category id: points}, from LOWEST to HIGHEST, every category.

    A second time replaces the first. Raises NotAllowed where the phase does not let this
    person score, UnveilError naming each category without fitting points as
    "category-<id>".
    """
    if not rules.scores(by, launch):
        raise NotAllowed(_("You do not score this entry in the present phase."))
    asked = scoring.categories(launch.forum_id)
    wrong = {
        f"category-{category.pk}": _("Points from %(lowest)d to %(highest)d are wanted.")
        % {"lowest": LOWEST, "highest": HIGHEST}
        for category in asked
        if not LOWEST <= points.get(category.pk, 0) <= HIGHEST
    }
    if wrong:
        raise UnveilError(fields=wrong)
    with transaction.atomic():
        assessment = _assess(launch, Verdict.SCORED, note, by=by, at=at)
        _write(assessment, asked, points)
    return assessment


def _write(assessment: Assessment, asked: list[ScoreCategory], points: Mapping[int, int]) -> None:
    assessment.scores.all().delete()
    Score.objects.bulk_create(
        Score(assessment=assessment, category=category, points=points[category.pk])
        for category in asked
    )


def abstain(launch: Launch, *, note: str = "", by: User, at: datetime) -> Assessment:
    """Say that one does not judge this entry; it is not handed out to this person again."""
    if not rules.scores(by, launch):
        raise NotAllowed(_("You do not score this entry in the present phase."))
    return _without_scores(launch, Verdict.ABSTAINED, note, by=by, at=at)


def declare_conflict(launch: Launch, *, note: str = "", by: User, at: datetime) -> Assessment:
    """Say that one is not impartial, in any phase: one then neither scores nor decides.

    A person of the submitting company or its agency needs not say it; they never could.
    """
    if not rules.reviews(by, launch):
        raise NotAllowed()
    return _without_scores(launch, Verdict.CONFLICT, note, by=by, at=at)


def end_conflict(launch: Launch, *, by: User, at: datetime) -> None:
    """Take one's own declared conflict back. Nothing happens where there is none."""
    with transaction.atomic():
        mine = Assessment.objects.filter(launch=launch, by=by, verdict=Verdict.CONFLICT)
        if mine.delete()[0]:
            audit.record("conflict_ended", by=by, at=at, launch=launch)


def _without_scores(
    launch: Launch, verdict: Verdict, note: str, *, by: User, at: datetime
) -> Assessment:
    with transaction.atomic():
        assessment = _assess(launch, verdict, note, by=by, at=at)
        assessment.scores.all().delete()
    return assessment


def _assess(launch: Launch, verdict: Verdict, note: str, *, by: User, at: datetime) -> Assessment:
    """Write the verdict and let the entry go. Points are not audited: they may change freely."""
    launch.refresh_from_db(fields=["state", "latest_revision"])
    if launch.state not in UNDER_REVIEW:
        raise NoSuchTransition(_("Only entries under review are scored."))
    note = note.replace("\0", "").strip()
    if len(note) > LONGEST:
        found = {"found": len(note), "wanted": LONGEST}
        words = _("%(found)s characters; at most %(wanted)s are possible.") % found
        raise UnveilError(fields={"note": words})
    said = {"verdict": verdict, "note": note, "revision": launch.latest_revision, "at": at}
    assessment, _made = Assessment.objects.update_or_create(launch=launch, by=by, defaults=said)
    verb = "conflict_declared" if verdict == Verdict.CONFLICT else "assessed"
    audit.record(verb, by=by, at=at, launch=launch, verdict=verdict)
    claims.let_go(launch, by=by)
    return assessment
