"""What changed between two versions: which fields, and within a field which words.

Plain values in, plain values out, so that the companies' history, the desk's "what
changed" and the sign-offs ask the same question in the same way.

Words are found by Unicode's own classes rather than by spaces: Chinese, Japanese and
Thai are compared character by character (with their marks), other scripts word by
word. A mark, a joiner or a modifier never stands apart from what it belongs to.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache

from launches import prose
from launches.content import Content, Placed

Values = Mapping[str, str]
SAID = [one.name for one in fields(Placed) if one.name not in {"slot", "material", "position"}]
MOST_PAIRS = 4_000_000  # comparisons of one block; beyond it the whole block is shown as replaced
NO_SPACES = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U0001b000-\U0001b16f\U00020000-\U0003ffff]"
)
WITHIN_WORDS = {"'", "’", "-", "‐", "·"}


class Kind(StrEnum):
    """What became of a piece."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True)
class Piece:
    """A run of text that stayed, went or came."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Change:
    """One field. `None` stands for a field that this version does not have at all."""

    name: str
    before: str | None
    after: str | None

    @property
    def pieces(self) -> list[Piece]:
        """Word by word; both texts can be read back from it, letter for letter."""
        return compare(self.before or "", self.after or "")


def flat(content: Content, *, names: Mapping[int, str] | None = None) -> dict[str, str]:
    """A revision's content as {field: text}, named as rules.missing names its gaps.

    "materials.<id>" holds the slot of a file and "materials.<id>.alt" and so on what is
    said about it; `names` gives the public ids of files {material: uid}, otherwise the
    row's own id stands there. Long texts are given as people type them, not as HTML.
    """
    values = {
        "product": content.product,
        "product_native": content.product_native,
        "category": content.category,
        "website": content.website,
    }
    for words in content.words:
        for field in ("headline", "tagline", "summary"):
            values[f"texts.{words.language}.{field}"] = getattr(words, field)
        for field in ("body", "press_release"):
            values[f"texts.{words.language}.{field}"] = prose.to_text(getattr(words, field))
    values |= {f"answers.{row.question}": row.value for row in content.answers}
    for row in content.materials:
        name = f"materials.{(names or {}).get(row.material, row.material)}"
        values[name] = row.slot
        for field in SAID:
            values[f"{name}.{field}"] = getattr(row, field)
    return values


def changes(before: Values, after: Values) -> list[Change]:
    """The fields that differ, in the order of `after`, what is gone last.

    A field that only one of the two has and that is empty there is no difference: an
    added language with no words yet says nothing.
    """
    names = [*after, *(name for name in before if name not in after)]
    found = (Change(name, before.get(name), after.get(name)) for name in names)
    return [change for change in found if (change.before or "") != (change.after or "")]


def changed(before: Content, after: Content) -> list[str]:
    """The names of the fields that differ."""
    return [change.name for change in changes(flat(before), flat(after))]


def compare(before: str, after: str) -> list[Piece]:
    """The two texts as runs that stayed, went and came.

    Lines are aligned first and words within what differs, so that two press releases of
    60,000 characters take a fraction of a second; two blocks that are long and have
    nothing in common are shown as replaced whole.
    """
    lines = _aligned(before.splitlines(keepends=True), after.splitlines(keepends=True))
    pieces: list[Piece] = []
    for gone, new in lines:
        if gone == new:
            pieces.append(Piece(Kind.SAME, "".join(gone)))
            continue
        for old, fresh in _aligned(tokens("".join(gone)), tokens("".join(new))):
            if old == fresh:
                pieces.append(Piece(Kind.SAME, "".join(old)))
            else:
                pieces += [Piece(Kind.GONE, "".join(old)), Piece(Kind.NEW, "".join(fresh))]
    return _joined(piece for piece in pieces if piece.text)


def _aligned(before: list[str], after: list[str]) -> list[tuple[list[str], list[str]]]:
    """Runs of both, equal ones and differing ones in turn."""
    start = _shared(before, after)
    left = min(len(before), len(after)) - start
    end = min(left, _shared(before[::-1], after[::-1]))
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    if len(old) * len(new) > MOST_PAIRS:
        middle = [(old, new)]
    else:
        blocks = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        middle = [(old[a:b], new[c:d]) for _tag, a, b, c, d in blocks]
    tail = before[len(before) - end :]
    return [(before[:start], before[:start]), *middle, (tail, tail)]


def _shared(before: list[str], after: list[str]) -> int:
    """How many at the beginning are the same."""
    for number, (one, other) in enumerate(zip(before, after, strict=False)):
        if one != other:
            return number
    return min(len(before), len(after))


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Neighbours of one kind as one; between two equal pieces, what went before what came."""
    found: list[Piece] = []
    gone = new = ""
    for piece in [*pieces, Piece(Kind.SAME, "")]:
        if piece.kind == Kind.GONE:
            gone += piece.text
        elif piece.kind == Kind.NEW:
            new += piece.text
        else:
            found += [Piece(Kind.GONE, gone)] if gone else []
            found += [Piece(Kind.NEW, new)] if new else []
            gone = new = ""
            if found and found[-1].kind == Kind.SAME:
                found[-1] = Piece(Kind.SAME, found[-1].text + piece.text)
            elif piece.text:
                found.append(piece)
    return found


def tokens(text: str) -> list[str]:
    """The words, spaces and signs of a text; joined they are the text again."""
    found: list[str] = []
    before = ""
    for char in text:
        kind = _kind(char)
        goes_on = kind == "mark" or (kind == before and kind in {"word", "space"})
        if found and (goes_on or found[-1].endswith("\u200d")):
            found[-1] += char
        else:
            found.append(char)
        before = before if kind == "mark" else kind
    return found


@lru_cache(maxsize=4096)
def _kind(char: str) -> str:
    """A mark (also a joiner, a variation, a skin tone) is part of what stands before it."""
    category = unicodedata.category(char)
    if category[0] == "M" or category == "Cf" or "\U0001f3fb" <= char <= "\U0001f3ff":
        return "mark"
    if char.isspace():
        return "space"
    if NO_SPACES.match(char):
        return "character"
    if category[0] in "LN" or char in WITHIN_WORDS or "\U0001f1e6" <= char <= "\U0001f1ff":
        return "word"
    return "sign"
