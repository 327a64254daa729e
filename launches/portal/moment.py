"""The release moment as people type it: the forum's clock, a date and a time."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from launches import rules, zones
from launches.domain import editing
from launches.enums import ReleaseMode
from launches.models import AuditEntry, Forum, Launch, User

from . import wishes
from .saving import Conflict
from .values import BadValue

NAMES = ("release_mode", "opens_at", *wishes.NAMES)


@dataclass(frozen=True)
class Typed:
    """What stands in the two fields."""

    release_mode: str
    opens_at: str


def typed_of(launch: Launch) -> Typed:
    """The stored moment as the fields show it."""
    local = launch.opens_at.astimezone(launch.forum.tz) if launch.opens_at else None
    return Typed(launch.release_mode, local.strftime("%Y-%m-%dT%H:%M") if local else "")


def parse(text: object, forum: Forum) -> datetime | None:
    """The instant of a clock reading in the forum's zone; None for an empty field.

    Raises BadValue for anything else, and for a reading that a change of the clocks skips
    or shows twice.
    """
    if not isinstance(text, str):
        raise BadValue(_("A date and time is wanted."))
    if not text.strip():
        return None
    try:
        local = datetime.strptime(text.strip()[:16].replace(" ", "T"), "%Y-%m-%dT%H:%M")
        found = zones.readings(local, forum.tz)
    except (ValueError, OverflowError) as error:
        raise BadValue(_("A date and time is wanted, such as 2026-09-16 09:00.")) from error
    if not 2000 <= local.year <= 2200:
        raise BadValue(_("This year is not possible."))
    if not found:
        raise BadValue(_("This time does not exist: the clocks are changed just then."))
    if len(found) > 1:
        raise BadValue(
            _("This time comes twice that night, for the clocks go back. Choose another.")
        )
    return found[0]


def conflicts(
    launch: Launch, typed: dict[str, object], seen: dict[str, object]
) -> dict[str, Conflict]:
    """The typed fields that a colleague has set otherwise since they were `seen`."""
    stored = asdict(typed_of(launch))
    names = [
        name
        for name in typed
        if name in stored
        and name in seen
        and seen[name] != stored[name]
        and typed[name] != stored[name]
    ]
    if not names:
        return {}
    last = AuditEntry.objects.filter(launch_uid=launch.uid, verb="moment_wished")
    act = last.select_related("actor").first()
    who = (act.actor, act.at) if act else (None, None)
    return {name: Conflict(str(typed[name]), stored[name], *who) for name in names}


def news(launch: Launch, seen: dict[str, object]) -> dict[str, str]:
    """What stands in the fields now, where it is not what was seen."""
    stored = asdict(typed_of(launch))
    return {name: stored[name] for name in stored if name in seen and seen[name] != stored[name]}


def save(launch: Launch, typed: dict[str, object], *, by: User, at: datetime) -> dict[str, str]:
    """Set the moment from typed fields; returns {field: what is wrong}. Skips absent fields."""
    errors = wishes.save(launch, typed, by=by, at=at)
    if not {"release_mode", "opens_at"} & set(typed):
        return errors
    return errors | _save_moment(launch, typed, by=by, at=at)


def _save_moment(
    launch: Launch, typed: dict[str, object], *, by: User, at: datetime
) -> dict[str, str]:
    """The slate has a moment of the desk's: what a company types beside it is not kept."""
    mode = typed.get("release_mode", launch.release_mode)
    if mode not in ReleaseMode.values:
        return {"release_mode": _("Please choose one of the three.")}
    try:
        instant = launch.opens_at
        if "opens_at" in typed and (
            typed["opens_at"] != typed_of(launch).opens_at or launch.opens_at is None
        ):
            instant = parse(typed["opens_at"], launch.forum)
    except BadValue as error:
        return {"opens_at": str(error)}
    if mode == ReleaseMode.SLATE and not rules.edits(by):
        instant = None
    editing.wish(launch, opens_at=instant, release_mode=ReleaseMode(mode), by=by, at=at)
    return {}
