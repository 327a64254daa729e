"""The audit's rows in which an entry came into a state: what every history is counted from."""

from django.db.models import F, QuerySet

from launches.enums import State
from launches.models import AuditEntry


def into_states() -> QuerySet[AuditEntry]:
    """Rows whose `after` is a new state of an entry.

    Slates, phases and teams write words into `before` and `after` as well, some of them
    the same ("draft", "in_review"); those are left out.
    """
    rows = AuditEntry.objects.filter(after__in=State.values).exclude(launch_uid="")
    return rows.exclude(before=F("after")).exclude(verb__startswith="slate_")
