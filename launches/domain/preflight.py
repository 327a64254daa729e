"""The pre-flight of a slate: its opening, tried for real and rolled back."""

from datetime import datetime

from django.db import Error as DatabaseError
from django.db import transaction
from django.db.models import QuerySet

from launches.enums import Mender
from launches.errors import UnveilError
from launches.models import Launch, Slate
from launches.queries.preflight import Problem, problems

from . import instants


def rehearse(slate: Slate, *, opens_at: datetime, at: datetime) -> list[Problem]:
    """What would fail if it opened at this instant, by launch. Changes nothing.

    First everything that can be seen by reading; then the opening itself, in a
    transaction that is rolled back, for what only the database knows.
    """
    found = problems(slate, opens_at=opens_at)
    if not grave(found):
        with transaction.atomic():
            found += _try(slate, opens_at, at)
            transaction.set_rollback(True)
    return found


def _try(slate: Slate, opens_at: datetime, at: datetime) -> list[Problem]:
    """All at once; only where that fails each by itself, to learn which one it is."""
    if not _failure(slate.launches.all(), opens_at, at):
        return []
    tried = [
        (launch, _failure(Launch.objects.filter(pk=launch.pk), opens_at, at))
        for launch in slate.launches.all()
    ]
    return [Problem(launch, what, Mender.HOUSE) for launch, what in tried if what]


def _failure(launches: QuerySet[Launch], opens_at: datetime, at: datetime) -> str:
    try:
        with transaction.atomic():
            instants.give(launches, opens_at, at=at)
    except UnveilError as refusal:
        return str(refusal)
    except DatabaseError as error:
        return type(error).__name__
    return ""


def grave(found: list[Problem]) -> dict[str, str]:
    """{uid of a launch or page: sentences} of what keeps the slate closed."""
    said: dict[str, str] = {}
    for one in found:
        if one.grave:
            said[one.uid] = f"{said.get(one.uid, '')} {one.what}".strip()
    return said
