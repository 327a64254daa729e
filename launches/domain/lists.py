"""A committee's list on the desk: brought, read, corrected, made. Only editors may.

The work itself is a job's; here is what it may begin and what it has told. A job that
died is begun again: nothing is made twice.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from launches import rules
from launches.enums import ListState
from launches.errors import NotAllowed, Stale, UnveilError
from launches.models import CommitteeList, ListLine, User

from . import audit

STUCK = timedelta(minutes=2)  # without a sign of life
AT_WORK = (ListState.READING, ListState.MAKING)


def receive(
    *, filename: str, file: str, sha256: str, size: int, by: User, at: datetime
) -> CommitteeList:
    """Take in a stored file; it is read by a job."""
    _require_editor(by)
    with transaction.atomic():
        found = CommitteeList.objects.create(
            filename=filename, file=file, sha256=sha256, bytes=size, by=by, at=at, touched_at=at
        )
        audit.record("list_received", by=by, at=at, list=found.uid)
    return found


def correct(found: CommitteeList, *, sheets: list[dict[str, Any]], by: User, at: datetime) -> None:
    """Read it again with columns that a person has chosen."""
    _require_editor(by)
    if not any(sheet["used"] for sheet in sheets):
        raise UnveilError(_("Choose at least one sheet to read."))
    with transaction.atomic():
        before = [ListState.CHECKED, ListState.REFUSED]
        _move(found, before, ListState.READING, at=at, sheets=sheets)
        audit.record("list_corrected", by=by, at=at, list=found.uid)


def confirm(found: CommitteeList, *, whole: bool, invites: bool, by: User, at: datetime) -> None:
    """Have it made: all rows or none, or the good rows only.

    `invites` sends each new company the invitation to take over its entries, where the
    list has an address. Raises UnveilError where all is wanted and a row has an error.
    """
    _require_editor(by)
    if whole and found.lines.filter(kind="error").exists():
        raise UnveilError(_("Some rows have errors, so not all of them can be made."))
    with transaction.atomic():
        _move(
            found,
            [ListState.CHECKED],
            ListState.MAKING,
            at=at,
            whole=whole,
            invites=invites,
            by=by,
        )
        audit.record("list_confirmed", by=by, at=at, list=found.uid)


def is_stuck(found: CommitteeList, *, at: datetime) -> bool:
    """Whether the job seems to have died."""
    return found.state in AT_WORK and found.touched_at < at - STUCK


def again(found: CommitteeList, *, by: User, at: datetime) -> None:
    """Claim a list whose job seems to have died, to begin the job anew. Raises Stale."""
    _require_editor(by)
    rows = CommitteeList.objects.filter(pk=found.pk, state=found.state, touched_at__lt=at - STUCK)
    if found.state not in AT_WORK or not rows.update(touched_at=at):
        raise Stale(_("It is being worked on."))


def tell_progress(found: CommitteeList, *, done: int, total: int, at: datetime) -> None:
    CommitteeList.objects.filter(pk=found.pk).update(done=done, total=total, touched_at=at)


def tell_checked(
    found: CommitteeList, lines: Iterable[ListLine], *, sheets: list[dict[str, Any]], at: datetime
) -> None:
    """The report is whole: its lines take the place of earlier ones."""
    with transaction.atomic():
        keep_lines(found, lines)
        _move(found, [ListState.READING], ListState.CHECKED, at=at, sheets=sheets, refusal="")


def tell_refused(
    found: CommitteeList, reason: str, *, sheets: list[dict[str, Any]], at: datetime
) -> None:
    """It cannot be read; with sheets in it a person may still say which columns are which."""
    before = [ListState.READING, ListState.MAKING]
    with transaction.atomic():
        keep_lines(found, [])
        _move(found, before, ListState.REFUSED, at=at, sheets=sheets, refusal=reason)


def tell_not_made(found: CommitteeList, reason: str, *, at: datetime) -> None:
    """It was read, but could not be made as wanted; the desk may choose anew."""
    _move(found, [ListState.MAKING], ListState.CHECKED, at=at, refusal=reason, making_since=None)


def tell_done(found: CommitteeList, *, at: datetime, forget: Callable[[str], None]) -> None:
    """All that was wanted is made; the file itself is forgotten."""
    with transaction.atomic():
        _move(found, [ListState.MAKING], ListState.DONE, at=at, finished_at=at, file="", refusal="")
        audit.record("list_made", by=found.by, at=at, list=found.uid)
        name = found.file
        transaction.on_commit(lambda: forget(name))


def keep_lines(found: CommitteeList, lines: Iterable[ListLine]) -> None:
    found.lines.all().delete()
    ListLine.objects.bulk_create(lines, batch_size=500)


def _require_editor(by: User) -> None:
    if not rules.edits(by):
        raise NotAllowed()


def _move(
    found: CommitteeList, before: list[ListState], after: ListState, *, at: datetime, **more: Any
) -> None:
    """From one of these states to the next. Raises Stale where somebody was first."""
    rows = CommitteeList.objects.filter(pk=found.pk, state__in=before)
    if not rows.update(state=after, touched_at=at, **more):
        raise Stale()
