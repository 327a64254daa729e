"""From the name of a gap or a request to the input it is about."""

from cms.models import LaunchPage
from launches.enums import Slot


def anchors(missing: dict[str, str], page: LaunchPage) -> list[tuple[str, str]]:
    """Gaps as (id of the input to go to, sentence)."""
    heroes = [row for row in page.placed_materials.all() if row.slot == Slot.HERO]
    return [(anchor(name, heroes), text) for name, text in missing.items()]


def anchor(name: str, heroes: list) -> str:
    """The id of the input a name belongs to; the first hero's field for materials.hero.alt."""
    parts = name.split(".")
    if name == "materials.hero.alt" and heroes:
        return f"f-materials.{heroes[0].material.uid}.alt"
    if parts[0] == "materials" and parts[1:2] and parts[1] in Slot.values:
        return f"f-materials.{parts[1]}"
    return f"f-{name}"
