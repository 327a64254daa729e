"""What a file would make: records, duplicates, errors and warnings, each with its place."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from launches.importing import columns, values
from launches.importing.tables import Line, NoValue, Table, Unreadable, read, text_of

LONG_TAGLINE = 90
TOTALS = {
    "total",
    "totals",
    "sum",
    "subtotal",
    "grand total",
    "合计",
    "总计",
    "小计",
    "共计",
    "总数",
}
EMPTY_WORDS = {"-", "--", "—", "/", "n/a", "na", "none", "无", "暂无", "tbd"}
MISSING = {
    "company": "missing_company",
    "product": "missing_product",
    "country": "missing_country",
    "date": "missing_date",
}
Place = dict[str, Any]


@dataclass
class Report:
    """Plain values, ready for JSON."""

    records: list[Place] = field(default_factory=list)
    duplicates: list[Place] = field(default_factory=list)
    errors: list[Place] = field(default_factory=list)
    warnings: list[Place] = field(default_factory=list)

    def as_json(self) -> dict[str, list[Place]]:
        return {
            "records": [
                {name: value for name, value in row.items() if not name.startswith("_")}
                for row in self.records
            ],
            "duplicates": self.duplicates,
            "errors": self.errors,
            "warnings": self.warnings,
        }


def check(
    data: bytes,
    *,
    existing: Iterable[tuple[str, str]] = (),
    progress: Callable[[int], None] = lambda _done: None,
) -> Report:
    """Read a file and say what it would make, without making anything.

    `existing` are (company, product) of what the forum has already. Raises Unreadable for
    a file that is no table or has no row of headings.
    """
    seen: dict[tuple[str, ...], Place] = {
        values.key_of(company, product): {"sheet": "", "row": 0} for company, product in existing
    }
    report, tables = Report(), 0
    for table in read(data):
        found = columns.find(table.lines)
        if found is None:
            continue
        tables += 1
        Sheet(table, found[0], found[1], seen, report).check(progress)
    if not tables:
        raise Unreadable(
            "No row of headings was found. Wanted: columns such as Company, Country, Product "
            "and Launch date (or 公司、国家、产品、发布日期)."
        )
    return report


class Sheet:
    """One sheet being read."""

    def __init__(
        self,
        table: Table,
        head: int,
        places: dict[str, int],
        seen: dict[tuple[str, ...], Place],
        report: Report,
    ) -> None:
        self.table, self.head, self.places = table, head, places
        self.seen, self.report = seen, report
        self.width = _width(table.lines[head])

    def check(self, progress: Callable[[int], None]) -> None:
        for done, line in enumerate(self.table.lines[self.head + 1 :], start=1):
            if not self._passed_over(line):
                self._row(line)
            if done % 500 == 0:
                progress(done)

    def _passed_over(self, line: Line) -> bool:
        """Blank rows, totals, and headings that a printout repeats."""
        filled = [
            (column, cell)
            for column, cell in enumerate(line.cells)
            if column not in line.filled and (isinstance(cell, NoValue) or text_of(cell).strip())
        ]
        if not filled:
            return True
        first = columns.folded(text_of(filled[0][1]))
        product = self._cell(line, "product")
        named = not isinstance(product, NoValue) and text_of(product).strip()
        if first.split(" ")[0:1] and (first in TOTALS or first.split()[0] in TOTALS) and not named:
            return True
        if first in TOTALS and columns.folded(text_of(product)).isdigit():
            return True
        return columns.matched(line.cells) == self.places

    def _cell(self, line: Line, name: str) -> Any:
        column = self.places.get(name)
        return line.cells[column] if column is not None and column < len(line.cells) else None

    def _row(self, line: Line) -> None:
        errors: list[Place] = []
        warnings: list[Place] = []
        if self.table.is_csv and _width(line) > self.width:
            raw = text_of(line.cells[self.width])
            errors.append(self._at(line, "column_count", "", raw))
        said = {name: self._text(line, name, errors, warnings) for name in _TEXTS}
        country = self._country(line, errors)
        year = self._year(line, errors, warnings)
        website, codes = values.website(self._cell(line, "website"))
        raw = text_of(self._cell(line, "website"))
        warnings += [self._at(line, code, "website", raw) for code in codes]
        if len(said["tagline"]) > LONG_TAGLINE:
            warnings.append(self._at(line, "tagline_long", "tagline", said["tagline"]))
        if errors:
            self.report.errors += errors
            return
        self.report.warnings += warnings
        self._keep(line, said, country, year, website)

    def _keep(
        self, line: Line, said: dict[str, str], country: str | None, year: int | None, website: str
    ) -> None:
        place = {"sheet": self.table.sheet, "row": line.number}
        key = values.key_of(said["company"], said["product"])
        if (first := self.seen.get(key)) is not None:
            self.report.duplicates.append(
                {
                    **place,
                    "code": "duplicate",
                    "field": "product",
                    "raw": said["product"],
                    "company": said["company"],
                    "product": said["product"],
                    "duplicate_of": first if first["row"] else "database",
                }
            )
            return
        self.seen[key] = place
        self.report.records.append(
            {
                **place,
                "company": said["company"],
                "company_country": country,
                "product": said["product"],
                "launch_year": year,
                "website": website,
                "_said": said,
            }
        )

    def _text(self, line: Line, name: str, errors: list[Place], warnings: list[Place]) -> str:
        cell = self._cell(line, name)
        required = name in ("company", "product")
        if isinstance(cell, NoValue):
            if required:
                errors.append(self._at(line, "formula_without_value", name, cell.formula))
            else:
                warnings.append(self._at(line, "formula_without_value", name, cell.formula))
            return ""
        text, codes = values.plain(cell)
        if required and (not text or text.casefold() in EMPTY_WORDS):
            errors.append(self._at(line, MISSING[name], name, text_of(cell)))
        warnings += [self._at(line, code, name, text_of(cell)) for code in codes]
        if self.places.get(name) in line.filled and text:
            warnings.append(self._at(line, "fill_down", name, text))
        return text

    def _country(self, line: Line, errors: list[Place]) -> str | None:
        cell = self._cell(line, "country")
        if isinstance(cell, NoValue):
            errors.append(self._at(line, "formula_without_value", "country", cell.formula))
            return None
        text, _codes = values.plain(cell)
        if not text or text.casefold() in EMPTY_WORDS - {"na"}:
            errors.append(self._at(line, "missing_country", "country", text_of(cell)))
            return None
        found = values.country(cell)
        if found is None:
            errors.append(self._at(line, "unknown_country", "country", text_of(cell)))
        return found

    def _year(self, line: Line, errors: list[Place], warnings: list[Place]) -> int | None:
        cell = self._cell(line, "date")
        if isinstance(cell, NoValue):
            errors.append(self._at(line, "formula_without_value", "date", cell.formula))
            return None
        raw = text_of(cell)
        if not raw.strip() or raw.strip().casefold() in EMPTY_WORDS - {"tbd"}:
            errors.append(self._at(line, "missing_date", "date", raw))
            return None
        found, codes = values.year(cell)
        if found is None:
            errors.append(self._at(line, "bad_date", "date", raw))
        warnings += [self._at(line, code, "date", raw) for code in codes]
        if self.places.get("date") in line.filled:
            warnings.append(self._at(line, "fill_down", "date", raw))
        return found

    def _at(self, line: Line, code: str, name: str, raw: str) -> Place:
        return {
            "sheet": self.table.sheet,
            "row": line.number,
            "code": code,
            "field": FIELDS.get(name, name),
            "raw": raw[:500],
        }


FIELDS = {"country": "company_country", "date": "launch_date"}
_TEXTS = (
    "company",
    "company_native",
    "product",
    "product_native",
    "tagline",
    "summary",
    "category",
    "theme",
    "email",
)


def _width(line: Line) -> int:
    """How many cells, without the empty ones at the end."""
    width = len(line.cells)
    while width and not (
        isinstance(line.cells[width - 1], NoValue) or text_of(line.cells[width - 1]).strip()
    ):
        width -= 1
    return width
