"""The report as rows of the database, and back as the report that leaves the house."""

from collections.abc import Iterator, Mapping
from typing import Any

from openpyxl.utils import get_column_letter

from cms.desk.importing import making
from launches.enums import LineKind
from launches.importing.layout import Layout
from launches.importing.report import Place, Report
from launches.importing.rows import OUTSIDE
from launches.importing.values import key_of
from launches.models import CommitteeList, ListLine

BATCH = 500
OWN = {"sheet", "row", "code", "field", "raw", "said"}


def of_report(found: CommitteeList, report: Report, laid: list[Layout]) -> Iterator[ListLine]:
    """One line for each item; what would change an unclaimed draft is a kind of its own."""
    writer = Writer(found, laid)
    for row in report.errors:
        yield writer.line(LineKind.ERROR, row)
    for row in report.records:
        yield writer.line(LineKind.RECORD, row, {"email": row["said"]["email"]})
    changes = {(row["sheet"], row["row"]): changed for row, changed in making.pending(
        making.known(report)
    )}  # fmt: skip
    for row in report.duplicates:
        changed = changes.get((row["sheet"], row["row"]))
        kind = LineKind.CHANGED if changed else LineKind.DUPLICATE
        yield writer.line(kind, row, {"changes": changed} if changed else {})
    for row in report.warnings:
        yield writer.line(LineKind.WARNING, row)


class Writer:
    """Knows each sheet's columns, to name them by their letter."""

    def __init__(self, found: CommitteeList, laid: list[Layout]) -> None:
        self.list = found
        self.places = {one.sheet: one.places for one in laid}

    def line(self, kind: LineKind, row: Place, more: dict[str, Any] | None = None) -> ListLine:
        detail = {name: value for name, value in row.items() if name not in OWN}
        return ListLine(
            list=self.list,
            kind=kind,
            sheet=row["sheet"][:200],
            row=row["row"],
            column=self._letter(row["sheet"], row.get("field", "")),
            code=row.get("code", ""),
            field=row.get("field", ""),
            raw=row.get("raw", ""),
            detail={**detail, **(more or {})},
            launch_uid=row.get("entry", ""),
        )

    def _letter(self, sheet: str, name: str) -> str:
        places = self.places.get(sheet, {})
        own = [inside for inside, outside in OUTSIDE.items() if outside == name]
        column = next((places[one] for one in [*own, name] if one in places), None)
        return "" if column is None else get_column_letter(column + 1)


def link(found: CommitteeList, existing: Mapping[tuple[str, ...], str]) -> None:
    """Tell each line which entry it has become."""
    rows = list(found.lines.filter(kind=LineKind.RECORD))
    for line in rows:
        key = key_of(line.detail["company"], line.detail["product"])
        line.launch_uid = existing.get(key, "")
    ListLine.objects.bulk_update(rows, ["launch_uid"], batch_size=BATCH)


def as_json(found: CommitteeList) -> dict[str, list[Place]]:
    """The same report as the command writes."""
    lists: dict[str, list[Place]] = {"records": [], "duplicates": [], "errors": [], "warnings": []}
    for line in found.lines.all().iterator():
        place: Place = {"sheet": line.sheet, "row": line.row}
        detail = {name: value for name, value in line.detail.items() if name != "email"}
        item = {**place, "code": line.code, "field": line.field, "raw": line.raw, **detail}
        if line.kind == LineKind.RECORD:
            lists["records"].append({**place, **detail})
        elif line.kind in (LineKind.CHANGED, LineKind.DUPLICATE):
            lists["duplicates"].append(item)
        else:
            lists["errors" if line.kind == LineKind.ERROR else "warnings"].append(item)
    return lists
