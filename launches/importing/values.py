"""Cleaning one value at a time: (value, codes of what was done to it)."""

import html
import re
import unicodedata
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from babel import Locale
from babel.core import get_global

from launches.importing.tables import text_of

TAG = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->|</?[A-Za-z][^<>]*>", re.DOTALL | re.I)
SPACES = re.compile(r"[\s\u00a0\u200b\u200c\u200e\u200f\u2060\ufeff]+")
FULLWIDTH = re.compile("[\uff01-\uff5e\u3000]")
YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d|2100)(?!\d)")
TWO_DIGITS = re.compile(r"^\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*'?(\d{2})\s*$")
MONTH_YEAR = re.compile(r"^[A-Za-z]{3,9}\.?[ ,'-]+(\d{2})$")
FIRST, LAST = 1900, 2100
EPOCH = date(1899, 12, 30)
SERIALS = (20_000, 75_000)  # the years 1954 to 2105
LANGUAGES = (
    "en",
    "zh",
    "zh_Hant",
    "fr",
    "de",
    "es",
    "pt",
    "it",
    "ja",
    "ko",
    "ru",
    "ar",
    "nl",
    "tr",
)
ALIASES = {
    "usa": "US", "us": "US", "u s a": "US", "u s": "US", "america": "US",
    "united states of america": "US", "the united states": "US", "美国": "US",
    "uk": "GB", "u k": "GB", "great britain": "GB", "britain": "GB", "england": "GB", "сша": "US",
    "scotland": "GB", "wales": "GB", "northern ireland": "GB", "英国": "GB",
    "korea": "KR", "south korea": "KR", "republic of korea": "KR", "korea south": "KR",
    "korea republic of": "KR", "rok": "KR", "韩国": "KR", "north korea": "KP", "dprk": "KP",
    "china": "CN", "p r china": "CN", "pr china": "CN", "prc": "CN", "mainland china": "CN",
    "people s republic of china": "CN", "中华人民共和国": "CN", "中国大陆": "CN",
    "hong kong": "HK", "hong kong sar": "HK", "中国香港": "HK", "香港": "HK",
    "macau": "MO", "macao": "MO", "中国澳门": "MO", "澳门": "MO",
    "taiwan": "TW", "中国台湾": "TW", "台湾": "TW", "chinese taipei": "TW",
    "russia": "RU", "russian federation": "RU", "uae": "AE", "u a e": "AE", "emirates": "AE",
    "holland": "NL", "the netherlands": "NL", "czech republic": "CZ", "czechia": "CZ",
    "viet nam": "VN", "vietnam": "VN", "iran": "IR", "islamic republic of iran": "IR",
    "syria": "SY", "laos": "LA", "moldova": "MD", "bolivia": "BO", "venezuela": "VE",
    "tanzania": "TZ", "ivory coast": "CI", "cote d ivoire": "CI", "turkey": "TR", "turkiye": "TR",
    "macedonia": "MK", "burma": "MM", "swaziland": "SZ", "cape verde": "CV", "ksa": "SA",
    "kingdom of saudi arabia": "SA", "brasil": "BR", "deutschland": "DE", "espana": "ES",
    "suisse": "CH", "schweiz": "CH", "osterreich": "AT", "nippon": "JP", "palestine": "PS",
    "congo kinshasa": "CD", "dr congo": "CD", "drc": "CD", "congo brazzaville": "CG",
}  # fmt: skip


def plain(value: Any) -> tuple[str, list[str]]:
    """Text without markup, odd spaces and wide Latin; other scripts stay as they are."""
    raw, codes = text_of(value), []
    text = raw.replace("\0", "")
    bare = html.unescape(TAG.sub(" ", text)) if ("<" in text or "&" in text) else text
    if bare != text and SPACES.sub(" ", bare).strip() != SPACES.sub(" ", text).strip():
        text = bare
        codes.append("html_removed")
    narrow = FULLWIDTH.sub(lambda found: unicodedata.normalize("NFKC", found.group()), text)
    if narrow.replace(" ", "") != text.replace("\u3000", "").replace(" ", ""):
        codes.append("fullwidth")
    text = narrow
    tidy = SPACES.sub(" ", text).strip()
    if tidy != raw and not codes:
        codes.append("whitespace")
    return unicodedata.normalize("NFC", tidy).strip(), codes


