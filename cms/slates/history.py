"""The acts on a slate, and those on one of its launches that concern all of it."""

from django.db.models import QuerySet

from launches.models import AuditEntry, Slate

ONE_LAUNCH = ["slate_joined", "slate_left", "slate_blocked"]
SHOWN = 50


def of(slate: Slate) -> QuerySet[AuditEntry]:
    """The newest acts first; each launch's own copy of an act on the whole is left out."""
    rows = AuditEntry.objects.filter(detail__slate=slate.uid).select_related("actor")
    own = rows.filter(launch_uid="") | rows.filter(verb__in=ONE_LAUNCH)
    return own.order_by("-at", "-pk")[:SHOWN]
