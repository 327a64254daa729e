"""What the dashboard shows: a company's launches, each with what it still lacks."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from cms.models import LaunchPage
from launches import rules
from launches.content import Content
from launches.enums import State
from launches.models import Launch, User
from launches.queries import call, confirmations, proposals, readiness, signoffs, tenancy, thread

LONGEST = 200


@dataclass(frozen=True)
class Row:
    """One launch on the dashboard. `missing` is None where nothing is awaited.

    `due` is its deadline: None where there is none any more, for it answers the desk.
    `unread` counts the editors' messages that the person has not read; `proposes` tells of
    a proposed change that waits, `to_confirm` of an edit of the desk that does.
    """

    launch: Launch
    state: str
    label: str
    missing: int | None
    due: datetime | None = None
    is_late: bool = False
    unread: int = 0
    proposes: bool = False
    to_confirm: bool = False


def due_next(rows: list[Row], *, most: int = 5) -> list[Row]:
    """What is due when, the soonest first; what the desk has asked for stands before it."""
    asked = [row for row in rows if row.state == State.CHANGES_REQUESTED]
    dated = [row for row in rows if row.due and not row.is_late]
    return [*asked, *sorted(dated, key=lambda row: row.due or datetime.max)][:most]


def rows_of(user: User, *, at: datetime) -> list[Row]:
    """A person's launches, the last edited first; at most LONGEST, in a fixed number of queries."""
    launches = list(tenancy.launches_of(user).order_by("-edited_at", "-id")[:LONGEST])
    writing = [launch for launch in launches if launch.state in rules.WRITING_STATES]
    missing, windows = _missing(writing, at), call.windows_of(writing)
    unread, proposed = thread.unread(user, launches), proposals.open_among(launches)
    awaited = confirmations.awaited_among(launches)
    rows = [_row(launch, missing.get(launch.pk), windows.get(launch.pk), at) for launch in launches]
    return [
        replace(
            row,
            unread=unread.get(row.launch.pk, 0),
            proposes=row.launch.pk in proposed,
            to_confirm=row.launch.pk in awaited,
        )
        for row in rows
    ]


def _missing(writing: list[Launch], at: datetime) -> dict[int, int]:
    """{launch id: how many things}: what the entry must say, and who must have signed it."""
    contents = LaunchPage.contents_of(writing)
    found = readiness.of_many(writing, contents, at=at)
    unsigned = signoffs.lacking_in(
        (launch, contents.get(launch.pk) or Content(""), launch.forum.sign_offs_to_submit)
        for launch in writing
    )
    return {pk: len(row.required) + len(unsigned[pk]) for pk, row in found.items()}


def _row(launch: Launch, missing: int | None, window: call.Window | None, at: datetime) -> Row:
    state, label = shown_state(launch, at=at)
    due = window.closes_at if window and not launch.submitted_at else None
    return Row(launch, state, label, missing, due, due is not None and due < at)


def shown_state(launch: Launch, *, at: datetime) -> tuple[str, str]:
    """The tag's name and words; embargoed and released are derived from the time."""
    if launch.is_released(at=at):
        return "released", _("Released")
    if launch.is_embargoed(at=at):
        return "embargoed", _("Approved, under embargo")
    return launch.state, State(launch.state).label
