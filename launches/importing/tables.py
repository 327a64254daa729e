"""From a file's bytes to tables. What a file is is told by its bytes, never by its name."""

from launches.importing import encodings, separated, workbook
from launches.importing.cells import Table, Unreadable

LARGEST = 30 * 2**20  # bytes
WANTED = "Wanted: .xlsx or CSV."
FOREIGN = (
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "a text document (RTF)"),
    (b"\x1f\x8b", "a compressed file (gzip)"),
    (b"7z\xbc\xaf", "a compressed file (7z)"),
    (b"Rar!", "a compressed file (RAR)"),
)
PAGES = (b"<html", b"<!doctype", b"<?xml", b"<table")
OLD_OFFICE = b"\xd0\xcf\x11\xe0"


def read(data: bytes) -> list[Table]:
    """All sheets with something in them. Raises Unreadable, in words for people."""
    if len(data) > LARGEST:
        found, most = len(data) // 2**20, LARGEST // 2**20
        raise Unreadable(f"The file has {found} MB; at most {most} MB are read.")
    _refuse_foreign(data)
    if data.startswith(b"PK\x03\x04"):
        return workbook.tables(data)
    if not data.strip(b"\x00\r\n\t ,;|\xef\xbb\xbf\xff\xfe"):
        raise Unreadable(f"The file is empty. {WANTED}")
    return [Table("", list(separated.records(encodings.decoded(data))), is_csv=True)]


def _refuse_foreign(data: bytes) -> None:
    if data.startswith(OLD_OFFICE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Unreadable("The workbook is protected by a password. Please save it without one.")
        raise Unreadable(f"Found an old Excel file (.xls). Please save it as .xlsx. {WANTED}")
    for mark, name in FOREIGN:
        if data.startswith(mark):
            raise Unreadable(f"Found {name}. {WANTED}")
    if data[:200].lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(PAGES):
        raise Unreadable(f"Found a web page or XML. Please save it as a workbook. {WANTED}")
