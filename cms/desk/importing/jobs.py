"""The worker's part: read a list, make a list. Both may be begun again at any time."""

import logging
from collections.abc import Callable
from typing import Any

from django.core.files.storage import storages
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from cms.desk.importing import lines, making
from launches import clock
from launches.domain import invitations, lists
from launches.enums import LineKind, ListState
from launches.errors import Stale, UnveilError
from launches.importing import layout as layouts
from launches.importing import tables
from launches.importing.cells import Table, Unreadable
from launches.importing.check import check_tables
from launches.importing.layout import Layout
from launches.importing.report import Report
from launches.models import CommitteeList, Company

log = logging.getLogger(__name__)


@task(priority=-10)
def read_list(uid: str) -> None:
    """Say of every row what it would make."""
    found = CommitteeList.objects.get(uid=uid)
    if found.state == ListState.READING:
        _guarded(found, _read)


@task(priority=-10)
def make_list(uid: str) -> None:
    """Make what the desk has confirmed."""
    found = CommitteeList.objects.get(uid=uid)
    if found.state == ListState.MAKING:
        _guarded(found, _make)


def _guarded(found: CommitteeList, act: Callable[[CommitteeList], None]) -> None:
    """Refusals become the list's own words, in the language of the person who waits."""
    with override(found.by.language if found.by and found.by.language else "en"):
        try:
            act(found)
        except Stale:
            log.info("list %s was taken further by another worker", found.uid)
        except Unreadable as refusal:
            lists.tell_refused(found, str(refusal), sheets=found.sheets, at=clock.now())
        except (FileNotFoundError, MemoryError):
            gone = _("The file cannot be read here. Please upload it again.")
            lists.tell_refused(found, gone, sheets=[], at=clock.now())


def _read(found: CommitteeList) -> None:
    read, laid = _opened(found)
    found.sheets = [_offered(table, one) for table, one in zip(read, laid, strict=True)]
    report = _checked(found, read, laid)
    lists.tell_checked(
        found, lines.of_report(found, report, laid), sheets=found.sheets, at=clock.now()
    )


def _make(found: CommitteeList) -> None:
    """The rows are checked once more, for the forum has moved on since the dry run."""
    read, laid = _opened(found)
    report = _checked(found, read, laid)
    if found.whole and report.errors:
        lists.tell_not_made(found, _("Some rows have errors, so nothing was made."), at=clock.now())
        return
    if found.making_since is None:
        found.making_since = clock.now()
        found.save(update_fields=["making_since"])
        lists.keep_lines(found, lines.of_report(found, report, laid))
    total = len(report.records) + len(making.known(report))
    try:
        making.make(
            report, by=found.by, at=clock.now(), whole=found.whole, progress=_teller(found, total)
        )
    except UnveilError as refusal:
        lists.tell_not_made(found, str(refusal.message), at=clock.now())
        return
    lines.link(found, making.existing())
    if found.invites:
        _invite(found)
    lists.tell_done(found, at=clock.now(), forget=storages["private"].delete)


def _opened(found: CommitteeList) -> tuple[list[Table], list[Layout]]:
    """The tables, with the layouts that a person has corrected or the ones just found."""
    with storages["private"].open(found.file) as file:
        read = tables.read(file.read())
    if not found.sheets:
        return read, layouts.found(read)
    return read, [_kept(table, sheet) for table, sheet in zip(read, found.sheets, strict=True)]


def _kept(table: Table, sheet: dict[str, Any]) -> Layout:
    """A layout as it was stored; matched anew where its row of headings was moved."""
    one = Layout(**{name: sheet[name] for name in Layout.__dataclass_fields__})
    return layouts.matched_again(table, one, sheet["told"]) if "told" in sheet else one


def _offered(table: Table, one: Layout) -> dict[str, Any]:
    """A layout with what a person may choose from."""
    return {**one.as_json(), "columns": layouts.offered(table, one.head), "rows": len(table.lines)}


def _checked(found: CommitteeList, read: list[Table], laid: list[Layout]) -> Report:
    total = sum(len(table.lines) for table, one in zip(read, laid, strict=True) if one.used)
    return check_tables(read, laid, existing=making.existing(), progress=_teller(found, total))


def _teller(found: CommitteeList, total: int) -> Callable[[int], None]:
    return lambda done: lists.tell_progress(found, done=done, total=total, at=clock.now())


def _invite(found: CommitteeList) -> None:
    """Invite each new company to take over, where the list has an address for it."""
    for company, address in _addresses(found):
        try:
            invitations.invite_to_take_over(company, email=address, by=found.by, at=clock.now())
        except UnveilError as refusal:  # no address, or invited already: the desk's page lists it
            log.info("list %s: company %s not invited (%s)", found.uid, company.uid, refusal.code)


def _addresses(found: CommitteeList) -> list[tuple[Company, str]]:
    rows = found.lines.filter(kind=LineKind.RECORD).exclude(launch_uid="")
    known = {line.launch_uid: line.detail["email"] for line in rows if line.detail.get("email")}
    companies: dict[Company, str] = {}
    for launch in making.launches_of(list(known)):
        companies.setdefault(launch.company, known[launch.uid])
    return list(companies.items())
