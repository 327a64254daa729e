"""Finding a preview link by its token, and who opened the links of an entry."""

from launches.models import AuditEntry, Launch, PreviewLink
from launches.queries.links import digest_of

SHOWN = 10


def by_token(token: str) -> PreviewLink | None:
    """The link of this token, whatever has become of it."""
    rows = PreviewLink.objects.select_related("launch__forum", "launch__company", "launch__page")
    return rows.filter(token_digest=digest_of(token)).first()


def openings_of(launch: Launch) -> dict[str, list[AuditEntry]]:
    """{link uid: its openings, the newest first}, in one query."""
    rows = AuditEntry.objects.filter(launch_uid=launch.uid, verb="preview_link_opened")
    found: dict[str, list[AuditEntry]] = {}
    for row in rows.order_by("-at", "-pk"):
        found.setdefault(row.detail["link"], []).append(row)
    return found
