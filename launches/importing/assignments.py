"""A list of who minds what: one entry's id and one editor's address a row, as CSV."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from launches.importing import encodings, separated
from launches.importing.cells import Line, Unreadable, text_of

HEADINGS = {
    "entry": ("entry", "id", "uid", "entry id", "申报", "申报编号"),
    "editor": ("editor", "email", "e-mail", "address", "编辑", "邮箱", "电子邮箱"),
}
MOST_BYTES, MOST_ROWS = 1_000_000, 5000


@dataclass(frozen=True)
class Row:
    """What one row says; `number` as a spreadsheet numbers it."""

    number: int
    entry: str
    editor: str


def rows_of(data: bytes) -> list[Row]:
    """The rows of a CSV in any encoding and with any separator; empty ones are skipped.

    Raises Unreadable, in words for people, where it is too large or its first row does not
    name the two columns.
    """
    if len(data) > MOST_BYTES:
        sizes = {"found": len(data), "most": MOST_BYTES}
        raise Unreadable(_("The file has %(found)d bytes; at most %(most)d are read.") % sizes)
    lines = [line for line in separated.records(encodings.decoded(data)) if line.width()]
    places = _places(lines[0]) if lines else {}
    if len(places) < len(HEADINGS):
        found = ", ".join(_texts(lines[0]))[:200] if lines else ""
        raise Unreadable(
            _("The first row has to name the columns “entry” and “editor”. Found: %(found)s")
            % {"found": found or _("nothing")}
        )
    if len(lines) - 1 > MOST_ROWS:
        sizes = {"found": len(lines) - 1, "most": MOST_ROWS}
        raise Unreadable(_("The list has %(found)d rows; at most %(most)d are read.") % sizes)
    return [_row(line, places) for line in lines[1:]]


def _texts(line: Line) -> list[str]:
    return [text_of(cell).strip() for cell in line.cells]


def _places(line: Line) -> dict[str, int]:
    """{column: where it stands} of those the headings name."""
    said = [text.casefold() for text in _texts(line)]
    return {
        name: next(place for place, text in enumerate(said) if text in words)
        for name, words in HEADINGS.items()
        if set(words) & set(said)
    }


def _row(line: Line, places: dict[str, int]) -> Row:
    cells = [*_texts(line), "", ""]
    cells += [""] * (max(places.values()) + 1 - len(cells))
    return Row(line.number, cells[places["entry"]], cells[places["editor"]])
