"""Stacked bars, one a row of a table: the table is the chart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

WIDTH = 1000  # units of the SVG for the longest bar


@dataclass(frozen=True)
class Piece:
    """One part of a bar: its class, its number, and where it lies."""

    name: str
    value: int
    x: str
    width: str


@dataclass(frozen=True)
class Bar:
    """A row: its label, where it leads, its parts."""

    label: Any
    href: str
    pieces: list[Piece]

    @property
    def total(self) -> int:
        return sum(piece.value for piece in self.pieces)


@dataclass(frozen=True)
class Bars:
    """The rows, and the parts' names (class, name) for heads and legend.

    `aim` is where a line stands, in percent of the width.
    """

    parts: Sequence[tuple[str, Any]]
    rows: list[Bar]
    aim: float | None = None
    view_box = f"0 0 {WIDTH} 10"

    @property
    def line(self) -> str:
        """Where the aim stands, in units of the SVG."""
        return f"{(self.aim or 0) * WIDTH / 100:g}"


def bars(parts: Sequence[tuple[str, Any]], rows: Iterable[tuple[Any, str, Sequence[int]]]) -> Bars:
    """`rows` are (label, address, one number a part); the longest fills the width."""
    rows = list(rows)
    longest = max((sum(values) for *_, values in rows), default=0) or 1
    names = [name for name, _label in parts]
    return Bars(
        parts,
        [Bar(label, href, _pieces(names, values, longest)) for label, href, values in rows],
    )


def shares(
    parts: Sequence[tuple[str, Any]],
    rows: Iterable[tuple[Any, str, Sequence[int]]],
    *,
    aim: float | None = None,
) -> Bars:
    """As `bars`, but each row fills the width, so that its parts read as shares."""
    names = [name for name, _label in parts]
    drawn = [
        Bar(label, href, _pieces(names, values, sum(values) or 1)) for label, href, values in rows
    ]
    return Bars(parts, drawn, aim)


def _pieces(names: Sequence[str], values: Sequence[int], longest: int) -> list[Piece]:
    pieces, x = [], 0.0
    for name, value in zip(names, values, strict=True):
        width = value * WIDTH / longest
        pieces.append(Piece(name, value, f"{x:.1f}", f"{width:.1f}"))
        x += width
    return pieces
