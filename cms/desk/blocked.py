"""The reasons an entry stands still, as the home counts them and the listing filters by them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, Count, Q, QuerySet
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from wagtail.models import TaskState

from launches.enums import UNDER_REVIEW
from launches.models import Launch
from launches.queries import blocked, confirmations


def by_second_eyes() -> Q:
    """At the step of release approval: somebody who did not edit it has to approve."""
    states = TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS, task__releaseapprovaltask__isnull=False
    )
    return Q(state__in=UNDER_REVIEW, pk__in=launches_at(states))


def launches_at(states: QuerySet[TaskState]) -> QuerySet:
    """Ids of the launches that stand at these steps, as a subquery that is read once."""
    from cms.models import LaunchPage

    number = Cast("workflow_state__object_id", BigIntegerField())
    pages = states.annotate(number=number).values("number")
    return LaunchPage.objects.filter(pk__in=pages).values("launch")


@dataclass(frozen=True)
class Reason:
    """Why, whose turn it is, and which entries."""

    label: Any
    who: Any
    condition: Callable[[], Q]


REASONS = {
    "points": Reason(_("Open points"), _("the company"), blocked.by_points),
    "sign_off": Reason(_("A sign-off is missing"), _("the company"), blocked.by_sign_off),
    "instant": Reason(_("No release moment"), _("the company"), blocked.by_instant),
    "confirmation": Reason(
        _("An edit to be confirmed"), _("the company"), confirmations.keeping_back
    ),
    "eyes": Reason(_("A second pair of eyes"), _("who approves"), by_second_eyes),
}


def counts() -> list[tuple[str, Reason, int]]:
    """(name, reason, how many entries), in two queries."""
    asked = {
        name: Count("pk", filter=reason.condition(), distinct=True)
        for name, reason in REASONS.items()
    }
    found = Launch.objects.aggregate(**asked)
    return [(name, reason, found[name]) for name, reason in REASONS.items()]
