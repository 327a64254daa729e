"""One row: its values cleaned, its errors and its warnings."""

from typing import Any

from launches.importing import countries, dates, values
from launches.importing.cells import Line, NoValue, raw_of
from launches.importing.report import Place

LONG_TAGLINE = 90
LIMITS = {
    "company": 200,
    "company_native": 200,
    "product": 200,
    "product_native": 200,
    "category": 80,
    "tagline": 200,
    "theme": 200,
    "summary": 5000,
    "kind": 80,
    "email": 254,
    "day": 80,
    "stage": 200,
}  # characters kept, as the entry holds them
OUTSIDE = {"country": "company_country", "date": "launch_date", "year": "launch_date"}


class Row:
    """`width` is the number of headings of a CSV, None for a workbook, whose rows have none."""

    def __init__(
        self, sheet: str, line: Line, places: dict[str, int], width: int | None, trims: bool
    ) -> None:
        self.sheet, self.line, self.places = sheet, line, places
        self.width, self.trims = width, trims
        self.errors: list[Place] = []
        self.warnings: list[Place] = []
        self.said: dict[str, str] = {}
        self.country: str | None = None
        self.year: int | None = None
        self.website = ""

    @property
    def place(self) -> Place:
        return {"sheet": self.sheet, "row": self.line.number}

    def at(self, code: str, name: str, raw: str | None = None) -> Place:
        """An item of the report: where, what, and what stands there."""
        shown = raw_of(self._cell(name)) if raw is None else raw[:500]
        return {**self.place, "code": code, "field": OUTSIDE.get(name, name), "raw": shown}

    def record(self) -> Place:
        return {
            "company": self.said["company"],
            "company_country": self.country,
            "product": self.said["product"],
            "launch_year": self.year,
            "website": self.website,
        }

    def read(self) -> "Row":
        """Everything there is to say. A row that is out of step says that alone."""
        if self._is_ragged():
            return self
        for name in LIMITS:
            self.said[name] = self._text(name)
        self.country = self._country()
        self.year = self._year()
        self.website = self._website()
        if len(self.said["tagline"]) > LONG_TAGLINE:
            self._warn(["tagline_long"], "tagline")
        return self

    def _cell(self, name: str) -> Any:
        column = self.places.get(name)
        return (
            self.line.cells[column]
            if column is not None and column < len(self.line.cells)
            else None
        )

    def _is_ragged(self) -> bool:
        """More cells than headings, or fewer where the file's rows are whole otherwise."""
        if self.width is None:
            return False
        there = self.line.width()
        if there > self.width:
            extra = raw_of(self.line.cells[self.width])
            self.errors.append(self.at("column_count", "", extra))
        elif len(self.line.cells) < self.width and not self.trims:
            self.errors.append(self.at("column_count", "", raw_of(self.line.cells[-1])))
        return bool(self.errors)

    def _warn(self, codes: list[str], name: str) -> None:
        self.warnings += [self.at(code, name) for code in codes]

    def _filled(self, name: str) -> None:
        if self.places.get(name) in self.line.filled:
            self._warn(["fill_down"], name)

    def _text(self, name: str) -> str:
        cell = self._cell(name)
        required = name in ("company", "product")
        if isinstance(cell, NoValue):
            item = self.at("formula_without_value", name)
            (self.errors if required else self.warnings).append(item)
            return ""
        text, codes = values.plain(cell, lines=name == "summary")
        if values.says_nothing(text):
            if required:
                self.errors.append(self.at(f"missing_{name}", name))
            return ""
        self._warn(codes, name)
        self._filled(name)
        return text[: LIMITS[name]].strip()

    def _country(self) -> str | None:
        cell = self._cell("country")
        if isinstance(cell, NoValue):
            self.errors.append(self.at("formula_without_value", "country"))
            return None
        text, codes = values.plain(cell)
        found = countries.code_of(text)  # “NA” is Namibia here
        if found is None:
            code = "missing_country" if values.says_nothing(text) else "unknown_country"
            self.errors.append(self.at(code, "country"))
        self._warn(codes, "country")
        self._filled("country")
        return found

    def _year(self) -> int | None:
        """Of the date; of the column with the year alone where the date is empty."""
        name = "year" if "year" in self.places and self._says_nothing("date") else "date"
        cell = self._cell(name)
        if isinstance(cell, NoValue):
            self.errors.append(self.at("formula_without_value", name))
            return None
        text, codes = values.plain(cell)
        if values.says_nothing(text):
            self.errors.append(self.at("missing_date", name))
            return None
        found, more = dates.year_of(cell if not isinstance(cell, str) else text)
        if found is None:
            self.errors.append(self.at("bad_date", name))
        self._warn([*codes, *more], name)
        self._filled(name)
        return found

    def _says_nothing(self, name: str) -> bool:
        cell = self._cell(name)
        return not isinstance(cell, NoValue) and values.says_nothing(values.plain(cell)[0])

    def _website(self) -> str:
        cell = self._cell("website")
        if isinstance(cell, NoValue):
            self._warn(["formula_without_value"], "website")
            return ""
        found, codes = values.website(cell)
        self._warn(codes, "website")
        if found:
            self._filled("website")
        return found
