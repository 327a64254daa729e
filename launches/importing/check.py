"""From tables to a report: one sheet after the other, one row after the other."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from launches.importing import layout as layouts
from launches.importing.cells import Table, Unreadable
from launches.importing.layout import Layout
from launches.importing.passing import Passing
from launches.importing.report import Place, Report
from launches.importing.rows import Row
from launches.importing.tables import read
from launches.importing.values import key_of

Key = tuple[str, ...]
EVERY = 200  # rows between two reports of progress


def check(
    data: bytes,
    *,
    existing: Mapping[Key, str] | None = None,
    progress: Callable[[int], None] = lambda _done: None,
) -> Report:
    """Read a file and say what it would make, without making anything.

    `existing` is {key_of(company, product): uid} of what the forum has already. Raises
    Unreadable for a file that is no table or has no row of headings.
    """
    tables = read(data)
    return check_tables(tables, layouts.found(tables), existing=existing, progress=progress)


def check_tables(
    tables: list[Table],
    laid: list[Layout],
    *,
    existing: Mapping[Key, str] | None = None,
    progress: Callable[[int], None] = lambda _done: None,
) -> Report:
    """The same for tables that are read, with layouts that a person may have corrected."""
    used = [(table, one) for table, one in zip(tables, laid, strict=True) if one.used]
    if not used:
        raise Unreadable(_nothing_found(laid))
    checker = Checker(existing or {}, progress)
    for table, one in used:
        checker.sheet(table, one)
    return checker.report


def _nothing_found(laid: list[Layout]) -> str:
    if any(one.hidden and one.places for one in laid):
        return _("The only tables of launches are on hidden sheets. Please unhide them first.")
    return _(
        "No row of headings was found. Wanted: columns such as Company, Country, Product "
        "and Launch date (or 公司、国家、产品、发布日期)."
    )


class Checker:
    """Remembers what was seen, so that the second of two alike is a duplicate."""

    def __init__(self, existing: Mapping[Key, str], progress: Callable[[int], None]) -> None:
        self.report, self.existing, self.progress = Report(), existing, progress
        self.seen: dict[Key, Place] = {}
        self.done = 0

    def sheet(self, table: Table, layout: Layout) -> None:
        lines = [line for line in table.lines if line.number > layout.head]
        passing = Passing(layout)
        width = _width_of_headings(table, layout) if table.is_csv else None
        trims = width is not None and _trims(table, layout, width)
        for line in lines:
            if not passing.passes_over(line):
                self._row(Row(table.sheet, line, layout.places, width, trims).read())
            self.done += 1
            if self.done % EVERY == 0:
                self.progress(self.done)

    def _row(self, row: Row) -> None:
        """Errors make it an error row; a key that is known makes it a duplicate."""
        if row.errors:
            self.report.errors += row.errors
            return
        self.report.warnings += row.warnings
        key = key_of(row.said["company"], row.said["product"])
        if key in self.existing:
            of: Place = {"duplicate_of": "database", "entry": self.existing[key]}
        elif key in self.seen:
            first = self.seen[key]
            of = {"duplicate_of": first["row"], "duplicate_of_sheet": first["sheet"]}
        else:
            self.seen[key] = row.place
            self.report.records.append({**row.place, **row.record(), "said": row.said})
            return
        self.report.duplicates.append(
            {**row.at("duplicate", "product"), **row.record(), **of, "said": row.said}
        )


def _width_of_headings(table: Table, layout: Layout) -> int | None:
    head = next((line for line in table.lines if line.number == layout.head), None)
    return head.width() if head else None


def _trims(table: Table, layout: Layout, width: int) -> bool:
    """Whether the program that wrote the CSV leaves out empty cells at the end of every row.

    Then a short row is whole. It is so where short rows are common and no row at all
    ends in an empty cell.
    """
    below = [line.cells for line in table.lines if line.number > layout.head and line.width()]
    short = sum(len(cells) < width for cells in below)
    ends_empty = any(cells and not cells[-1] for cells in below)
    return short >= 3 and short * 5 >= len(below) and not ends_empty
