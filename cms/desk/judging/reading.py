"""What the review page shows about scores and about who has the entry in hand."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from launches import rules
from launches.domain import claims
from launches.enums import UNDER_REVIEW, RulingState, Verdict
from launches.models import Claim, Launch, User
from launches.queries import phases, scoring

from .forms import ScoreForm


def of_entry(launch: Launch, user: User) -> dict[str, Any]:
    """The scores the person may read, and the form where the phase lets them score."""
    own, every = scoring.of_launch(launch, user)
    of_submitters = rules.is_member(user, launch)
    every = [] if of_submitters else every
    reviewing = launch.state in UNDER_REVIEW
    result = scoring.result_of(launch, every)
    return {
        "phase": phases.active(launch.forum_id),
        "own": own,
        "assessments": every,
        "result": result,
        "score_form": ScoreForm(launch=launch, own=own)
        if reviewing and rules.scores(user, launch)
        else None,
        "may_declare": reviewing and rules.reviews(user, launch),
        "in_conflict": own is not None and own.verdict == Verdict.CONFLICT,
        "prepared": launch.decisions.exclude(state=RulingState.APPLIED)
        .select_related("batch", "by")
        .first(),
        "may_prepare": reviewing and rules.decides(user, launch),
        "is_of_submitters": of_submitters,
    }


def hand(launch: Launch, user: User, *, at: datetime) -> dict[str, Any]:
    """Take the entry in hand by opening it while it is under review; whose it then is."""
    if launch.state in UNDER_REVIEW and rules.reviews(user, launch):
        claim = claims.claim(launch, by=user, at=at)
        return {"claim": claim, "taken": said_of(claim, user)}
    return {}


def said_of(claim: Claim, reader: User) -> str:
    """Who has the entry and since when; empty where the reader has it."""
    if claim.user_id == reader.pk:
        return ""
    since = time_format(timezone.localtime(claim.since), "H:i")
    return _("%(who)s has had this entry open since %(since)s.") % {
        "who": claim.user,
        "since": since,
    }
