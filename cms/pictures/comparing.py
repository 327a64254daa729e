"""An original beside what was made of it: sizes, bytes, colour space, and who sees which."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from launches import clock
from launches.models import EditionFile, Launch, Material, Rendition
from launches.queries.gate import standing

ROLES = {
    "stage": _("Stage, 16:9"),
    "press": _("Press, 3:2"),
    "square": _("Square, 1:1"),
    "card": _("Card in lists"),
    "thumb": _("Thumbnail"),
}
SHOWN = ("jpeg", "webp", "png", "avif")  # what is drawn of several formats, the first that is there


@dataclass(frozen=True)
class Version:
    """One rendition as it is compared. `share` is its bytes in percent of the original's."""

    row: Rendition
    share: float
    is_public: bool


@dataclass(frozen=True)
class Channel:
    """Everything made for one use: what is drawn, and each format of it."""

    label: Any
    shown: Rendition
    versions: list[Version]


def channels(launch: Launch, material: Material, crops: str) -> list[Channel]:
    """The renditions of these crops by use. They are sRGB without a profile, all of them."""
    frozen = frozen_in(launch)
    by_role: dict[str, list[Rendition]] = {}
    for row in material.renditions_for(crops):
        by_role.setdefault(row.role, []).append(row)
    return [
        Channel(
            ROLES.get(role, role),
            min(rows, key=lambda row: _order(row.format)),
            [
                Version(row, round(100 * row.bytes / max(material.bytes, 1), 1), row.uid in frozen)
                for row in sorted(rows, key=lambda row: row.bytes)
            ],
        )
        for role, rows in sorted(by_role.items(), key=lambda one: list(ROLES).index(one[0]))
    ]


def frozen_in(launch: Launch) -> set[str]:
    """The files of the version that stands now: none of a prepared correction."""
    current = launch.editions.filter(standing(clock.now()))
    return set(EditionFile.objects.filter(edition__in=current).values_list("uid", flat=True))


def _order(kind: str) -> int:
    return SHOWN.index(kind) if kind in SHOWN else len(SHOWN)
