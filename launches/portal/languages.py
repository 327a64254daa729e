"""Names of languages and countries in the reader's language."""

from dataclasses import dataclass
from functools import lru_cache

from babel import Locale
from django.utils.translation import get_language

from launches.queries.render import best_language

OFFERED = [
    "am", "ar", "az", "bg", "bn", "ca", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi",
    "fil", "fr", "ga", "gu", "ha", "he", "hi", "hr", "hu", "hy", "id", "is", "it", "ja", "ka",
    "kk", "km", "kn", "ko", "ky", "lo", "lt", "lv", "mk", "ml", "mn", "mr", "ms", "my", "nb",
    "ne", "nl", "pa", "pl", "ps", "pt", "pt-br", "ro", "ru", "si", "sk", "sl", "so", "sq", "sr",
    "sv", "sw", "ta", "te", "tg", "th", "tk", "tr", "uk", "ur", "uz", "vi", "zh-hans", "zh-hant",
]  # fmt: skip
NOT_COUNTRIES = {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}


@lru_cache(maxsize=128)
def direction(code: str) -> str:
    """rtl or ltr; ltr for a code we do not know."""
    return "rtl" if code in OFFERED and _locale(code).text_direction == "rtl" else "ltr"


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


@dataclass(frozen=True)
class Fallback:
    """What readers see: `readers` of these languages get `seen`; `rest`: all others do."""

    readers: list[str]
    seen: str
    is_rest: bool = False


def fallbacks(present: list[str]) -> list[Fallback]:
    """Who reads which language of an entry that says something in those, by the readers' own
    rule (queries.render.best_language)."""
    if not present:
        return []
    rest = best_language(present, "und")
    found = [Fallback([language_name(code)], language_name(code)) for code in present]
    for code in present:
        kin = [
            language_name(other)
            for other in OFFERED
            if other not in present and best_language(present, other) == code != rest
        ]
        found += [Fallback(kin, language_name(code))] if kin else []
    return [*found, Fallback([], language_name(rest), is_rest=True)]


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


@lru_cache(maxsize=128)
def _locale(code: str) -> Locale:
    """Of a tag such as en, zh-hans (script) or pt-br (country)."""
    language, _sep, rest = code.partition("-")
    form = rest.upper() if len(rest) == 2 else rest.title()
    return Locale.parse(f"{language}_{form}" if rest else language)
