"""The glossary as a table: one term a row, one column a language.

Columns are found by their headings, in English or Chinese, in any order: name, kind,
company, capitals, never, note; and a language's code (zh-hans, ar) for its names there.
Several forbidden ways of writing are parted by “|”.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from launches.content import is_language
from launches.enums import CaseRule, TermKind
from launches.importing import encodings, separated
from launches.importing.cells import Line, Unreadable, is_empty, text_of

HEADINGS = {
    "name": ("name", "term", "名称", "术语"),
    "kind": ("kind", "type", "类别", "种类"),
    "company": ("company", "only for company", "企业", "公司"),
    "capitals": ("capitals", "case", "大小写"),
    "never": ("never", "never written so", "forbidden", "禁用写法", "禁用"),
    "note": ("note", "备注", "说明"),
}
LARGEST = 2 * 2**20  # bytes
MOST = 5000  # rows


@dataclass(frozen=True)
class Row:
    """One term as the file has it. `number` counts records, the headings being the first."""

    number: int
    name: str
    kind: str = TermKind.TERM
    company: str = ""
    capitals: str = CaseRule.EXACT
    never: tuple[str, ...] = ()
    note: str = ""
    own: tuple[tuple[str, str], ...] = field(default=())


def read(data: bytes) -> list[Row]:
    """The rows of a CSV. Raises Unreadable with what was found and what is wanted."""
    if len(data) > LARGEST:
        raise Unreadable(_("The file is too large; at most %(most)d MB are read.") % {"most": 2})
    lines = [line for line in separated.records(encodings.decoded(data)) if line.width()]
    if not lines:
        raise Unreadable(_("The file is empty."))
    if len(lines) > MOST + 1:
        found = {"found": len(lines) - 1, "most": MOST}
        raise Unreadable(_("The file has %(found)d rows; at most %(most)d are read.") % found)
    columns = _columns(lines[0])
    return [_row(line, columns) for line in lines[1:]]


def _columns(head: Line) -> dict[str, int]:
    """{column: its place}. Raises Unreadable for a heading that nobody knows."""
    known = {word: name for name, words in HEADINGS.items() for word in words}
    found: dict[str, int] = {}
    for place, cell in enumerate(head.cells):
        heading = " ".join(text_of(cell).split()).casefold()
        name = known.get(heading) or (heading if is_language(heading) else "")
        if not heading:
            continue
        if not name or name in found:
            values = {"heading": heading[:40], "known": ", ".join(HEADINGS)}
            raise Unreadable(
                _(
                    "The heading “%(heading)s” is not known or stands twice. Known are: "
                    "%(known)s, and codes of languages such as zh-hans."
                )
                % values
            )
        found[name] = place
    if "name" not in found:
        raise Unreadable(_("A column “name” is wanted."))
    return found


def _row(line: Line, columns: dict[str, int]) -> Row:
    said = dict(_cells(line, columns))
    plain = {name: said[name] for name in ("company", "note") if name in said}
    return Row(
        line.number,
        said.get("name", ""),
        kind=_word(TermKind, said.get("kind", ""), TermKind.TERM),
        capitals=_word(CaseRule, said.get("capitals", ""), CaseRule.EXACT),
        never=tuple(one.strip() for one in said.get("never", "").split("|") if one.strip()),
        own=tuple((name, text) for name, text in said.items() if name not in HEADINGS),
        **plain,
    )


def _cells(line: Line, columns: dict[str, int]) -> Iterator[tuple[str, str]]:
    for name, place in columns.items():
        if place < len(line.cells) and not is_empty(line.cells[place]):
            yield name, " ".join(text_of(line.cells[place]).split())


def _word(kind: type[TermKind] | type[CaseRule], text: str, default: str) -> str:
    """The word of an enum by its value or its name for people; what is neither stays."""
    said = text.casefold()
    names = {str(one.label).casefold(): one.value for one in kind}
    return names.get(said, said) if said else default
