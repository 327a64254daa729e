"""What a spreadsheet is made of, whatever program wrote it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

EXCEL_ERRORS = {
    "#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#SPILL!", "#CALC!",
}  # fmt: skip
MOST_ROWS = 100_000  # with something in them, in one sheet
MOST_COLUMNS = 500
SURROGATES = dict.fromkeys(range(55296, 57344), "�") | {0: None}


class Unreadable(ValueError):
    """Not a table we know; the message says what was found and what is wanted."""


def refuse_beyond_bounds(rows: int, columns: int, sheet: str = "") -> None:
    """Raises Unreadable for a sheet of more rows or columns than anybody means."""
    if rows <= MOST_ROWS and columns <= MOST_COLUMNS:
        return
    bounds = {"sheet": sheet, "rows": MOST_ROWS, "columns": MOST_COLUMNS}
    if sheet:
        words = _("The sheet “%(sheet)s” has more than %(rows)d rows or %(columns)d columns.")
    else:
        words = _("The file has more than %(rows)d rows or %(columns)d columns.")
    raise Unreadable(words % bounds)


class NoValue:
    """A formula whose result was never stored, or whose result is one of Excel's errors."""

    def __init__(self, formula: str) -> None:
        self.formula = formula


@dataclass
class Line:
    """One row. `filled` are the columns whose value stands in a merged cell above."""

    number: int
    cells: list[Any]
    filled: set[int] = field(default_factory=set)

    def width(self) -> int:
        """How many cells, without the empty ones at the end."""
        width = len(self.cells)
        while width and is_empty(self.cells[width - 1]):
            width -= 1
        return width


@dataclass
class Table:
    """One sheet; a CSV file is one sheet without a name."""

    sheet: str
    lines: list[Line]
    is_csv: bool = False
    hidden: bool = False


def text_of(value: Any) -> str:
    """A cell as text: numbers without a false fraction, dates as ISO, no NUL, no half signs."""
    if value is None or isinstance(value, NoValue):
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if not value.time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).translate(SURROGATES)


def raw_of(value: Any) -> str:
    """What the report shows of a cell: its formula where it has no value."""
    text = value.formula if isinstance(value, NoValue) else text_of(value)
    return str(text).translate(SURROGATES)[:500]


def is_empty(value: Any) -> bool:
    return not isinstance(value, NoValue) and not text_of(value).strip()
