"""What may trouble those who print a material: licences that end, releases that lack."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from launches.content import Content, Placed
from launches.enums import Licence, ModelRelease, RightsTrouble
from launches.models import Forum

FIRST = date(1970, 1, 1)  # what ended before ended then
UNTIL = ("licence_until", "model_release_until")


class Trouble(NamedTuple):
    """What is wrong with one right of a material; `right` is the field that tells it."""

    right: str
    kind: RightsTrouble
    text: str


def warnings(
    said: Placed,
    *,
    opens_at: datetime | None,
    forum: Forum,
    at: datetime,
    stage_at: datetime | None = None,
) -> list[str]:
    """Sentences for the company and the desk; empty where nothing is in the way."""
    found = troubles(said, opens_at=opens_at, stage_at=stage_at, forum=forum, at=at)
    return [trouble.text for trouble in found]


def troubles(
    said: Placed,
    *,
    opens_at: datetime | None,
    stage_at: datetime | None,
    forum: Forum,
    at: datetime,
) -> Iterator[Trouble]:
    """The gravest of each last day, and what is not said; days are the forum's."""
    for right in UNTIL:
        if last := day_of(getattr(said, right)):
            yield from _ending(right, last, opens_at, stage_at, forum, at)
    if said.licence == Licence.OTHER and not said.licence_note.strip():
        text = _("Please say which terms are meant.")
        yield Trouble("licence_note", RightsTrouble.UNSAID, text)
    if said.model_release == ModelRelease.MISSING:
        text = _("The model release is still missing.")
        yield Trouble("model_release", RightsTrouble.MISSING, text)


def _ending(
    right: str,
    last: date,
    opens_at: datetime | None,
    stage_at: datetime | None,
    forum: Forum,
    at: datetime,
) -> Iterator[Trouble]:
    days = {
        RightsTrouble.ENDED: localdate(at, forum.tz),
        RightsTrouble.BEFORE_RELEASE: localdate(opens_at, forum.tz) if opens_at else None,
        RightsTrouble.BEFORE_STAGE: localdate(stage_at, forum.tz) if stage_at else None,
    }
    for kind, day in days.items():
        if day and last < day:
            values = {"last": date_format(last), "day": date_format(day)}
            yield Trouble(right, kind, _sentence(right, kind) % values)
            return
    if last <= forum.ends_on:
        kind = RightsTrouble.IN_FORUM
        values = {"last": date_format(last), "day": date_format(forum.ends_on)}
        yield Trouble(right, kind, _sentence(right, kind) % values)


def _sentence(right: str, kind: RightsTrouble) -> str:
    if right == "licence_until":
        return {
            RightsTrouble.ENDED: _("The licence ended on %(last)s."),
            RightsTrouble.BEFORE_RELEASE: _(
                "The licence ends on %(last)s, before the release on %(day)s."
            ),
            RightsTrouble.BEFORE_STAGE: _(
                "The licence ends on %(last)s, before its time on stage on %(day)s."
            ),
            RightsTrouble.IN_FORUM: _(
                "The licence ends on %(last)s, while the forum lasts (%(day)s)."
            ),
        }[kind]
    return {
        RightsTrouble.ENDED: _("The model release ended on %(last)s."),
        RightsTrouble.BEFORE_RELEASE: _(
            "The model release ends on %(last)s, before the release on %(day)s."
        ),
        RightsTrouble.BEFORE_STAGE: _(
            "The model release ends on %(last)s, before its time on stage on %(day)s."
        ),
        RightsTrouble.IN_FORUM: _(
            "The model release ends on %(last)s, while the forum lasts (%(day)s)."
        ),
    }[kind]


def first_end(content: Content) -> date | None:
    """The earliest last day of any right in it."""
    days = [day_of(getattr(row, right)) for row in content.materials for right in UNTIL]
    return min((day for day in days if day), default=None)


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
