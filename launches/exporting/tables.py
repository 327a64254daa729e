"""CSV and XLSX, written row by row."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import IO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from .guard import guarded

MARK = "\ufeff"  # by which spreadsheet programs know UTF-8
CELL = 32_767  # characters that a cell of a workbook holds
WIDTHS = {"Company": 28, "Product": 28, "Release moment": 26, "Handed in": 26, "Last edited": 26}


def csv_of(head: list[str], rows: Iterable[list[str]]) -> Iterator[bytes]:
    """The table as UTF-8 with its mark, in the form of RFC 4180, a row at a time."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    out.write(MARK)
    for row in _all(head, rows):
        writer.writerow([guarded(text) for text in row])
        yield out.getvalue().encode("utf-8", "replace")
        out.seek(0)
        out.truncate()


def write_xlsx(file: IO[bytes], head: list[str], rows: Iterable[list[str]]) -> None:
    """The table as a workbook. What a cell cannot hold is cut and marked with “…”."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Launches")
    sheet.freeze_panes = "A2"
    for number, name in enumerate(head, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTHS.get(name, 18)
    for number, row in enumerate(_all(head, rows)):
        cells = [_cell(sheet, text) for text in row]
        for cell in cells if number == 0 else ():
            cell.font = Font(bold=True)
        sheet.append(cells)
    book.save(file)


def _cell(sheet: object, text: str) -> WriteOnlyCell:
    """Text, and nothing that the program could calculate."""
    text = ILLEGAL_CHARACTERS_RE.sub("", guarded(text))
    cell = WriteOnlyCell(sheet, text if len(text) <= CELL else text[: CELL - 1] + "…")
    cell.data_type = "s"
    return cell


def _all(head: list[str], rows: Iterable[list[str]]) -> Iterator[list[str]]:
    yield head
    yield from rows
