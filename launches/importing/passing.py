"""Rows that are passed over: blank ones, totals, and headings that a printout repeats."""

import re
from typing import Any

from launches.importing import columns
from launches.importing.cells import Line, NoValue, is_empty, text_of
from launches.importing.layout import Layout

TOTAL = re.compile(
    r"(?:(?:grand|sub|overall) ?)?(?:totals?|sum|count)(?: of .*)?[ \d]*(?:companies|launches|"
    r"products|entries|rows)?"
    r"|(?:合计|总计|小计|共计|总数|总和|合計|小計|総計|總計)[ \d]*[家项个条件]?"
    r"|共 ?\d+ ?[家项个条件]?.{0,6}"
)


class Passing:
    """Knows one sheet's layout."""

    def __init__(self, layout: Layout) -> None:
        self.places = layout.places
        self.matched = set(layout.places.values())

    def passes_over(self, line: Line) -> bool:
        own = [
            (column, cell)
            for column, cell in enumerate(line.cells)
            if column not in line.filled and not is_empty(cell)
        ]
        return (
            (
                not any(column in self.matched for column, _cell in own)
                and not any(_is_words(cell) for _column, cell in own)
            )
            or self._is_total(line, own[0][1])
            or columns.matched(line.cells) == self.places
        )

    def _is_total(self, line: Line, first: Any) -> bool:
        """“Total” without a country; a company of that name has one."""
        if isinstance(first, NoValue) or not TOTAL.fullmatch(columns.folded(text_of(first))):
            return False
        country = self.places.get("country")
        cell = line.cells[country] if country is not None and country < len(line.cells) else None
        return is_empty(cell) or text_of(cell).strip().isdigit() or isinstance(cell, NoValue)


def _is_words(cell: Any) -> bool:
    """More than the number that a list prints before each row, empty ones too."""
    return not isinstance(cell, NoValue) and not re.fullmatch(r"[\d\s.,#-]*", text_of(cell))
