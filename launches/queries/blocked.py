"""What keeps entries from going on, and whose turn it is."""

from django.db.models import Exists, OuterRef, Q

from launches.enums import UNDER_REVIEW, Decision, State
from launches.models import Forum, SignOff

from . import desk


def by_points() -> Q:
    """Points of the editors are open: the company's turn."""
    return Q(state=State.CHANGES_REQUESTED)


def by_instant() -> Q:
    """Under review without a release moment, so it cannot be approved."""
    return desk.without_instant()


def by_sign_off() -> Q:
    """Under review, and an office that has to sign has not, or objects; one query.

    Whether signatures on parts cover the whole entry is not looked at here; approving
    looks (launches.queries.signoffs).
    """
    found = Q(pk__in=[])
    for forum in Forum.objects.exclude(sign_offs_to_approve=[]):
        for office in forum.sign_offs_to_approve:
            answers = SignOff.objects.filter(
                launch=OuterRef("pk"), office=office, voided_at=None, revoked_at=None
            )
            signed = Q(Exists(answers.filter(decision=Decision.APPROVED)))
            objected = Q(Exists(answers.filter(decision=Decision.OBJECTED)))
            found |= Q(forum=forum) & (~signed | objected)
    return Q(state__in=UNDER_REVIEW) & found
