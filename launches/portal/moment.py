"""Beside the words: the release moment as people type it, the type of entry, and the wishes.

These stand in rows of the entry's own and in no revision. So what a person saw in a field is
sent with what they typed (`seen`), and compared with what stands there now.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from launches import rules, zones
from launches.domain import editing
from launches.enums import ReleaseMode
from launches.models import AuditEntry, Forum, Launch, User

from . import wishes
from .saving import Conflict
from .values import BadValue, Values

MOMENT = ("release_mode", "opens_at")
NAMES = (*MOMENT, *wishes.NAMES)
LOOKED_BACK = 40  # acts searched for who set a field


@dataclass(frozen=True)
class Typed:
    """What stands in the two fields."""

    release_mode: str
    opens_at: str


def typed_of(launch: Launch) -> Typed:
    """The stored moment as the fields show it."""
    local = launch.opens_at.astimezone(launch.forum.tz) if launch.opens_at else None
    return Typed(launch.release_mode, local.strftime("%Y-%m-%dT%H:%M") if local else "")


def values_of(launch: Launch) -> Values:
    """Everything that stands in these fields, by name; one query beside the entry's own row."""
    now = typed_of(launch)
    return {"release_mode": now.release_mode, "opens_at": now.opens_at, **wishes.values_of(launch)}


def in_words(launch: Launch, name: str, value: str) -> str:
    """A value as its choice is called; a dash for an empty one."""
    found: object = None
    if name == "release_mode":
        found = ReleaseMode(value).label
    elif name == "entry_type":
        found = launch.forum.entry_types.filter(slug=value).first()
    elif name == "wish_stage":
        found = launch.forum.stages.filter(slug=value).first()
    return str(found or value or "—")


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


@dataclass(frozen=True)
class Kept:
    """What became of such values: what is wrong with some, and what both people changed."""

    errors: dict[str, str]
    conflicts: dict[str, Conflict]


def store(
    launch: Launch, typed: dict[str, object], seen: dict[str, object], *, by: User, at: datetime
) -> Kept:
    """Set the fields that the person changed, unless a colleague has set them otherwise.

    A field that stands as it was `seen` was not typed in: it is left as it is now. One that
    both changed waits, with both values told; all others are stored. Two at once do not
    pass each other: the entry is locked meanwhile.
    """
    mine = {name: text for name, text in typed.items() if seen.get(name) != text}
    if not mine:
        return Kept({}, {})
    with transaction.atomic():
        locked = editing.lock(launch)
        both = _conflicts(locked, mine, seen)
        mine = {name: text for name, text in mine.items() if name not in both}
        errors = save(locked, mine, by=by, at=at)
    launch.refresh_from_db(fields=["release_mode", "opens_at", "entry_type"])
    return Kept(errors, both)


def _conflicts(
    launch: Launch, typed: dict[str, object], seen: dict[str, object]
) -> dict[str, Conflict]:
    """The typed fields that a colleague has set otherwise since they were `seen`."""
    stored = values_of(launch)
    names = [
        name
        for name in typed
        if name in seen and seen[name] != stored[name] and typed[name] != stored[name]
    ]
    return {
        name: Conflict(str(typed[name]), stored[name], *_who_set(launch, name)) for name in names
    }


def _who_set(launch: Launch, name: str) -> tuple[User | None, datetime | None]:
    """Who gave a field what stands in it, and when; nobody where it was too long ago."""
    verb = "moment_wished" if name in MOMENT else wishes.VERBS[name]
    acts = AuditEntry.objects.filter(launch_uid=launch.uid, verb=verb).select_related("actor")
    for act in acts[:LOOKED_BACK]:
        if name in act.detail.get("fields", [name]):
            return act.actor, act.at
    return None, None


def news(launch: Launch, seen: dict[str, object]) -> Values:
    """What stands in the fields now, where it is not what was seen."""
    known = {name: text for name, text in seen.items() if name in NAMES}
    if not known:
        return {}
    stored = values_of(launch)
    return {name: stored[name] for name in known if known[name] != stored[name]}


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
