"""CSV and XLSX, written row by row."""

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import IO, Any

from django.db.models import QuerySet
from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from .guard import guarded

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
IN_MEMORY = 2**22
Row = Sequence[str | int | float]
MARK = "\ufeff"  # by which spreadsheet programs know UTF-8
CELL = 32_767  # characters that a cell of a workbook holds
TITLE = 31  # and the name of a sheet
WIDTHS = {"Company": 28, "Product": 28, "Release moment": 26, "Handed in": 26, "Last edited": 26}


def csv_of(head: list[str], rows: Iterable[Row]) -> Iterator[bytes]:
    """The table as UTF-8 with its mark, in the form of RFC 4180, a row at a time."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    out.write(MARK)
    for row in _all(head, rows):
        writer.writerow([guarded(one) if isinstance(one, str) else one for one in row])
        yield out.getvalue().encode("utf-8", "replace")
        out.seek(0)
        out.truncate()


def write_xlsx(
    file: IO[bytes], head: list[str], rows: Iterable[Row], *, title: str = "Launches"
) -> None:
    """The table as a workbook. What a cell cannot hold is cut and marked with “…”."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:TITLE])
    sheet.freeze_panes = "A2"
    for number, name in enumerate(head, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTHS.get(name, 18)
    for number, row in enumerate(_all(head, rows)):
        cells = [_cell(sheet, value) for value in row]
        for cell in cells if number == 0 else ():
            cell.font = Font(bold=True)
        sheet.append(cells)
    book.save(file)


def csv_answer(head: list[str], rows: Iterable[Row]) -> HttpResponseBase:
    """Streamed as the rows are read."""
    return StreamingHttpResponse(csv_of(head, rows), content_type=TYPES["csv"])


def xlsx_answer(
    head: list[str], rows: Iterable[Row], *, title: str = "Launches"
) -> HttpResponseBase:
    """Written first, for its length."""
    file = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 -- closed by the response
    write_xlsx(file, head, rows, title=title)
    length = file.tell()
    file.seek(0)
    response = FileResponse(file, content_type=TYPES["xlsx"])
    response.headers["Content-Length"] = str(length)
    return response


def answer(
    kind: str, head: list[str], rows: Iterable[Row], *, name: str, title: str
) -> HttpResponseBase:
    """A table as a file, "csv" or "xlsx", kept by nobody on the way."""
    response = csv_answer(head, rows) if kind == "csv" else xlsx_answer(head, rows, title=title)
    named = content_disposition_header(True, f"{name}.{kind}") or ""
    response.headers["Content-Disposition"] = named
    response.headers["Cache-Control"] = "private, no-store"
    return response


def in_batches(rows: QuerySet[Any], size: int) -> Iterator[list[Any]]:
    """A query's rows, so many at a time, where more is read about many at once."""
    found = rows.iterator(chunk_size=size)
    while batch := list(islice(found, size)):
        yield batch


def _cell(sheet: object, value: str | int | float) -> WriteOnlyCell:
    """A number, or text and nothing that the program could calculate."""
    if not isinstance(value, str):
        return WriteOnlyCell(sheet, value)
    text = ILLEGAL_CHARACTERS_RE.sub("", guarded(value))
    cell = WriteOnlyCell(sheet, text if len(text) <= CELL else text[: CELL - 1] + "…")
    cell.data_type = "s"
    return cell


def _all(head: list[str], rows: Iterable[Row]) -> Iterator[Row]:
    yield head
    yield from rows
