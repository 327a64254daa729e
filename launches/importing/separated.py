"""CSV to lines: which sign separates, and which record is which.

Lines are numbered by record, the first record of the file being 1, as a spreadsheet
program numbers its rows: headings, titles and empty lines count, a quoted line break
does not. A first line `sep=;`, Excel's own hint, is no record.
"""

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from launches.importing import columns
from launches.importing.cells import EXCEL_ERRORS, Line, NoValue, Unreadable, refuse_beyond_bounds

SEPARATORS = ",;\t|"
LONGEST_CELL = 1_000_000  # characters
FORMULA = re.compile(r"^\s*=\s*[-+(\"'@A-Za-z0-9$]")
HINT = re.compile(r"^\"?sep=(.)\"?\r?\n", re.IGNORECASE)
LOOKED_AT = 20_000  # characters
csv.field_size_limit(LONGEST_CELL)


def records(text: str) -> Iterator[Line]:
    """The records of a CSV with something in them, by their numbers.

    Raises Unreadable where a cell never ends, and beyond the bounds of a sheet.
    """
    text = text.replace("\0", "")
    if hint := HINT.match(text):
        sign, text = hint.group(1), text[hint.end() :]
    else:
        sign = separator(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    number = count = 0
    try:
        for number, cells in enumerate(reader, start=1):
            line = Line(number, [_cell(cell) for cell in cells])
            if width := line.width():
                count += 1
                refuse_beyond_bounds(count, width)
                yield line
    except csv.Error as error:
        raise Unreadable(
            _(
                "Record %(number)d of the CSV is damaged, or a cell in it has more than a million "
                "characters. Perhaps a quotation mark is never closed."
            )
            % {"number": number + 1}
        ) from error


def _cell(text: str) -> Any:
    """A formula has no result in a CSV; a program that had none to write wrote its error."""
    return NoValue(text) if FORMULA.match(text) or text.strip() in EXCEL_ERRORS else text


def separator(text: str) -> str:
    """The sign that makes headings; else the one that cuts the lines most evenly."""
    return max(SEPARATORS, key=lambda sign: _fitness(text[:LOOKED_AT], sign))


def _fitness(text: str, sign: str) -> tuple[int, float, int]:
    """(headings found, share of lines of the commonest width, that width)."""
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=sign))
    except csv.Error:
        return 0, 0.0, 0
    widths = [len(row) for row in rows if any(row)]
    if not widths or max(widths) == 1:
        return 0, 0.0, 0
    common = max(set(widths), key=lambda width: (widths.count(width), width))
    share = widths.count(common) / len(widths) * (common > 1)
    lines = [Line(number, row) for number, row in enumerate(rows[: columns.SEARCHED], start=1)]
    head = columns.find(lines)
    return len(head.places) if head else 0, share, common
