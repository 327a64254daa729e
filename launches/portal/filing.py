"""Files of a launch: received by the domain, placed on the page by a new revision."""

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from cms.models import LaunchMaterial, LaunchPage
from launches import clock
from launches.domain import materials
from launches.enums import Slot
from launches.errors import FileRefused, UnveilError
from launches.models import Launch, Material, User

from . import saving
from .places import SINGLE

MOST_PER_SLOT = 20


def receive(launch: Launch, slot: str, upload, *, by: User) -> tuple[Material, int]:
    """Check one upload and place it; the material and the new revision.

    In a slot for one file it takes the place of the former and its words. Raises
    FileRefused (what was found, what is wanted) and NotAllowed.
    """
    if slot not in Slot.values:
        raise FileRefused(_("There is no such place for a file."))
    material = materials.receive(launch, slot=slot, upload=upload, by=by, at=clock.now())
    return material, saving.change_page(launch, lambda page: place(page, material), by=by)


def place(page: LaunchPage, material: Material) -> None:
    """Put a material on the page, in its slot."""
    rows = [row for row in page.placed_materials.all() if row.slot == material.slot]
    new = LaunchMaterial(slot=material.slot, material=material)
    if material.slot in SINGLE and rows:
        new.caption, new.credit, new.alt = rows[0].caption, rows[0].credit, rows[0].alt
        page.placed_materials.remove(*rows)
    elif len(rows) >= MOST_PER_SLOT:
        raise FileRefused(_("This place is full: %(most)s files.") % {"most": MOST_PER_SLOT})
    new.sort_order = 1 + max(
        (row.sort_order or 0 for row in page.placed_materials.all()), default=-1
    )
    page.placed_materials.add(new)


def remove(launch: Launch, uid: str, *, by: User) -> int:
    """Take a file off the page; the new revision. Earlier revisions keep it."""

    def taken_off(page: LaunchPage) -> bool:
        rows = [row for row in page.placed_materials.all() if row.material.uid == uid]
        page.placed_materials.remove(*rows)
        return bool(rows)

    return saving.change_page(launch, taken_off, by=by)


def receive_all(launch: Launch, files: MultiValueDict, *, by: User) -> dict[str, str]:
    """Receive what came with the form, without scripts: {"materials.<slot>": what was wrong}."""
    refused: dict[str, str] = {}
    for name in files:
        slot = name.removeprefix("file.")
        for upload in files.getlist(name):
            try:
                receive(launch, slot, upload, by=by)
            except UnveilError as error:
                words = f"{upload.name}: {error.message}"
                key = f"materials.{slot}"
                refused[key] = f"{refused[key]} {words}" if key in refused else words
    return refused
