"""From the name of a gap or a request to the input it is about."""

from cms.models import LaunchPage
from launches.enums import Slot
from launches.readiness.rights import UNTIL


def anchors(missing: dict[str, str], page: LaunchPage) -> list[tuple[str, str]]:
    """Gaps as (id of the input to go to, sentence)."""
    rows = list(page.placed_materials.all())
    return [(anchor(name, rows), text) for name, text in missing.items()]


def anchor(name: str, rows: list) -> str:
    """The id of the input a name belongs to.

    "materials.<slot>.<right>" is that of the first of the placed `rows` which lacks it; for
    the last day of a right, that of the row where it ends first.
    """
    parts = name.split(".")
    if len(parts) == 3 and parts[0] == "materials" and parts[1] in Slot.values:
        of_slot = [row for row in rows if row.slot == parts[1]]
        lacking = [row for row in of_slot if not getattr(row, parts[2], "")]
        if parts[2] in UNTIL:
            dated = [row for row in of_slot if getattr(row, parts[2], "")]
            lacking = sorted(dated, key=lambda row: getattr(row, parts[2]))
        for row in lacking or of_slot:
            return f"f-materials.{row.material.uid}.{parts[2]}"
    if parts[0] == "materials" and parts[1:2] and parts[1] in Slot.values:
        return f"f-materials.{parts[1]}"
    return f"f-{name}"
