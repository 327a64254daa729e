"""The slots of files as the editor draws them, and the small picture of each file."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from cms.models import LaunchPage
from launches.enums import FileState, Slot
from launches.models import ChangeRequest, Material

from .fields import Field

SINGLE = {Slot.HERO, Slot.LOGO, Slot.STAGE_SLIDE, Slot.PRESS_KIT}
SHOWN_SLOTS = [Slot.HERO, Slot.GALLERY, Slot.LOGO, Slot.SPEC_SHEET]
ACCEPTED = {
    Slot.SPEC_SHEET: ".pdf,application/pdf",
    Slot.PRESS_KIT: ".zip,application/zip",
}
PICTURES = "image/jpeg,image/png,image/webp,image/avif,image/heic"


@dataclass
class Placed:
    """One file in its slot."""

    material: Material
    fields: list[Field]
    thumb: object = None


@dataclass
class Place:
    """One slot with its files."""

    slot: str
    label: object
    help: str
    accept: str
    single: bool
    placed: list[Placed]
    error: str = ""
    points: list[ChangeRequest] = field(default_factory=list)


def files_of(page: LaunchPage) -> dict[str, list[Material]]:
    """{slot: its files in order}, the shown slots first, in two queries for any number."""
    rows = list(page.placed_materials.all())
    found = Material.objects.prefetch_related("renditions").in_bulk(
        [row.material_id for row in rows]
    )
    used = {row.slot for row in rows}
    slots = [*SHOWN_SLOTS, *(slot for slot in Slot if slot in used - set(SHOWN_SLOTS))]
    return {
        slot: [
            found[row.material_id] for row in rows if row.slot == slot and row.material_id in found
        ]
        for slot in slots
    }


def place_of(
    slot: Slot, placed: list[Placed], *, error: str = "", points: list[ChangeRequest] = ()
) -> Place:
    """One slot as it is drawn."""
    accept = ACCEPTED.get(slot, PICTURES)
    return Place(
        slot, slot.label, help_for(slot), accept, slot in SINGLE, placed, error, list(points)
    )


def thumb_of(material: Material) -> object | None:
    """The smallest square rendition of a ready picture, jpeg before others."""
    if material.state != FileState.READY:
        return None
    order = {"thumb": 0, "card": 1, "press": 2}
    rows = sorted(
        material.renditions.all(), key=lambda row: (order.get(row.role, 9), row.format != "jpeg")
    )
    return rows[0] if rows else None


def help_for(slot: str) -> str:
    """What is wanted in a slot."""
    return {
        Slot.HERO: _("The picture everybody sees first. Landscape, at least 1920 pixels wide."),
        Slot.GALLERY: _("More pictures: in use, details, people."),
        Slot.LOGO: _("On a transparent ground if you have it (PNG)."),
        Slot.SPEC_SHEET: _("Technical data as PDF."),
    }.get(slot, "")
