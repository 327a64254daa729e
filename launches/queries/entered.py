"""What the committee's lists have made, and what of it nobody has claimed."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, QuerySet

from launches.enums import EnteredVerb, State
from launches.models import AuditEntry, Company, Invitation, Launch
from launches.models.invitation import WAITING


def keys() -> QuerySet[Launch, tuple[str, str, str]]:
    """(company, product, uid) of every entry, for telling duplicates."""
    return Launch.objects.values_list("company__name", "product", "uid")


def unclaimed_companies() -> QuerySet[Company]:
    """Companies without people."""
    return Company.objects.filter(memberships__isnull=True)


def to_invite(*, at: datetime) -> QuerySet[Company]:
    """Companies without people whose entries nobody was invited to take over, by name."""
    waiting = Invitation.objects.filter(WAITING, company=OuterRef("pk"), expires_at__gt=at)
    by_agency = Launch.objects.filter(company=OuterRef("pk"), agency__isnull=False)
    entries = Launch.objects.filter(company=OuterRef("pk"))
    return (
        unclaimed_companies()
        .filter(Exists(entries), ~Exists(waiting), ~Exists(by_agency))
        .annotate(entries=Count("launches"))
        .order_by("name", "pk")
    )


def untouched(uids: Iterable[str]) -> dict[str, Launch]:
    """{uid: launch} of those drafts that still stand as a list has written them.

    Their company has no people, and the latest revision is the list's: what a company
    or the desk wrote is never written over.
    """
    entered = AuditEntry.objects.filter(launch_uid__in=uids, verb__in=EnteredVerb.values)
    last: dict[str, int] = {}
    for uid, detail in entered.order_by("id").values_list("launch_uid", "detail"):
        last[uid] = detail.get("revision", 0)
    rows = Launch.objects.filter(
        uid__in=last, state=State.DRAFT, company__memberships__isnull=True
    ).select_related("company", "preference__stage")
    return {row.uid: row for row in rows if row.latest_revision == last[row.uid]}
