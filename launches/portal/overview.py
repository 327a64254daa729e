"""What the dashboard shows: a company's launches, each with what it still lacks."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from cms.models import LaunchPage
from launches import rules
from launches.enums import State
from launches.models import Launch, User
from launches.queries import readiness, tenancy
from launches.readiness import Readiness

LONGEST = 200


@dataclass(frozen=True)
class Row:
    """One launch on the dashboard. `missing` is None where nothing is awaited."""

    launch: Launch
    state: str
    label: str
    missing: int | None


def rows_of(user: User, *, at: datetime) -> list[Row]:
    """A person's launches, the last edited first; at most LONGEST, in a fixed number of queries."""
    launches = list(tenancy.launches_of(user).order_by("-edited_at", "-id")[:LONGEST])
    writing = [launch for launch in launches if launch.state in rules.WRITING_STATES]
    found = readiness.of_many(writing, LaunchPage.contents_of(writing), at=at)
    return [_row(launch, found.get(launch.pk), at) for launch in launches]


def _row(launch: Launch, found: Readiness | None, at: datetime) -> Row:
    state, label = shown_state(launch, at=at)
    return Row(launch, state, label, None if found is None else len(found.required))


def shown_state(launch: Launch, *, at: datetime) -> tuple[str, str]:
    """The tag's name and words; embargoed and released are derived from the time."""
    if launch.is_released(at=at):
        return "released", _("Released")
    if launch.is_embargoed(at=at):
        return "embargoed", _("Approved, under embargo")
    return launch.state, State(launch.state).label
