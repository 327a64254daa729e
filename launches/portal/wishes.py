"""Beside the words in the editor: the type of entry, and the wished day, hall and hour."""

from datetime import date, datetime, time

from django.utils.translation import gettext as _

from launches.domain import call
from launches.errors import UnveilError
from launches.models import Launch, Stage, User

from .values import BadValue, refuse_unprintable

SLOT = ("wish_day", "wish_stage", "wish_time", "wish_note")
NAMES = ("entry_type", *SLOT)
VERBS = {"entry_type": "type_chosen", **dict.fromkeys(SLOT, "slot_wished")}


def values_of(launch: Launch) -> dict[str, str]:
    """The stored values as the fields show them, as they are now; one query."""
    wish = [f"preference__{name}" for name in ("day", "stage__slug", "time", "note")]
    rows = Launch.objects.filter(pk=launch.pk).values_list("entry_type__slug", *wish)
    entry_type, day, stage, hour, note = rows.get()
    return {
        "entry_type": entry_type or "",
        "wish_day": day.isoformat() if day else "",
        "wish_stage": stage or "",
        "wish_time": hour.strftime("%H:%M") if hour else "",
        "wish_note": note or "",
    }


def save(launch: Launch, typed: dict[str, object], *, by: User, at: datetime) -> dict[str, str]:
    """Store what was changed; {field: what is wrong} of the rest. Skips absent fields."""
    if not set(typed) & set(NAMES):
        return {}
    now = values_of(launch)
    changed = {name: str(typed[name]) for name in NAMES if typed.get(name, now[name]) != now[name]}
    errors: dict[str, str] = {}
    if changed.pop("entry_type", ""):
        errors |= _choose(launch, str(typed["entry_type"]), by, at)
    if changed:
        errors |= _prefer(launch, {**now, **changed}, by, at)
    return errors


def _choose(launch: Launch, slug: str, by: User, at: datetime) -> dict[str, str]:
    found = launch.forum.entry_types.filter(slug=slug[:50].replace("\0", "")).first()
    if found is None:
        return {"entry_type": _("This type is not offered.")}
    try:
        call.choose_type(launch, found, by=by, at=at)
    except UnveilError as error:
        return {"entry_type": str(error.fields.get("entry_type", error.message))}
    return {}


def _prefer(launch: Launch, wish: dict[str, str], by: User, at: datetime) -> dict[str, str]:
    try:
        call.prefer(
            launch,
            day=_read("wish_day", wish, date.fromisoformat),
            stage=_read("wish_stage", wish, lambda slug: _stage(launch, slug)),
            hour=_read("wish_time", wish, time.fromisoformat),
            note=_read("wish_note", wish, _plain) or "",
            by=by,
            at=at,
        )
    except BadValue as error:
        return dict([error.args])
    except UnveilError as error:
        return {name: str(text) for name, text in error.fields.items()} or {
            "wish_day": str(error.message)
        }
    return {}


def _read(name: str, wish: dict[str, str], parse):
    """The parsed value, None for an empty field. Raises BadValue(name, words)."""
    text = wish[name].strip()
    if not text:
        return None
    try:
        return parse(text)
    except (ValueError, Stage.DoesNotExist) as error:
        words = {
            "wish_day": _("A date is wanted, such as 2026-09-16; found: %(found)s"),
            "wish_time": _("A time is wanted, such as 14:30; found: %(found)s"),
            "wish_stage": _("There is no such stage."),
        }.get(name, _("There is an unprintable character in it. Please remove it."))
        raise BadValue(name, words % {"found": text[:40]} if "%" in words else words) from error


def _stage(launch: Launch, slug: str) -> Stage:
    refuse_unprintable(slug)
    return Stage.objects.get(forum=launch.forum_id, slug=slug[:50])


def _plain(text: str) -> str:
    refuse_unprintable(text)
    return " ".join(text.split())[:300]
