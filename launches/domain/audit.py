"""The record of every act."""

from datetime import datetime
from typing import Any

from launches.models import AuditEntry, Launch, Slate, User


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


def record_slate(
    verb: str,
    slate: Slate,
    *,
    by: User | None,
    at: datetime,
    launch: Launch | None = None,
    **more: Any,
) -> None:
    """An act on a slate: one row for the slate, and one in the history of each launch it is about.

    `launch` is the one it is about; without it, all of its members.
    """
    row = record(verb, by=by, at=at, launch=launch, **more, after=slate.state, slate=slate.uid)
    if launch is None:
        AuditEntry.objects.bulk_create(
            AuditEntry(
                verb=verb,
                actor=by,
                at=at,
                launch_uid=uid,
                note=row.note,
                detail={"slate": slate.uid},
            )
            for uid in slate.launches.values_list("uid", flat=True)
        )
