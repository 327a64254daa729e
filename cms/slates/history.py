"""The acts on a slate, and those on one of its launches that concern all of it."""

from django.db.models import OuterRef, QuerySet, Subquery

from launches.models import AuditEntry, Launch, Slate

ONE_LAUNCH = ["slate_joined", "slate_left", "slate_blocked"]
SHOWN = 50


def of(slate: Slate) -> QuerySet[AuditEntry]:
    """The newest acts first; each launch's own copy of an act on the whole is left out.

    `product` is the launch's name of now, None where the act was on the whole.
    """
    rows = AuditEntry.objects.filter(detail__slate=slate.uid).select_related("actor")
    own = rows.filter(launch_uid="") | rows.filter(verb__in=ONE_LAUNCH)
    product = Launch.objects.filter(uid=OuterRef("launch_uid")).values("product")
    own = own.annotate(product=Subquery(product[:1]))
    return own.order_by("-at", "-pk")[:SHOWN]
