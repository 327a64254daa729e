"""From a spreadsheet's bytes to rows of cells, whatever program wrote it.

XLSX by openpyxl, read without evaluating anything; CSV in the encodings and with the
separators that offices use. Row numbers are those the spreadsheet program shows.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

ENCODINGS = ("gb18030", "shift_jis", "cp1252")
SEPARATORS = ",;\t|"
MOST_ROWS = 200_000
FORMULA = re.compile(r"^=\s*[-+(\"'@A-Za-z0-9$]")
KANA = re.compile("[぀-ヿ]")
HAN = re.compile("[一-鿿]")
ODD = re.compile("[\ue000-\uf8ff\x80-\x9f�ｦ-ﾟ]|[À-ÿ]{3,}")


class Unreadable(ValueError):
    """Not a table we know; the message says what was found and what is wanted."""


class NoValue:
    """A formula whose result was never stored."""

    def __init__(self, formula: str) -> None:
        self.formula = formula


@dataclass
class Line:
    """One row. `filled` are the columns whose value stands in a merged cell above."""

    number: int
    cells: list[Any]
    filled: set[int] = field(default_factory=set)


@dataclass
class Table:
    """One sheet; a CSV file is one sheet without a name."""

    sheet: str
    lines: list[Line]
    is_csv: bool = False


def read(data: bytes) -> list[Table]:
    """All sheets with something in them. Raises Unreadable."""
    if data.startswith(b"PK\x03\x04"):
        return list(_workbook(data))
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable("Found an old or encrypted Excel file (.xls). Wanted: .xlsx or CSV.")
    if not data.strip(b"\x00\r\n\t ,;"):
        raise Unreadable("The file is empty.")
    return [Table("", list(_records(decoded(data))), is_csv=True)]


def _workbook(data: bytes) -> Iterator[Table]:
    """Values as stored, and formulas beside them to tell an empty cell from an unstored result."""
    import openpyxl

    try:
        values = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
        formulas = openpyxl.load_workbook(io.BytesIO(data))
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, TypeError) as error:
        raise Unreadable("The Excel file is damaged or not a table. Wanted: .xlsx.") from error
    for sheet in values.worksheets:
        if sheet.max_row > MOST_ROWS:
            raise Unreadable(f"The sheet “{sheet.title}” has more than {MOST_ROWS} rows.")
        lines = list(_sheet(sheet, formulas[sheet.title]))
        if any(line.cells for line in lines):
            yield Table(sheet.title, lines)


def _sheet(sheet: Any, formulas: Any) -> Iterator[Line]:
    above = _merged(sheet)
    rows = zip(
        sheet.iter_rows(values_only=True), formulas.iter_rows(values_only=True), strict=False
    )
    for number, (values, written) in enumerate(rows, start=1):
        cells, filled = [], set()
        for column, value in enumerate(values):
            stored = written[column] if column < len(written) else None
            if value is None and isinstance(stored, str) and stored.startswith("="):
                value = NoValue(stored)
            if value is None and (number, column) in above:
                value = above[(number, column)]
                filled.add(column)
            cells.append(value)
        yield Line(number, cells, filled)


def _merged(sheet: Any) -> dict[tuple[int, int], Any]:
    """The value for each cell of a merged block that goes down over several rows."""
    found = {}
    for block in sheet.merged_cells.ranges:
        if block.max_row == block.min_row:
            continue
        value = sheet.cell(block.min_row, block.min_col).value
        for row in range(block.min_row, block.max_row + 1):
            for column in range(block.min_col, block.max_col + 1):
                if column == block.min_col and row != block.min_row:
                    found[(row, column - 1)] = value
    return found


def decoded(data: bytes) -> str:
    """The text of a CSV: by its mark, as UTF-8, as UTF-16, else the likeliest of three."""
    for mark, name in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(name, "replace")
    head = data[:4000]
    if head.count(b"\0") > len(head) // 8:
        even = head[0::2].count(b"\0")
        return data.decode("utf-16-be" if even > len(head) // 8 else "utf-16-le", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return max((_try(data, name) for name in ENCODINGS), key=lambda pair: pair[0])[1]


def _try(data: bytes, name: str) -> tuple[float, str]:
    """How much a decoding looks like text: (score, text)."""
    try:
        text = data.decode(name)
    except UnicodeDecodeError:
        return -1e9, data.decode(name, "replace")
    foreign = [sign for sign in text if ord(sign) > 127]
    if not foreign:
        return 0.0, text
    score = -3.0 * len(ODD.findall(text))
    if name == "shift_jis":
        score += 2.0 * len(KANA.findall(text)) + 0.5 * len(HAN.findall(text))
    elif name == "gb18030":
        score += sum(_is_common(sign) for sign in foreign) - 2.0 * _lonely(text)
    else:
        score += 1.5 * _lonely(text)
    return score / len(foreign), text


def _is_common(sign: str) -> float:
    """1 for the 3,755 everyday Chinese characters and Chinese punctuation."""
    try:
        lead = sign.encode("gb2312")[0]
    except UnicodeEncodeError:
        return -0.5
    return 1.0 if 0xB0 <= lead <= 0xD7 or lead in (0xA1, 0xA3) else 0.0


def _lonely(text: str) -> int:
    """Foreign letters that stand alone among Latin ones, as accents do."""
    return len(re.findall(r"(?<=[A-Za-z ,;\"'])[^\x00-\x7f](?=[A-Za-z ,;\"'\r\n])", text))


def _records(text: str) -> Iterator[Line]:
    """Records by number; a quoted field may go over several lines."""
    csv.field_size_limit(1_000_000)
    reader = csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=separator(text))
    try:
        for number, cells in enumerate(reader, start=1):
            yield Line(number, [_cell(cell) for cell in cells])
    except csv.Error as error:
        raise Unreadable(f"The CSV is damaged after record {reader.line_num}.") from error


def _cell(text: str) -> Any:
    return NoValue(text) if FORMULA.match(text) else text


def separator(text: str) -> str:
    """The sign that cuts the first lines into the most columns, alike in each."""

    def evenness(sign: str) -> tuple[float, int]:
        try:
            rows = list(csv.reader(io.StringIO(text[:20_000], newline=""), delimiter=sign))[:30]
        except csv.Error:
            return 0.0, 0
        widths = [len(row) for row in rows if any(row)]
        if not widths or max(widths) == 1:
            return 0.0, 0
        common = max(set(widths), key=lambda width: (widths.count(width), width))
        return widths.count(common) / len(widths) * (common > 1), common

    return max(SEPARATORS, key=evenness)


def text_of(value: Any) -> str:
    """A cell as text: numbers without a false fraction, dates as ISO."""
    if value is None or isinstance(value, NoValue):
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if not value.time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
