"""The modes an entry can be previewed in: a kind of reader, and one of its languages."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from launches.content import language_name
from launches.queries.render import best_language

KINDS = {
    "press": _("Press page"),
    "phone": _("Phone"),
    "slate": _("Stage slate, 16:9"),
    "lower-third": _("Lower third"),
    "json": _("API, JSON"),
    "ninjs": _("API, ninjs"),
    "rss": _("RSS item"),
}
ALL_AT_ONCE = {"slate"}  # shows every language of the hall together


@dataclass(frozen=True)
class Mode:
    """One kind in one language; written "press-zh-hans"."""

    kind: str
    language: str = ""

    def __str__(self) -> str:
        return f"{self.kind}-{self.language}" if self.language else self.kind

    @property
    def label(self) -> str:
        kind = str(KINDS[self.kind])
        return f"{kind} · {language_name(self.language)}" if self.language else kind


def modes_of(languages: Iterable[str]) -> list[Mode]:
    """Every mode of an entry that speaks these languages."""
    spoken = list(languages)
    return [
        Mode(kind, language)
        for kind in KINDS
        for language in ([""] if kind in ALL_AT_ONCE else spoken)
    ]


def mode_named(name: str, languages: Iterable[str], *, reader: str = "en") -> Mode | None:
    """The mode of this name, None where there is none. A bare kind is in the reader's language."""
    known = {str(mode): mode for mode in modes_of(languages)}
    if name in KINDS and name not in ALL_AT_ONCE:
        name = f"{name}-{best_language(languages, reader)}"
    return known.get(name)
