"""What a report is made of, and how its values are said and written."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from enum import Enum
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.desk.charts.bars import Bars

Value = str | int | float | timedelta | None
HOUR = timedelta(hours=1)


class Unit(Enum):
    TEXT = "text"
    NUMBER = "number"
    SHARE = "share"  # percent
    SPAN = "span"  # a timedelta


@dataclass(frozen=True)
class Column:
    """A column of the table; the first of a report names what a row is."""

    label: str
    unit: Unit = Unit.NUMBER

    @property
    def heading(self) -> str:
        """In a file, where a value stands without its unit."""
        unit = {Unit.SHARE: "%", Unit.SPAN: _("hours")}.get(self.unit)
        return f"{self.label} ({unit})" if unit else self.label


@dataclass(frozen=True)
class Report:
    """One bar of `chart` stands for one row of `rows`. `figures` are (label, what it says)."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[Value]]
    chart: Bars
    figures: Sequence[tuple[str, str]] = ()
    notes: Sequence[str] = field(default=())

    @property
    def lines(self) -> list[tuple[Any, list[str]]]:
        """(bar, the row as people read it)."""
        return list(zip(self.chart.rows, self.said, strict=True))

    @property
    def said(self) -> list[list[str]]:
        units = [column.unit for column in self.columns]
        return [
            [said(value, unit) for value, unit in zip(row, units, strict=True)] for row in self.rows
        ]

    @property
    def written(self) -> list[list[str | int | float]]:
        """For a spreadsheet: shares as percent, spans as hours, nothing as nothing."""
        return [[_written(value) for value in row] for row in self.rows]


def said(value: Value, unit: Unit) -> str:
    """A value as people read it; "–" where there is none."""
    if value is None:
        return "–"
    if isinstance(value, timedelta):
        return span(value)
    if unit == Unit.SHARE:
        return _("%(number)s %%") % {"number": number_format(round(value, 1), 1)}
    return value if isinstance(value, str) else number_format(value, force_grouping=True)


def span(value: timedelta) -> str:
    """A span in its two largest units: days and hours, else hours and minutes."""
    minutes = int(value.total_seconds() // 60)
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    parts = [
        ngettext("%(number)d day", "%(number)d days", days) % {"number": days},
        _("%(number)d h") % {"number": hours},
        _("%(number)d min") % {"number": minutes},
    ]
    return " ".join(parts[:2] if days else parts[1:])


def _written(value: Value) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, timedelta):
        return round(value / HOUR, 2)
    return round(value, 2) if isinstance(value, float) else value
