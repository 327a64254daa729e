"""How each sheet is laid out: where its headings are and which column is which.

Found by name; a person may correct it, and the correction comes back as plain values.
"""

from dataclasses import asdict, dataclass, field, replace
from typing import Any

from launches.importing import columns
from launches.importing.cells import Line, Table, text_of

SAMPLES = 3


@dataclass
class Layout:
    """One sheet. `head` is the row number of its last line of headings, 0 for none.

    `places` is {field: column from 0}. A sheet that is not `used` is passed over: one
    that is hidden, for nobody saw what is in it, or one without known headings.
    """

    sheet: str
    head: int = 0
    places: dict[str, int] = field(default_factory=dict)
    used: bool = False
    hidden: bool = False

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def found(tables: list[Table]) -> list[Layout]:
    """The layout of each sheet, as its headings tell."""
    return [_of(table) for table in tables]


def _of(table: Table) -> Layout:
    head = columns.find(table.lines)
    if head is None:
        return Layout(table.sheet, hidden=table.hidden)
    number = table.lines[head.index].number
    return Layout(table.sheet, number, head.places, not table.hidden, table.hidden)


def matched_again(table: Table, one: Layout, told: dict[str, int | None]) -> Layout:
    """The layout with the columns that the headings in its row `head` name.

    `told` is {field: column} that a person has said besides, None for no column; it goes
    before what the headings say. Where they say nothing the columns stay as they were.
    """
    named = columns.named(table.lines, one.head) or one.places
    taken = set(told.values())
    kept = {
        name: column for name, column in named.items() if name not in told and column not in taken
    }
    said = {name: column for name, column in told.items() if column is not None}
    return replace(one, places=kept | said)


def offered(table: Table, head: int) -> list[tuple[int, str, list[str]]]:
    """For a person to choose: (column, heading, first values) of each column below `head`."""
    above = [line for line in table.lines if line.number == head]
    below = [line for line in table.lines if line.number > head][:200]
    width = max((len(line.cells) for line in above + below), default=0)
    return [
        (column, _heading(above, column), _samples(below, column))
        for column in range(min(width, 200))
    ]


def _heading(above: list[Line], column: int) -> str:
    cells = above[0].cells if above else []
    return text_of(cells[column])[:80] if column < len(cells) else ""


def _samples(lines: list[Line], column: int) -> list[str]:
    texts = (text_of(line.cells[column]).strip() for line in lines if column < len(line.cells))
    return [text[:60] for text in texts if text][:SAMPLES]
