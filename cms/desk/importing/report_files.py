"""The report to take along: JSON for programs, a workbook for people."""

import io
import json
from collections.abc import Iterator

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils.exceptions import IllegalCharacterError

from cms.desk.importing import lines
from launches.enums import LineKind
from launches.importing.wanted import FIELD_NAMES, WANTED
from launches.models import CommitteeList, ListLine


def as_json(found: CommitteeList) -> bytes:
    return (json.dumps(lines.as_json(found), ensure_ascii=False, indent=1) + "\n").encode()


def as_workbook(found: CommitteeList) -> bytes:
    """One row for each line, all cells text: nothing that stood in the file can be a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Report"))
    sheet.freeze_panes = "A2"
    heads = [
        _("What"), _("Sheet"), _("Row"), _("Column"), _("Field"), _("Code"), _("Found"),
        _("Wanted"), _("Company"), _("Product"), _("Entry"),
    ]  # fmt: skip
    sheet.append([str(head) for head in heads])
    for line in found.lines.all().iterator():
        sheet.append([_cell(sheet, value) for value in _values(line)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _values(line: ListLine) -> Iterator[str]:
    yield str(LineKind(line.kind).label)
    yield line.sheet
    yield str(line.row)
    yield line.column
    yield str(FIELD_NAMES.get(line.field, line.field))
    yield line.code
    yield line.raw
    yield str(WANTED.get(line.code, ""))
    yield line.detail.get("company", "")
    yield line.detail.get("product", "")
    yield line.launch_uid


def _cell(sheet: object, value: str) -> WriteOnlyCell:
    try:
        cell = WriteOnlyCell(sheet, value=value)
    except IllegalCharacterError:
        cell = WriteOnlyCell(sheet, value="".join(filter(str.isprintable, value)))
    cell.data_type = "s"
    return cell
