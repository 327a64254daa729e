"""Files of a launch: received by the domain, placed on the page by a new revision."""

from collections.abc import Callable

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from cms.models import LaunchMaterial, LaunchPage
from launches import clock
from launches.domain import materials, uploads
from launches.enums import FileState
from launches.errors import FileRefused, NoRoom, UnveilError
from launches.files import parts
from launches.files.arrivals import FromDisk, FromForm
from launches.files.quarantine import Upload
from launches.files.slots import Wanted
from launches.models import Launch, Material, User
from launches.models import Upload as Part
from launches.queries.slots import slots_of

from . import saving
from .values import SAID


def receive(launch: Launch, slot: str, upload: Upload, *, by: User) -> tuple[Material, int, int]:
    """Check one upload and place it; the material, the revision before and the new one.

    In a slot for one file it takes the place of the former and its words. Raises
    FileRefused (what was found, what is wanted) and NotAllowed.
    """
    wanted = wanted_in(launch, slot)
    material = materials.receive(launch, wanted=wanted, upload=upload, by=by, at=clock.now())
    return (material, *_placed(launch, material, wanted, by=by))


def receive_part(launch: Launch, part: Part, *, by: User) -> tuple[Material, int, int]:
    """The same for an upload that came in parts and is whole; safe to ask for twice.

    A file that is refused ends its upload; where our own disk is full it stays whole,
    to be asked for again. Raises WrongOffset before it is whole, InUse while it is checked.
    """
    wanted = wanted_in(launch, part.slot)
    material = part.material or _checked(launch, part, wanted, by=by)
    revisions = _placed(launch, material, wanted, by=by)
    parts.drop(part.uid)
    return (material, *revisions)


def _checked(launch: Launch, part: Part, wanted: Wanted, *, by: User) -> Material:
    at = clock.now()
    uploads.claim(part, at=at)
    upload = FromDisk(parts.path_of(part.uid), part.filename)
    try:
        return materials.receive(launch, wanted=wanted, upload=upload, by=by, at=at, part=part)
    except NoRoom:
        uploads.release(part)
        raise
    except FileRefused:
        uploads.end(part)
        raise
    except BaseException:
        uploads.release(part)
        raise


def _placed(launch: Launch, material: Material, wanted: Wanted, *, by: User) -> tuple[int, int]:
    """(revision before, revision after); nothing is done where it stands there already."""
    before: list[int] = []

    def change(page: LaunchPage) -> bool | None:
        before.append(page.latest_revision_id)
        material.refresh_from_db(fields=["state"])
        if material.state == FileState.DISCARDED:
            raise FileRefused(_("The file was discarded in the meantime."))
        if any(row.material_id == material.pk for row in page.placed_materials.all()):
            return False
        return place(page, material, wanted)

    revision = saving.change_page(launch, change, by=by)
    return before[0], revision


def wanted_in(launch: Launch, slot: str) -> Wanted:
    """What a place wants. Raises FileRefused where the entry has no such place."""
    found = slots_of(launch).get(slot)
    if found is None:
        raise FileRefused(_("There is no such place for a file."))
    return found


def place(page: LaunchPage, material: Material, wanted: Wanted) -> None:
    """Put a material on the page, in its slot.

    What a new picture takes over from the one before it are words and rights, not crops.
    """
    rows = [row for row in page.placed_materials.all() if row.slot == material.slot]
    new = LaunchMaterial(slot=material.slot, material=material)
    if wanted.single and rows:
        for name in SAID:
            setattr(new, name, getattr(rows[0], name))
        page.placed_materials.remove(*rows)
    elif len(rows) >= wanted.most:
        raise FileRefused(
            _("This place is full. Found: %(found)d files. Wanted: at most %(most)d.")
            % {"found": len(rows), "most": wanted.most}
        )
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


def crops_of(page: LaunchPage, material: Material) -> set[str]:
    """The crops of a picture in every revision of the page, in one question."""
    kept = page.revisions.values_list("content__placed_materials", flat=True)
    return {
        row.get("crops") or ""
        for rows in kept
        for row in rows or []
        if row["material"] == material.pk
    }


def receive_all(launch: Launch, files: MultiValueDict, *, by: User) -> dict[str, str]:
    """Receive what came with the form, without scripts: {"materials.<slot>": what was wrong}."""
    return each(files, lambda slot, upload: receive(launch, slot, upload, by=by))


def each(files: MultiValueDict, act: Callable[[str, FromForm], object]) -> dict[str, str]:
    """Do it with every file of a form, by its place; {"materials.<slot>": what was wrong}."""
    refused: dict[str, str] = {}
    for name in files:
        slot = name.removeprefix("file.")
        for upload in files.getlist(name):
            try:
                act(slot, FromForm(upload))
            except UnveilError as error:
                words = f"{upload.name}: {error.message}"
                key = f"materials.{slot}"
                refused[key] = f"{refused[key]} {words}" if key in refused else words
    return refused
