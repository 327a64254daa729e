"""Stacked areas over days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Layer:
    """One area: its class, its name, its number on each day, and its outline in the SVG."""

    name: str
    label: Any
    values: Sequence[int]
    points: str


@dataclass(frozen=True)
class Area:
    """A whole chart. One unit across is a day, one unit down an entry."""

    days: Sequence[date]
    layers: list[Layer]
    top: int

    @property
    def view_box(self) -> str:
        return f"0 0 {max(len(self.days) - 1, 1)} {self.top}"

    @property
    def lines(self) -> list[str]:
        """Heights of the quarter lines."""
        return [f"{self.top * part / 4:g}" for part in (1, 2, 3)]

    @property
    def rows(self) -> list[tuple[date, list[int]]]:
        """The numbers as a table, the last day first."""
        days = list(enumerate(self.days))
        return [(day, [layer.values[n] for layer in self.layers]) for n, day in reversed(days)]


def stacked(days: Sequence[date], layers: Sequence[tuple[str, Any, Sequence[int]]]) -> Area:
    """Areas on top of each other, the first one lowest. `layers` are (class, name, numbers)."""
    top = round_up(
        max((sum(column) for column in zip(*(v for *_, v in layers), strict=True)), default=1)
    )
    floor, drawn = [0] * len(days), []
    for name, label, values in layers:
        ceiling = [below + value for below, value in zip(floor, values, strict=True)]
        drawn.append(Layer(name, label, values, _outline(floor, ceiling, top)))
        floor = ceiling
    return Area(days, drawn, top)


def _outline(floor: Sequence[int], ceiling: Sequence[int], top: int) -> str:
    there = [f"{x},{top - y}" for x, y in enumerate(ceiling)]
    back = [f"{x},{top - y}" for x, y in reversed(list(enumerate(floor)))]
    return " ".join(there + back)


def round_up(number: int) -> int:
    """The next number that reads well at the end of an axis: a small number of a power of ten."""
    step = 1
    while True:
        for factor in (1, 2, 3, 4, 5, 6, 8):
            if factor * step >= number:
                return factor * step
        step *= 10
