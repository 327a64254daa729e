"""The day, hour and hall that a row asks for, in the many forms that people write.

A forum has few days and halls, so each is written out in all its forms and compared;
what fits two of them, or none, is left as words.
"""

import calendar
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache

from launches.importing.columns import folded

HOUR = re.compile(
    r"(?<!\d)([01]?\d|2[0-3])\s*[:h时時点點]\s*([0-5]\d)(?:分|:[0-5]\d)?\s*([ap]m)?(?!\d)",
    re.IGNORECASE,
)
ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
BESIDE = re.compile(
    r"\b(?:the|on|of|at|from|about|morning|afternoon|evening|noon)\b|上午|下午|晚上|早上"
)
NUMERALS = "〇一二三四五六七八九十"
WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True)
class Wish:
    """What was understood; `stage` is a slug, `note` the words that were not."""

    day: date | None = None
    hour: time | None = None
    stage: str = ""
    note: str = ""


def read(
    said: Mapping[str, str], *, days: Sequence[date], stages: Mapping[str, Sequence[str]]
) -> Wish:
    """The wish in a row's "day" and "stage"; `stages` is {slug: names} of the forum's halls."""
    day, hour, rest = _day(said["day"], days)
    stage = _stage(said["stage"], stages)
    left = [rest, "" if stage else said["stage"]]
    return Wish(day, hour, stage, "; ".join(filter(None, left)))


def _day(text: str, days: Sequence[date]) -> tuple[date | None, time | None, str]:
    """(day, hour, the words if anything in them was not understood)."""
    if not text:
        return None, None, text
    plain = unicodedata.normalize("NFKC", text).casefold()
    for form in (plain, BESIDE.sub(" ", plain)):
        whole = _only(form, days)
        if whole:
            return whole, None, "" if form == plain else text
        bare, hour = _hour(form)
        found = _only(bare, days)
        if hour and (found or not folded(bare)):
            return found, hour, "" if form == plain else text
    return None, None, text


def _only(text: str, days: Sequence[date]) -> date | None:
    """The one day of the forum that is written so."""
    words = folded(ORDINAL.sub("", text))
    found = _meant(tuple(days)).get(words, [])
    return found[0] if words and len(found) == 1 else None


@lru_cache(8)
def _meant(days: tuple[date, ...]) -> dict[str, list[date]]:
    """{a form: the days of the forum that are written so}."""
    found: dict[str, list[date]] = {}
    for number, day in enumerate(days, start=1):
        for form in set(_forms(day, number)):
            found.setdefault(form, []).append(day)
    return found


def _forms(day: date, number: int) -> Iterator[str]:
    """A day of the forum in words and numbers, as `folded` leaves them."""
    chinese = NUMERALS[number] if number < len(NUMERALS) else str(number)
    for count in (str(number), chinese):
        yield from (f"第{count}天", f"第{count}日")
    yield from (f"day {number}", f"d{number}", f"day{number}", f"{number} day")
    yield from {str(number), str(day.day)}
    name, weekday = calendar.month_name[day.month].lower(), calendar.day_name[day.weekday()].lower()
    dates = [f"{day.month}月{day.day}日", f"{day.month}月{day.day}号"]
    dates += [f"{day.year}年{form}" for form in dates]
    months = {name, name[:3], name[:4], str(day.month), f"{day.month:02}"}
    for month in months:
        for numeral in {str(day.day), f"{day.day:02}"}:
            for pair in (f"{numeral} {month}", f"{month} {numeral}"):
                dates += [pair, f"{pair} {day.year}", f"{day.year} {pair}"]
    yield from dates
    shown = WEEKDAYS[day.weekday()]
    for short in (weekday, weekday[:3], f"周{shown}", f"星期{shown}"):
        yield short
        yield from (form for one in dates for form in (f"{short} {one}", f"{one} {short}"))


def _hour(text: str) -> tuple[str, time | None]:
    """The text without the hour in it, and the hour; none where there are two."""
    found = HOUR.findall(text)
    if len(found) != 1:
        return text, None
    hour, minute, half = int(found[0][0]), int(found[0][1]), found[0][2].lower()
    if half and not 1 <= hour <= 12:
        return text, None
    hour = hour % 12 + (12 if half == "pm" else 0) if half else hour
    return HOUR.sub(" ", text), time(hour, minute)


def _stage(text: str, stages: Mapping[str, Sequence[str]]) -> str:
    """The one hall of that name."""
    wanted = _close(text)
    found = [slug for slug, names in stages.items() if wanted in map(_close, (slug, *names))]
    return found[0] if wanted and len(found) == 1 else ""


def _close(text: str) -> str:
    return folded(text).replace(" ", "")
