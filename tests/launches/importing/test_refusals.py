"""Files that are no table, or mean harm: refused in words, in bounded time."""

import contextlib
import io
import zipfile

import pytest

from launches.importing import cells
from launches.importing import workbook as reading
from launches.importing.cells import Unreadable
from launches.importing.check import check
from tests.launches.importing.tables import HEAD, found, patched, workbook

ROWS = [["Company", "Product", "Country", "Date"], ["Acme", "Lamp", "FR", 2020]]
SHEET = "xl/worksheets/sheet1.xml"
BILLION = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def parcel(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, body in parts.items():
            zipped.writestr(name, body)
    return out.getvalue()


def old_office(stream: str) -> bytes:
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + stream.encode("utf-16-le") + bytes(500)
    )


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"\xff\xfe\r\x00\n\x00", "empty"),
        (b"PK\x03\x04 broken", "damaged"),
        (old_office("Workbook"), "old Excel file"),
        (old_office("EncryptedPackage"), "password"),
        (b"\x89PNG\r\n\x1a\n....", "a picture"),
        (b"\xff\xd8\xff\xe0....", "a picture"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"<html><table><tr><td>Company</td></tr></table></html>", "web page"),
        (b'<?xml version="1.0"?><Workbook/>', "XML"),
        (parcel(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "OpenDocument"),
        (parcel(**{"word/document.xml": b"<x/>"}), "no Excel workbook"),
        (b"just some words\nand more", "No row of headings"),
        (HEAD.encode() + b'"never closed' + b"x" * 1_100_000, "Record 2 .* never closed"),
        (b"x" * (31 * 2**20), "at most 30 MB"),
    ],
    ids=lambda value: value if isinstance(value, str) else "file",
)
def test_what_is_no_table_is_refused_in_words(data, words):
    with pytest.raises(Unreadable, match=words):
        check(data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_in_every_part(encoding):
    def declare(body: bytes) -> bytes:
        start = body.index(b"<worksheet")
        text = f'<?xml version="1.0" encoding="{encoding}"?>' + " " * 2_000_000
        return (text + BILLION.decode() + body[start:].decode()).encode(encoding)

    with pytest.raises(Unreadable, match="entities"):
        check(patched(workbook(ROWS), SHEET, declare))


def test_a_zip_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(reading, "MOST_UNPACKED", 20 * 2**20)
    bomb = patched(workbook(ROWS), SHEET, lambda body: body)
    with zipfile.ZipFile(io.BytesIO(bomb)) as zipped:
        parts = {name: zipped.read(name) for name in zipped.namelist()}
    parts["xl/media/big.xml"] = b" " * (21 * 2**20)
    with pytest.raises(Unreadable, match="unpacks to"):
        check(parcel(**parts))


def test_a_cell_at_the_end_of_the_sheet_costs_nothing_and_a_far_column_is_refused():
    def far(cell: str):
        row = "".join(filter(str.isdigit, cell))
        new = f'<row r="{row}"><c r="{cell}" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
        return lambda body: body.replace(b"</sheetData>", new.encode())

    report = check(patched(workbook(ROWS), SHEET, far("A1048576"))).as_json()
    assert (len(report["records"]), report["errors"][0]["row"]) == (1, 1048576)
    with pytest.raises(Unreadable, match="500 columns"):
        check(patched(workbook(ROWS), SHEET, far("XFD9")))


def test_too_many_rows_are_refused(monkeypatch):
    monkeypatch.setattr(cells, "MOST_ROWS", 1_000)

    def many(body: bytes) -> bytes:
        row = b'<row><c t="inlineStr"><is><t>x</t></is></c></row>'
        return body.replace(b"</sheetData>", row * 1_001 + b"</sheetData>")

    with pytest.raises(Unreadable, match="1000 rows"):
        check(patched(workbook(ROWS), SHEET, many))


@pytest.mark.parametrize(
    "change",
    [
        lambda body: body[: len(body) // 2],
        lambda body: body.replace(b"2020", b"not a number"),
        lambda body: body.replace(b'r="A2"', b'r="!!"'),
        lambda body: body.replace(b't="inlineStr"', b't="s"'),
        lambda body: b"<x/>",
        lambda body: b"",
    ],
)
@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"])
def test_a_damaged_part_is_refused_or_read_and_never_breaks(part, change):
    with contextlib.suppress(Unreadable):
        check(patched(workbook(ROWS), part, change))


def test_200_columns_and_long_cells_are_read():
    wide = ["Company", "Product", "Country", "Date", *(f"Note {n}" for n in range(196))]
    data = workbook([wide, ["Acme", "Lamp", "FR", 2020, *["x"] * 196]])
    assert len(check(data).records) == 1
    report = found(HEAD + f"Acme,{'x' * 900_000},FR,2020,,\n")
    assert len(report["records"][0]["product"]) == 200
