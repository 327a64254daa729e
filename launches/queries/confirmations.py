"""Edits of the desk that their companies have not confirmed, where the phase asks for it."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from launches.enums import UNDER_REVIEW, ConfirmationState
from launches.models import Confirmation, Launch, Phase
from launches.models.confirmation import OPEN


def binding() -> QuerySet[Confirmation]:
    """Those that keep an entry from its approval just now."""
    asking = Phase.objects.filter(is_active=True, confirms_edits=True).values("forum")
    return Confirmation.objects.filter(
        state__in=OPEN, launch__state__in=UNDER_REVIEW, launch__forum__in=asking
    )


def of(launch: Launch) -> Confirmation | None:
    """The one of a launch, with its people."""
    return binding().filter(launch=launch).select_related("by", "answered_by").first()


def awaited_among(launches: Iterable[Launch]) -> set[int]:
    """The ids of those of some launches whose company has to answer; one query."""
    ids = [launch.pk for launch in launches]
    rows = binding().filter(state=ConfirmationState.WAITING, launch__in=ids)
    return set(rows.values_list("launch", flat=True))


def keeping_back() -> Q:
    """Launches that wait for one, or whose company objects, as a condition."""
    return Q(pk__in=binding().values("launch"))
