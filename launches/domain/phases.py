"""Moves the review from one phase to the next."""

from datetime import datetime

from django.db import transaction

from launches import rules
from launches.errors import NotAllowed
from launches.models import Forum, Phase, User

from . import audit


def begin(phase: Phase, *, by: User, at: datetime) -> Phase:
    """Make a phase the active one; the one before ends in the same instant.

    Beginning the active phase again changes nothing. Raises NotAllowed for those who may
    not edit the call.
    """
    if not rules.edits_call(by):
        raise NotAllowed()
    with transaction.atomic():
        Forum.objects.select_for_update().get(pk=phase.forum_id)
        phase.refresh_from_db()
        if phase.is_active:
            return phase
        before = Phase.objects.filter(forum=phase.forum_id, is_active=True).first()
        Phase.objects.filter(forum=phase.forum_id, is_active=True).update(is_active=False)
        phase.is_active, phase.begun_at = True, at
        phase.save(update_fields=["is_active", "begun_at"])
        audit.record(
            "phase_begun",
            by=by,
            at=at,
            before=before.name[:24] if before else "",
            after=phase.name[:24],
            phase=phase.pk,
        )
    return phase
