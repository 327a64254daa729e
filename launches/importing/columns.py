"""Which column is which: headings below title rows, in one row or two, in any order."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from launches.importing.cells import Line, text_of
from launches.importing.headings import HEADINGS, SMALL, SMALL_CHINESE

SEARCHED = 40  # rows
LONGEST = 120  # characters of a heading
BRACKETS = re.compile(r"[（(\[【].*?[)）\]】]")
CUTS = re.compile(r"[/|\n\r、;；·,，]+")
SCRIPTS = re.compile(r"(?<=[\u3040-\u9fff])\s*(?=[A-Za-z])|(?<=[A-Za-z])\s*(?=[\u3040-\u9fff])")
PROMOTED = (("company", "company_native"), ("product", "product_native"))


@dataclass(frozen=True)
class Head:
    """Where the headings are: the index of their last line, and {field: column}."""

    index: int
    places: dict[str, int]
    rows: int = 1


def folded(text: str) -> str:
    """Text without case, width and punctuation."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.sub(r"[\W_]+", " ", text).split())


def _essence(text: str) -> str:
    """A folded heading without the words that tell nothing, English words in one order."""
    for word in SMALL_CHINESE:
        if len(text) > len(word):
            text = text.replace(word, "")
    return " ".join(sorted(word for word in text.split() if word not in SMALL))


@cache
def _known() -> dict[str, list[str]]:
    """{heading as it is, and its essence: fields, the likelier first}."""
    found: dict[str, list[str]] = {}
    for name, listed in HEADINGS.items():
        for heading in listed.split(","):
            for form in {folded(heading), _essence(folded(heading))}:
                names = found.setdefault(form, [])
                if name not in names:
                    names.append(name)
    return found


@lru_cache(maxsize=4096)
def names_of(heading: str) -> tuple[str, ...]:
    """The fields that a heading may mean: as a whole, without brackets, or in parts.

    “公司名称 Company name”, “国家/地区 Country/Region” and “Company (in Chinese)” are known.
    """
    if not 0 < len(heading) <= LONGEST:
        return ()
    known = _known()
    for form in _forms(heading):
        for key in (form, _essence(form)):
            if key and key in known:
                return tuple(known[key])
    return ()


def _forms(heading: str) -> Iterator[str]:
    bare = BRACKETS.sub(" ", heading)
    yield folded(heading)
    yield folded(bare)
    for text in (bare, heading):
        for part in SCRIPTS.split(text):
            yield folded(part)
        for part in CUTS.split(text):
            yield folded(part)
            yield from (folded(piece) for piece in SCRIPTS.split(part))


def matched(cells: list[Any]) -> dict[str, int]:
    """{field: column} of a row of headings; the first column of a name counts."""
    return _placed([(text_of(cell),) for cell in cells])


def _placed(columns: list[tuple[str, ...]]) -> dict[str, int]:
    """`columns` are the ways to read each heading, the likeliest first."""
    meant = [
        next((names for text in readings if (names := names_of(text.strip()))), ())
        for readings in columns
    ]
    found: dict[str, int] = {}
    for sure in (True, False):  # “Launch” may be the product or the date: it takes what is left
        for column, names in enumerate(meant):
            if (len(names) == 1) == sure:
                name = next((name for name in names if name not in found), None)
                found |= {name: column} if name else {}
    for name, other in PROMOTED:  # only “公司中文名称”: then that is the company's name
        if name not in found and other in found:
            found[name] = found.pop(other)
    return found


def find(lines: list[Line]) -> Head | None:
    """The headings, or None where there is no table of launches.

    The row with the most known headings, the first of equals; two rows read together
    only where that tells more.
    """
    best: Head | None = None
    for index, line in enumerate(lines[:SEARCHED]):
        best = _better(best, Head(index, matched(line.cells)))
        if index + 1 < len(lines[:SEARCHED]):
            pair = _placed(_pairs(line, lines[index + 1]))
            best = _better(best, Head(index + 1, pair, rows=2))
    return best


def named(lines: list[Line], number: int) -> dict[str, int]:
    """{field: column} of the headings in the row of this number, alone or under the row above."""
    index = next((index for index, line in enumerate(lines) if line.number == number), None)
    if index is None:
        return {}
    alone = Head(index, matched(lines[index].cells))
    if index == 0:
        return alone.places
    paired = Head(index, _placed(_pairs(lines[index - 1], lines[index])), rows=2)
    return (_better(alone, paired) or alone).places


def _better(best: Head | None, other: Head) -> Head | None:
    if not {"company", "product"} <= set(other.places):
        return best
    return other if best is None or len(other.places) > len(best.places) else best


def _pairs(upper: Line, lower: Line) -> list[tuple[str, ...]]:
    """Each column's heading over two rows; one that spans columns counts for each of them."""
    found: list[tuple[str, ...]] = []
    above = ""
    for column in range(max(len(upper.cells), len(lower.cells))):
        own = text_of(upper.cells[column]) if column < len(upper.cells) else ""
        below = text_of(lower.cells[column]) if column < len(lower.cells) else ""
        below = "" if column in lower.filled else below
        above = own or above
        found.append((f"{above} {below}", below) if below.strip() else (own,))
    return found
