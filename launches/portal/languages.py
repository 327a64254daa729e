"""Names of languages and countries in the reader's language."""

from functools import lru_cache

from babel import Locale
from django.utils.translation import get_language

OFFERED = [
    "ar", "bn", "de", "en", "es", "fa", "fr", "he", "hi", "id", "it", "ja", "ko",
    "pt", "ru", "th", "tr", "ur", "vi", "zh-hans", "zh-hant",
]  # fmt: skip
RIGHT_TO_LEFT = {"ar", "fa", "he", "ur"}
NOT_COUNTRIES = {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}


def direction(code: str) -> str:
    """rtl or ltr."""
    return "rtl" if code in RIGHT_TO_LEFT else "ltr"


def language_name(code: str) -> str:
    """A language in the reader's language; its code where we do not know it."""
    if code not in OFFERED:
        return code
    return _locale(code).get_display_name(_reader()) or code


def offered_beside(taken: set[str]) -> list[tuple[str, str]]:
    """The languages that can still be added: (code, "French · français")."""
    rest = [(code, language_name(code)) for code in OFFERED if code not in taken]
    return [
        (code, f"{name} · {_locale(code).get_display_name()}")
        for code, name in sorted(rest, key=lambda row: row[1])
    ]


def country_name(code: str) -> str:
    """A territory in the reader's language."""
    return _reader().territories.get(code, code)


def countries() -> list[tuple[str, str]]:
    """All territories as choices, sorted by their name in the reader's language."""
    return _countries(str(_reader()))


@lru_cache(maxsize=8)
def _countries(reader: str) -> list[tuple[str, str]]:
    names = Locale.parse(reader).territories
    found = [
        (code, name)
        for code, name in names.items()
        if len(code) == 2 and code.isalpha() and code not in NOT_COUNTRIES
    ]
    return sorted(found, key=lambda row: row[1])


def _reader() -> Locale:
    return _locale(get_language() or "en")


@lru_cache(maxsize=64)
def _locale(code: str) -> Locale:
    language, _sep, script = code.partition("-")
    return Locale.parse(f"{language}_{script.title()}" if script else language)
