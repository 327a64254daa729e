"""The readiness matrix as the portal draws it: channels, their standing, links to the fields."""

from dataclasses import dataclass

from cms.models import LaunchPage
from launches.enums import Channel, Standing
from launches.readiness import Readiness

from .anchors import anchor


@dataclass(frozen=True)
class Cell:
    """One channel or language. `gaps` are (id of the input, sentence, is needed to hand in)."""

    key: str
    label: str
    is_language: bool
    standing: Standing
    gaps: list[tuple[str, str, bool]]


def cells(readiness: Readiness, page: LaunchPage) -> list[Cell]:
    rows = list(page.placed_materials.all())
    return [
        Cell(
            f"{state.channel}-{state.language}" if state.language else str(state.channel),
            state.label,
            state.channel == Channel.LANGUAGE,
            state.standing,
            [(anchor(gap.field, rows), gap.text, gap.at_submission) for gap in state.gaps],
        )
        for state in readiness.states
    ]
