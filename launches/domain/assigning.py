"""Who of the desk minds an entry. It is help, not a right: others may still act."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from launches import rules
from launches.errors import NotAllowed, UnveilError
from launches.models import Assignment, Launch, User

from . import audit


def assign(
    launch: Launch, *, to: User, by: User, at: datetime, instead: bool = False
) -> Assignment:
    """Give an entry to a person of the desk, once; `instead` takes it from all others.

    Raises NotAllowed for whoever may not review the entry, UnveilError where the other
    person may not (not of the desk, or of the submitting company).
    """
    if not rules.reviews(by, launch):
        raise NotAllowed()
    if not rules.reviews(to, launch):
        raise UnveilError(_("%(who)s may not review this entry.") % {"who": to})
    with transaction.atomic():
        if instead:
            _take(launch, launch.assignments.exclude(user=to), by=by, at=at)
        return give(launch, to=to, by=by, at=at)


def give(
    launch: Launch, *, to: User, by: User | None, at: datetime, rule: int | None = None
) -> Assignment:
    """Note that somebody minds an entry, once. Asks no rights: that is the callers' part.

    `rule` is the id of the rule that gave it; `by` is None where it did so by itself.
    """
    with transaction.atomic():
        found, made = Assignment.objects.get_or_create(
            launch=launch, user=to, defaults={"by": by, "at": at}
        )
        if made:
            detail: dict[str, Any] = {"user": to.pk, **({"rule": rule} if rule else {})}
            audit.record("assigned", by=by, at=at, launch=launch, **detail)
    return found


def unassign(launch: Launch, *, of: User | None = None, by: User, at: datetime) -> int:
    """Take an entry from a person, or from everybody; from how many it was taken."""
    if not rules.reviews(by, launch):
        raise NotAllowed()
    rows = launch.assignments.all()
    with transaction.atomic():
        return _take(launch, rows.filter(user=of) if of else rows, by=by, at=at)


def _take(launch: Launch, rows: QuerySet[Assignment], *, by: User, at: datetime) -> int:
    taken = list(rows.values_list("user", flat=True))
    rows.delete()
    for user in taken:
        audit.record("unassigned", by=by, at=at, launch=launch, user=user)
    return len(taken)
