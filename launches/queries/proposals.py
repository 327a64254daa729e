"""Which launches have a change that waits for the desk."""

from collections.abc import Iterable

from django.db.models import Q

from launches.enums import ProposalState
from launches.models import Launch, Proposal


def waiting() -> Q:
    """Launches with an open proposal, as a condition."""
    return Q(pk__in=Proposal.objects.filter(state=ProposalState.OPEN).values("launch"))


def count() -> int:
    """How many wait."""
    return Proposal.objects.filter(state=ProposalState.OPEN).count()


def open_among(launches: Iterable[Launch]) -> set[int]:
    """The ids of those of some launches that have one; one query."""
    rows = Proposal.objects.filter(
        state=ProposalState.OPEN, launch__in=[launch.pk for launch in launches]
    )
    return set(rows.values_list("launch", flat=True))
