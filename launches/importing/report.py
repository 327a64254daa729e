"""What a file would make: records, duplicates, errors and warnings, each with its place."""

from dataclasses import dataclass, field
from typing import Any

Place = dict[str, Any]
ERRORS = (
    "missing_company",
    "missing_product",
    "missing_country",
    "unknown_country",
    "missing_date",
    "bad_date",
    "formula_without_value",
    "column_count",
)
WARNINGS = (
    "html_removed",
    "url_fixed",
    "url_dropped",
    "tagline_long",
    "two_digit_year",
    "fill_down",
    "whitespace",
    "fullwidth",
    "serial_date",
)
RECORD = ("sheet", "row", "company", "company_country", "product", "launch_year", "website")


@dataclass
class Report:
    """Plain values. A record carries what else was read under `said`, which is not told."""

    records: list[Place] = field(default_factory=list)
    duplicates: list[Place] = field(default_factory=list)
    errors: list[Place] = field(default_factory=list)
    warnings: list[Place] = field(default_factory=list)

    def as_json(self) -> dict[str, list[Place]]:
        """The report's form outside: four lists of objects."""
        return {
            "records": [{name: row[name] for name in RECORD} for row in self.records],
            "duplicates": [_told(row) for row in self.duplicates],
            "errors": self.errors,
            "warnings": self.warnings,
        }


def _told(row: Place) -> Place:
    return {name: value for name, value in row.items() if name != "said"}
