"""Entering drafts on companies' behalf: the committee's lists, many at a time.

A company made here has no people; its entries are unclaimed until somebody takes it over.
"""

from collections.abc import Iterable
from datetime import datetime

from launches import rules
from launches.enums import EnteredVerb, State
from launches.errors import NotAllowed
from launches.models import AuditEntry, Company, Launch, Preference, User


def require_editor(by: User | None) -> None:
    """`by` is None for a command. Raises NotAllowed for everybody who edits nothing."""
    if by is not None and not rules.edits(by):
        raise NotAllowed()


def enter_companies(companies: list[Company], *, by: User | None, at: datetime) -> None:
    """Save companies that nobody has claimed yet."""
    require_editor(by)
    Company.objects.bulk_create(companies)
    AuditEntry.objects.bulk_create(
        AuditEntry(verb="company_entered", actor=by, at=at, detail={"company": company.uid})
        for company in companies
    )


def enter_launches(drafts: list[Launch], *, by: User | None, at: datetime) -> None:
    """Save drafts (editing.drafted) of unclaimed companies; their pages come next."""
    require_editor(by)
    Launch.objects.bulk_create(drafts)


def record_pages(
    written: Iterable[tuple[Launch, int]],
    *,
    verb: EnteredVerb = EnteredVerb.ENTERED,
    by: User | None,
    at: datetime,
) -> None:
    """Note the latest revision and the launch year of each, in its row and in the audit.

    The audit's revision tells later whether anybody else has written since.
    """
    rows = []
    for launch, revision in written:
        launch.latest_revision, launch.edited_at = revision, at
        rows.append(launch)
    Launch.objects.bulk_update(
        rows, ["latest_revision", "edited_at", "launch_year"], batch_size=250
    )
    AuditEntry.objects.bulk_create(
        AuditEntry(
            verb=verb,
            actor=by,
            at=at,
            launch_uid=launch.uid,
            after=State.DRAFT,
            detail={"revision": launch.latest_revision},
        )
        for launch in rows
    )


def enter_wishes(wishes: list[Preference], *, by: User | None, at: datetime) -> None:
    """Store which day, hour and hall a list asks for; an earlier wish gives way to it."""
    require_editor(by)
    Preference.objects.bulk_create(
        wishes,
        update_conflicts=True,
        unique_fields=["launch"],
        update_fields=["day", "stage", "time", "note"],
        batch_size=250,
    )
    AuditEntry.objects.bulk_create(
        AuditEntry(
            verb="slot_wished",
            actor=by,
            at=at,
            launch_uid=wish.launch.uid,
            detail={"day": str(wish.day or "")},
        )
        for wish in wishes
    )
