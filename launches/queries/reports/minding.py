"""What each person of the desk has to do, and has done."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from launches.models import AuditEntry, ChangeRequest, Launch, User
from launches.queries import progress

from . import Wanted, entries

RULINGS = ["approved", "rejected", "changes_requested"]


@dataclass(frozen=True)
class Minding:
    """One person. Without a person: what nobody minds."""

    user: User | None
    review: int
    company: int
    decided: int = 0
    points: int = 0


def by_person(wanted: Wanted) -> list[Minding]:
    """Everybody who minds or has decided something, the fullest desk first; six queries."""
    among = Launch.objects.filter(pk__in=entries(wanted))
    ruled = AuditEntry.objects.filter(verb__in=RULINGS, launch_uid__in=among.values("uid"))
    decided = _counted(ruled, "actor")
    points = _counted(ChangeRequest.objects.filter(launch__in=entries(wanted)), "by")
    *minded, nobodys = progress.load(among)
    rows = {one.user.pk: one for one in minded if one.user}
    people = User.objects.in_bulk({*rows, *decided, *points})
    found = [
        Minding(
            user,
            rows[pk].review if pk in rows else 0,
            rows[pk].company if pk in rows else 0,
            decided[pk],
            points[pk],
        )
        for pk, user in people.items()
    ]
    found.sort(key=lambda one: (-one.review - one.company, -one.decided, str(one.user)))
    return [*found, Minding(None, nobodys.review, nobodys.company)]


def _counted(rows: QuerySet[Any], who: str) -> Counter[int]:
    numbers = rows.exclude(**{who: None}).order_by().values_list(who).annotate(n=Count("pk"))
    return Counter(dict(numbers))
