"""XLSX to tables, one pass over each sheet's XML. Formulas are never evaluated.

The reader of openpyxl is read-only and streams; ours adds what it does not say: which
formulas have no stored result, and which cells are merged. Anything that could grow on
the way (zip bombs, entities, a million empty rows) is refused or passed over first.
"""

import io
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, ParseError, iterparse

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.utils import range_boundaries
from openpyxl.worksheet._reader import (
    FORMULA_TAG,
    MERGE_TAG,
    ROW_TAG,
    VALUE_TAG,
    WorkSheetParser,
)

from launches.importing.cells import (
    EXCEL_ERRORS,
    Line,
    NoValue,
    Table,
    Unreadable,
    is_empty,
    refuse_beyond_bounds,
)

LAST_ROW = 1_048_576  # no sheet has more, empty ones too
MOST_PARTS = 2_000
MOST_UNPACKED = 300 * 2**20  # bytes, all parts together
DOCTYPES = tuple(mark for word in ("<!DOCTYPE", "<!ENTITY") for mark in (
    word.encode(), word.encode("utf-16-le"), word.encode("utf-16-be"),
))  # fmt: skip
FAULTS = (
    ArithmeticError, AttributeError, EOFError, LookupError, NotImplementedError, OSError,
    ParseError, RuntimeError, SyntaxError, TypeError, ValueError, zipfile.BadZipFile,
)  # fmt: skip


def tables(data: bytes) -> list[Table]:
    """Every sheet with something in it, hidden ones marked. Raises Unreadable."""
    _inspect(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            book = openpyxl.load_workbook(
                io.BytesIO(data), read_only=True, data_only=True, keep_links=False
            )
            return [table for sheet in book.worksheets if (table := _table(sheet)).lines]
        except Unreadable:
            raise
        except FAULTS as error:
            raise Unreadable(
                _("The Excel file is damaged or not a workbook. Wanted: .xlsx as Excel saves it.")
            ) from error


def _inspect(data: bytes) -> None:
    """Size and kind of every part, before anything is unpacked into memory."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parcel:
            _inspect_parts(parcel)
    except Unreadable:
        raise
    except (*FAULTS, zipfile.LargeZipFile) as error:
        raise Unreadable(
            _("The Excel file is damaged or not a workbook. Wanted: .xlsx as Excel saves it.")
        ) from error


def _inspect_parts(parcel: zipfile.ZipFile) -> None:
    parts = parcel.infolist()
    names = {part.filename for part in parts}
    if "mimetype" in names and parcel.read("mimetype")[:40].startswith(b"application/vnd.oasis"):
        raise Unreadable(_("Found an OpenDocument file (.ods). Wanted: .xlsx or CSV."))
    if not any(name.endswith("workbook.xml") for name in names):
        raise Unreadable(_("Found a ZIP that is no Excel workbook. Wanted: .xlsx or CSV."))
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED:
        raise Unreadable(
            _(
                "The workbook unpacks to %(found)d MB in %(parts)d parts; at most %(most)d MB in "
                "%(most_parts)d parts are read."
            )
            % {
                "found": unpacked // 2**20,
                "parts": len(parts),
                "most": MOST_UNPACKED // 2**20,
                "most_parts": MOST_PARTS,
            }
        )
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            _refuse_entities(parcel, part)


def _refuse_entities(parcel: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """A workbook never declares a document type; who does wants to harm the reader."""
    before = b""
    with parcel.open(part) as stream:
        while block := stream.read(2**20):
            if any(mark in before + block for mark in DOCTYPES):
                raise Unreadable(_("The workbook declares XML entities. It is not read."))
            before = block[-40:]


class Reader(WorkSheetParser):
    """Rows only, with a NoValue for a formula without a stored result."""

    def rows(self) -> Iterator[tuple[int, list[dict[str, Any]]]]:
        self.merged: list[str] = []
        for _event, element in iterparse(self.source):  # noqa: S314  (no entities: see above)
            if element.tag == ROW_TAG:
                yield self.parse_row(element)
                element.clear()
            elif element.tag == MERGE_TAG:
                self.merged = [block.get("ref", "") for block in element]

    def parse_cell(self, element: Element) -> dict[str, Any]:
        cell: dict[str, Any] = super().parse_cell(element)
        formula = element.find(FORMULA_TAG)
        if cell["data_type"] == "e" or cell["value"] in EXCEL_ERRORS:
            cell["value"] = NoValue(str(cell["value"]))
        elif formula is not None and cell["value"] is None:
            # An empty result is stored as an empty text; no result as nothing at all.
            if element.get("t") == "str" and element.find(VALUE_TAG) is not None:
                cell["value"] = ""
            else:
                cell["value"] = NoValue(f"={formula.text or ''}")
        return cell


def _table(sheet: Any) -> Table:
    book = sheet.parent
    with sheet._get_source() as source:
        reader = Reader(
            source,
            sheet._shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        lines = list(_lines(sheet.title, reader))
    _fill_down(lines, reader.merged)
    return Table(sheet.title, lines, hidden=sheet.sheet_state != "visible")


def _lines(title: str, reader: Reader) -> Iterator[Line]:
    """The rows with something in them, by their own numbers."""
    count = 0
    for number, cells in reader.rows():
        filled = [cell for cell in cells if not is_empty(cell["value"])]
        if not filled:
            continue
        count += 1
        width = max(cell["column"] for cell in filled)
        if number > LAST_ROW:
            raise ValueError(number)  # damaged
        refuse_beyond_bounds(count, width, title)
        values: list[Any] = [None] * width
        for cell in filled:
            values[cell["column"] - 1] = cell["value"]
        yield Line(number, values)


def _fill_down(lines: list[Line], merged: list[str]) -> None:
    """The value of a merged block stands in each of its rows, marked as filled."""
    by_number = {line.number: line for line in lines}
    for block in merged:
        left, top, _right, bottom = range_boundaries(block)
        first = by_number.get(top)
        if first is None or bottom == top or len(first.cells) < left:
            continue
        for number in range(top + 1, min(bottom, lines[-1].number) + 1):
            if (line := by_number.get(number)) is not None:
                line.cells += [None] * (left - len(line.cells))
                line.cells[left - 1] = first.cells[left - 1]
                line.filled.add(left - 1)