def key_of(*parts: str) -> tuple[str, ...]:
    """For telling duplicates: NFKC, case folded, without markup and outer space."""
    return tuple(unicodedata.normalize("NFKC", plain(part)[0]).casefold().strip() for part in parts)


def country(value: Any) -> str | None:
    """ISO 3166-1 alpha-2 of a country's code or name in many languages; None for unknown."""
    text, _codes = plain(value)
    upper = text.upper().strip(" .")
    if len(upper) == 2 and upper in _territories():
        return {"UK": "GB"}.get(upper, upper)
    found = _names().get(_folded(text))
    return found or _names().get(_folded(re.sub(r"[（(].*?[)）]", "", text)))


def _folded(text: str) -> str:
    text = unicodedata.normalize("NFKD", text).casefold()
    text = "".join(sign for sign in text if not unicodedata.combining(sign))
    return " ".join(re.sub(r"[\W_]+", " ", text).split())


@cache
def _territories() -> frozenset[str]:
    names = Locale("en").territories
    apart = {"ZZ", "EU", "EZ", "UN", "XA", "XB", "QO"}
    return frozenset(code for code in names if len(code) == 2 and code.isalpha()) - apart


@cache
def _names() -> dict[str, str]:
    found: dict[str, str] = {}
    for language in LANGUAGES:
        for code, name in Locale.parse(language).territories.items():
            if code in _territories():
                found.setdefault(_folded(name), code)
    for three, codes in get_global("territory_aliases").items():
        if len(three) == 3 and three.isalpha() and len(codes) == 1:
            found.setdefault(three.casefold(), codes[0])
    return {**found, **{_folded(name): code for name, code in ALIASES.items()}}


def year(value: Any) -> tuple[int | None, list[str]]:
    """The year of a date in many forms; None where there is no usable one."""
    if isinstance(value, datetime | date):
        return _usable(value.year, [])
    if isinstance(value, bool):
        return None, []
    if isinstance(value, int | float):
        return _number(float(value))
    text = unicodedata.normalize("NFKC", plain(value)[0])
    if re.fullmatch(r"\d+(\.\d+)?", text):
        return _number(float(text))
    if found := YEAR.search(text):
        return _usable(int(found.group()), [])
    if found := TWO_DIGITS.match(text) or MONTH_YEAR.match(text):
        return _usable(_century(int(found.groups()[-1])), ["two_digit_year"])
    if found := re.fullmatch(r"(\d{2})年.*", text):
        return _usable(_century(int(found.group(1))), ["two_digit_year"])
    return None, []


def _number(value: float) -> tuple[int | None, list[str]]:
    """A plain year, a date written as one number, or the days that Excel counts."""
    if value.is_integer() and FIRST <= value <= LAST:
        return int(value), []
    if value.is_integer() and 19_000_101 <= value <= 21_001_231:
        return _usable(int(value) // 10_000, [])
    if SERIALS[0] <= value <= SERIALS[1]:
        return _usable((EPOCH + timedelta(days=int(value))).year, ["serial_date"])
    return None, []


def _century(two: int) -> int:
    return 2000 + two if two < 70 else 1900 + two


def _usable(found: int, codes: list[str]) -> tuple[int | None, list[str]]:
    return (found, codes) if FIRST <= found <= LAST else (None, [])


def website(value: Any) -> tuple[str, list[str]]:
    """A web address, mended where the mending is sure, dropped where it is not one."""
    text, _codes = plain(value)
    if not text or text in {"-", "—", "/", "n/a", "N/A", "无", "none", "None"}:
        return "", []
    fixed = text.replace(" ", "").replace("\\", "/")
    fixed = re.sub(r"^(https?)[:;]?/{0,2}(?=[^/])", r"\1://", fixed, flags=re.I)
    if not re.match(r"^https?://", fixed, re.I):
        if re.match(r"^[a-z][a-z0-9+.-]*:", fixed, re.I) and not re.match(r"^[^/]+:\d", fixed):
            return "", ["url_dropped"]
        fixed = f"https://{fixed}"
    try:
        parts = urlsplit(fixed)
        host = parts.hostname or ""
        _port = parts.port
    except ValueError:
        return "", ["url_dropped"]
    if not re.fullmatch(r"[\w-]+(\.[\w-]+)*\.[^\W\d_]{2,}", host) or len(fixed) > 300:
        return "", ["url_dropped"]
    return fixed, [] if fixed == text else ["url_fixed"]
