"""One person at one entry: taking it in hand, holding it, taking it over, letting it go.

A claim keeps nobody out: it tells the second person who is there and since when. It ends
by itself, so that a browser that was closed blocks nothing.
"""

from datetime import datetime, timedelta

from django.db import transaction

from launches import rules
from launches.errors import NotAllowed
from launches.models import Claim, Launch, User
from launches.queries import scoring

from . import audit

LASTS = timedelta(minutes=5)
TRIED = 20  # candidates looked at for one "next": more people than that never press at once


def standing(launch: Launch, *, at: datetime) -> Claim | None:
    """The claim that is in force, with its person."""
    return Claim.objects.filter(launch=launch, until__gt=at).select_related("user").first()


def claim(launch: Launch, *, by: User, at: datetime) -> Claim:
    """Take the entry in hand unless another person has it; the claim that then stands.

    Whose it is has to be looked at: `claim.user_id == by.pk`. The first of two people who
    come at the same instant gets it, by the database's own uniqueness. Also the sign of
    life of whoever has it. Raises NotAllowed for those who may not review the entry.
    """
    if not rules.reviews(by, launch):
        raise NotAllowed()
    until = at + LASTS
    mine = Claim.objects.filter(launch=launch, user=by, until__gt=at)
    if not mine.update(until=until):
        over = Claim.objects.filter(launch=launch, until__lte=at)
        if not over.update(user=by, since=at, until=until):
            row = Claim(launch=launch, user=by, since=at, until=until)
            Claim.objects.bulk_create([row], ignore_conflicts=True)
    found = Claim.objects.select_related("user").filter(launch=launch).first()
    return found or claim(launch, by=by, at=at)  # let go between the two statements


def take_over(launch: Launch, *, by: User, at: datetime) -> Claim:
    """Take it from whoever has it; their page learns of it at its next sign of life."""
    if not rules.reviews(by, launch):
        raise NotAllowed()
    with transaction.atomic():
        before = Claim.objects.filter(launch=launch, until__gt=at).exclude(user=by)
        taken = before.select_related("user").first()
        found, _made = Claim.objects.update_or_create(
            launch=launch, defaults={"user": by, "since": at, "until": at + LASTS}
        )
        if taken:
            audit.record("claim_taken", by=by, at=at, launch=launch, before=str(taken.user_id))
    return found


def let_go(launch: Launch, *, by: User) -> None:
    """Nobody has it any more, if it was this person's."""
    Claim.objects.filter(launch=launch, user=by).delete()


def next_entry(*, by: User, at: datetime) -> Launch | None:
    """Hand out the least-reviewed entry that this person has not yet looked at, claimed.

    Entries that another person has in hand are passed over, and those of the person's own
    company. None when there is nothing left.
    """
    for launch in scoring.candidates(by, at=at)[:TRIED]:
        if rules.scores(by, launch) and claim(launch, by=by, at=at).user_id == by.pk:
            return launch
    return None
