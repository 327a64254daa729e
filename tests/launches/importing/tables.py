"""Small files for the importer's tests."""

import io

import openpyxl

from launches.importing.check import check

HEAD = "Company,Product,Country,Launch date,Website,Tagline\n"


def found(text: str, encoding: str = "utf-8", **more):
    """The report of a CSV."""
    return check(text.encode(encoding), **more).as_json()


def codes(report, kind: str = "errors") -> list[tuple[int, str]]:
    return [(row["row"], row["code"]) for row in report[kind]]


def workbook(*sheets, merge: tuple[str, ...] = (), hidden: tuple[int, ...] = ()) -> bytes:
    """A workbook of these rows; `merge` holds on every sheet, `hidden` are sheets from 0."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(f"Sheet {number + 1}")
        for row in rows:
            sheet.append(row)
        for block in merge:
            sheet.merge_cells(block)
        if number in hidden:
            sheet.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def patched(data: bytes, name: str, change) -> bytes:
    """The workbook with one part changed: `change` is given its bytes and gives new ones."""
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for part in before.namelist():
            body = before.read(part)
            after.writestr(part, change(body) if part == name else body)
    return out.getvalue()
