"""The year of a date in the many forms that people write: (year or None, codes)."""

import re
import unicodedata
from datetime import date, datetime, timedelta
from typing import Any

from launches.importing.cells import text_of

FIRST, LAST = 1900, 2100
EPOCH = date(1899, 12, 30)
SERIALS = (20_000, 75_000)  # the years 1954 to 2105
YEAR = re.compile(r"(?<!\d)(19\d\d|20\d\d|2100)(?!\d)")
COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])?(?!\d)")
THREE_PARTS = re.compile(r"^'?(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*'?(\d{1,2})$")
MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
WITH_MONTH = re.compile(rf"^(?:\d{{1,2}}(?:st|nd|rd|th)?[ .-]*)?{MONTH}[ ,.'’-]+(\d\d)$", re.I)
QUARTER = re.compile(r"^(?:(?:[QH][1-4]|FY)[ /'’-]*(\d\d)|'?(\d\d)[ -]?[QH][1-4])$", re.IGNORECASE)
APOSTROPHE = re.compile(r"['’](\d\d)$")
CHINESE_SHORT = re.compile(r"^(\d\d)年")
CHINESE_DIGITS = {ord(sign): str(number) for number, sign in enumerate("〇一二三四五六七八九")}
CHINESE_DIGITS[ord("零")] = CHINESE_DIGITS[ord("○")] = "0"
CHINESE_YEAR = re.compile("[〇○零一二三四五六七八九]{4}(?=年)")
ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民国": 1911, "民國": 1911}
ERA = re.compile(rf"({'|'.join(ERAS)})\s*(元|\d{{1,3}})\s*年?")
Found = tuple[int | None, list[str]]


def year_of(value: Any) -> Found:
    """A cell's year between 1900 and 2100, as a number, a date or in words."""
    if isinstance(value, datetime | date):
        return _usable(value.year, [])
    if isinstance(value, bool):
        return None, []
    if isinstance(value, int | float):
        return _number(float(value))
    text = _in_ascii(text_of(value))
    if re.fullmatch(r"\d{1,12}(\.\d+)?", text):
        found = _number(float(text))
        return found if found[0] else _written(text)  # “5.2025” is a month
    return _written(text)


def _in_ascii(text: str) -> str:
    """Digits of every script as 0 to 9, and the year in Chinese digits too."""
    text = unicodedata.normalize("NFKC", text).strip()
    text = "".join(str(unicodedata.digit(sign)) if sign.isdecimal() else sign for sign in text)
    return CHINESE_YEAR.sub(lambda found: found.group().translate(CHINESE_DIGITS), text)


def _written(text: str) -> Found:
    if found := YEAR.search(text) or COMPACT.search(text):
        return _usable(int(found.group(1)), [])
    if found := ERA.search(text):
        number = 1 if found.group(2) == "元" else int(found.group(2))
        return _usable(ERAS[found.group(1)] + number, [])
    two = _two_digits(text)
    return _usable(_century(two), ["two_digit_year"]) if two is not None else (None, [])


def _two_digits(text: str) -> int | None:
    """Day and month first, as in “12.03.24”; year first where the last cannot be one."""
    if found := THREE_PARTS.match(text):
        first, last = found.group(1), found.group(3)
        return int(first) if len(last) == 1 or int(first) > 31 else int(last)
    for form in (WITH_MONTH, QUARTER, CHINESE_SHORT, APOSTROPHE):
        if found := form.search(text):
            return int(next(filter(None, found.groups())))
    return None


def _number(value: float) -> Found:
    """A plain year, a date written as one number, or the days that Excel counts."""
    if value.is_integer() and FIRST <= value <= LAST:
        return int(value), []
    if value.is_integer() and (found := COMPACT.fullmatch(str(int(value)))):
        return _usable(int(found.group(1)), [])
    if SERIALS[0] <= value <= SERIALS[1]:
        return _usable((EPOCH + timedelta(days=int(value))).year, ["serial_date"])
    return None, []


def _century(two: int) -> int:
    """As POSIX has it: 69 to 99 are of the last century."""
    return 2000 + two if two < 69 else 1900 + two


def _usable(found: int, codes: list[str]) -> Found:
    return (found, codes) if FIRST <= found <= LAST else (None, [])
