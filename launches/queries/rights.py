"""What may trouble those who print a material: licences that end, releases that lack."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from launches.content import Placed
from launches.enums import Licence, ModelRelease
from launches.models import Forum

FIRST = date(1970, 1, 1)  # what ended before ended then


def warnings(said: Placed, *, opens_at: datetime | None, forum: Forum, at: datetime) -> list[str]:
    """Sentences for the company and the desk; empty where nothing is in the way."""
    last = day_of(said.licence_until)
    ending = _ending(last, opens_at, forum, at) if last else ""
    found = [ending] if ending else []
    if said.licence == Licence.OTHER and not said.licence_note.strip():
        found.append(_("Please say which terms are meant."))
    if said.model_release == ModelRelease.MISSING:
        found.append(_("The model release is still missing."))
    return found


def _ending(last: date, opens_at: datetime | None, forum: Forum, at: datetime) -> str:
    """What the last day of a licence means on the forum's calendar; the gravest only."""
    opens = localdate(opens_at, forum.tz) if opens_at else None
    values = {"last": date_format(last), "end": date_format(forum.ends_on)}
    if last < localdate(at, forum.tz):
        return _("The licence ended on %(last)s.") % values
    if opens and last < opens:
        values["opens"] = date_format(opens)
        return _("The licence ends on %(last)s, before the release on %(opens)s.") % values
    if last <= forum.ends_on:
        return _("The licence ends on %(last)s, while the forum lasts (%(end)s).") % values
    return ""


def day_of(text: str) -> date | None:
    """An ISO date that a revision holds as text; None where it holds none."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def ends_at(licence_until: str, zone: tzinfo) -> datetime | None:
    """The instant from which a file may no longer be shown: after the last day, at the forum.

    None where no day is said, or none that a calendar has a tomorrow for.
    """
    last = day_of(licence_until)
    if last is None or last.year == date.max.year:
        return None
    last = max(last, FIRST)
    return datetime.combine(last + timedelta(days=1), time.min, zone).astimezone(UTC)


def licence_of(said: Placed) -> str:
    """The licence in words for readers, English as all machine text; "" where nothing is said.

    The terms in free words follow the name of the licence, or stand for it.
    """
    names = {
        Licence.EDITORIAL: "Free for editorial use, with credit",
        Licence.FREE: "Free for any use, with credit",
        Licence.CC_BY: "CC BY 4.0",
        Licence.CC_BY_SA: "CC BY-SA 4.0",
        Licence.CC0: "CC0 1.0",
    }
    parts = [names.get(Licence(said.licence), "") if said.licence in Licence.values else ""]
    parts.append(said.licence_note.strip())
    return ". ".join(part for part in parts if part)
