"""From a file's bytes to tables. What a file is is told by its bytes, never by its name."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from launches.importing import encodings, separated, workbook
from launches.importing.cells import Table, Unreadable

LARGEST = 30 * 2**20  # bytes
FOREIGN = (
    (b"\x89PNG", gettext_lazy("Found a picture (PNG). Wanted: .xlsx or CSV.")),
    (b"\xff\xd8\xff", gettext_lazy("Found a picture (JPEG). Wanted: .xlsx or CSV.")),
    (b"GIF8", gettext_lazy("Found a picture (GIF). Wanted: .xlsx or CSV.")),
    (b"%PDF", gettext_lazy("Found a PDF. Wanted: .xlsx or CSV.")),
    (b"{\\rtf", gettext_lazy("Found a text document (RTF). Wanted: .xlsx or CSV.")),
    (b"\x1f\x8b", gettext_lazy("Found a compressed file. Wanted: .xlsx or CSV.")),
    (b"7z\xbc\xaf", gettext_lazy("Found a compressed file. Wanted: .xlsx or CSV.")),
    (b"Rar!", gettext_lazy("Found a compressed file. Wanted: .xlsx or CSV.")),
)
PAGES = (b"<html", b"<!doctype", b"<?xml", b"<table")
OLD_OFFICE = b"\xd0\xcf\x11\xe0"


def read(data: bytes) -> list[Table]:
    """All sheets with something in them. Raises Unreadable, in words for people."""
    if len(data) > LARGEST:
        sizes = {"found": len(data) // 2**20, "most": LARGEST // 2**20}
        raise Unreadable(_("The file has %(found)d MB; at most %(most)d MB are read.") % sizes)
    _refuse_foreign(data)
    if data.startswith(b"PK\x03\x04"):
        return workbook.tables(data)
    if not data.strip(b"\x00\r\n\t ,;|\xef\xbb\xbf\xff\xfe"):
        raise Unreadable(_("The file is empty. Wanted: .xlsx or CSV."))
    return [Table("", list(separated.records(encodings.decoded(data))), is_csv=True)]


def _refuse_foreign(data: bytes) -> None:
    if data.startswith(OLD_OFFICE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Unreadable(
                _("The workbook is protected by a password. Please save it without one.")
            )
        raise Unreadable(_("Found an old Excel file (.xls). Please save it as .xlsx."))
    for mark, words in FOREIGN:
        if data.startswith(mark):
            raise Unreadable(str(words))
    if data[:200].lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(PAGES):
        raise Unreadable(_("Found a web page or XML. Please save it as a workbook (.xlsx)."))
