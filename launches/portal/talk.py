"""The editors' points as the company's page shows them, each with its field and its answer."""

from dataclasses import dataclass
from typing import NamedTuple

from launches.domain import points
from launches.models import ChangeRequest, Launch

from . import saving
from .anchors import anchor
from .values import label_of

MESSAGE = 0  # where a refused message stands; points are numbered from 1


class Refused(NamedTuple):
    """Words that were not taken: of the message or of a point's answer, and why."""

    where: int
    text: str
    why: str


@dataclass(frozen=True)
class Shown:
    """One point. `typed` is what stands in its answer box, `fault` why it was not taken."""

    point: ChangeRequest
    label: str
    anchor: str
    is_fixed: bool
    typed: str
    fault: str


def points_of(launch: Launch, refused: Refused | None = None) -> list[Shown]:
    """The points that the company has to meet, and those it handed in that are not settled."""
    rows = launch.change_requests.filter(accepted_at=None).select_related("code")
    found = list(rows.order_by("number"))
    if not found:
        return []
    page = saving.open_page(launch)
    placed, content = list(page.placed_materials.all()), page.content()
    return [
        Shown(
            point=point,
            label=label_of(point.field) if point.field else "",
            anchor=anchor(point.field, placed) if point.field else "",
            is_fixed=point.fixed if point.resolved_at else points.is_fixed(point, launch, content),
            typed=refused.text if _is(point, refused) else point.answer,
            fault=refused.why if _is(point, refused) else "",
        )
        for point in found
    ]


def _is(point: ChangeRequest, refused: Refused | None) -> bool:
    return refused is not None and refused.where == point.number
