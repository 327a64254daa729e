"""How complete the entries are, place by place and language by language."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count

from launches.enums import Slot

from . import Wanted, entries

SLOT, LANGUAGE = "materials", "texts"


@dataclass(frozen=True)
class Part:
    """A slot or a language: how many entries have it whole, lack something of it, have none.

    `kind` is SLOT or LANGUAGE, `name` the slot's word or the language's code.
    """

    kind: str
    name: str
    whole: int
    lacking: int
    absent: int

    @property
    def share(self) -> float | None:
        """Percent of the entries that have it whole."""
        total = self.whole + self.lacking + self.absent
        return 100 * self.whole / total if total else None


@dataclass(frozen=True)
class Completeness:
    """The parts, and of how many entries the worker has not drawn the finding yet."""

    parts: list[Part]
    unseen: int


def of(wanted: Wanted) -> Completeness:
    """From the findings (launches.domain.finding), grouped by the database; one query."""
    rows = entries(wanted).values_list("finding__whole", "finding__lacking")
    whole, lacking, seen, unseen = Counter[str](), Counter[str](), 0, 0
    for has, lacks, number in rows.annotate(n=Count("pk")):
        if has is None:
            unseen += number
            continue
        seen += number
        for words, counter in ((has, whole), (lacks, lacking)):
            counter.update(dict.fromkeys(words.split(), number))
    parts = [
        _part(name, seen, whole[name], lacking[name]) for name in _names(wanted, {*whole, *lacking})
    ]
    return Completeness(parts if seen else [], unseen)


def _part(name: str, seen: int, whole: int, lacking: int) -> Part:
    kind, _dot, word = name.partition(".")
    return Part(kind, word, whole, lacking, seen - whole - lacking)


def _names(wanted: Wanted, met: set[str]) -> list[str]:
    """Every slot, the forum's languages, then the others that were met."""
    names = [f"{SLOT}.{slot}" for slot in Slot.values]
    names += [f"{LANGUAGE}.{code}" for code in wanted.forum.required_languages]
    return list(dict.fromkeys([*names, *sorted(met)]))
