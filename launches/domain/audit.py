"""The record of every act."""

from datetime import datetime
from typing import Any

from launches.models import AuditEntry, Launch, User


def record(
    verb: str,
    *,
    by: User | None,
    at: datetime,
    launch: Launch | None = None,
    before: str = "",
    after: str = "",
    note: str = "",
    **detail: Any,
) -> AuditEntry:
    """Add one row. Notes are the desk's and the company's; they never reach readers."""
    return AuditEntry.objects.create(
        verb=verb,
        actor=by,
        at=at,
        launch_uid=launch.uid if launch else "",
        before=before,
        after=after,
        note=note,
        detail=detail,
    )
