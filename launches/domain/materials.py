"""Files come in: checked, stripped, cut to size, and only then kept."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from launches import rules
from launches.enums import FileState
from launches.errors import NoRoomLeft, NotAllowed
from launches.files import quarantine, store
from launches.files.slots import Wanted
from launches.models import Launch, Material, Rendition, Upload, User
from launches.models.material import EXTENSIONS

from . import audit, uploads


def receive(
    launch: Launch,
    *,
    wanted: Wanted,
    upload: quarantine.Upload,
    by: User,
    at: datetime,
    part: Upload | None = None,
) -> Material:
    """Take one upload for the slot that `wanted` is of.

    The upload is opened in the quarantine only. The row is written when every file
    it names is whole on the disk. Placing it on the page is the caller's part.
    `part` is the resumable upload it came by, whose room was kept when it was begun.
    Raises NotAllowed, and FileRefused with what was found and what is wanted (NoRoom
    where the disk is full, NoRoomLeft where the company's room is taken). Of a refused
    upload nothing is left; when the database fails the files stay, since nobody can tell
    whether the row did.
    """
    if not rules.may_edit(by, launch):
        raise NotAllowed(_("This entry can no longer be edited here."))
    kept: list[str] = []
    try:
        with quarantine.inspected(upload, wanted=wanted) as verdict:
            material = _material(launch, wanted.slot, upload.name, verdict, kept)
            found = [rendition(material, row, verdict.folder, kept) for row in verdict.renditions]
    except Exception:
        store.drop(kept)
        raise
    material.uploaded_by, material.uploaded_at = by, at
    with transaction.atomic():
        if part is None:
            _keep_room(launch, material.bytes, kept)
        material.save(force_insert=True)
        if part is not None:
            Upload.objects.filter(pk=part.pk).update(material=material)
        Rendition.objects.bulk_create(found)
        audit.record(
            "file_received", by=by, at=at, launch=launch, slot=wanted.slot, sha256=material.sha256
        )
    return material


def _keep_room(launch: Launch, size: int, kept: list[str]) -> None:
    try:
        uploads.keep_room(launch, size)
    except NoRoomLeft:
        store.drop(kept)
        raise


def _material(
    launch: Launch, slot: str, name: str, verdict: quarantine.Verdict, kept: list[str]
) -> Material:
    """The unsaved row; `kept` gains the name of each file that is in place."""
    extension = EXTENSIONS[verdict.content_type]
    stored, size, digest = store.keep(verdict.folder / verdict.original, extension)
    kept.append(stored)
    return Material(
        launch=launch,
        slot=slot,
        filename=clean_name(name, extension),
        original=stored,
        content_type=verdict.content_type,
        bytes=size,
        sha256=digest,
        width=verdict.width,
        height=verdict.height,
        pages=verdict.pages,
        seconds=verdict.seconds,
        facts=verdict.facts,
        state=FileState.READY,
    )


def rendition(
    material: Material, found: dict[str, Any], folder: Path, kept: list[str], *, crops: str = ""
) -> Rendition:
    """The unsaved row of a rendition that the quarantine wrote into `folder`."""
    extension = EXTENSIONS[f"image/{found['format']}"]
    name, size, digest = store.keep(folder / found["file"], extension)
    kept.append(name)
    return Rendition(
        material=material,
        role=found["role"],
        format=found["format"],
        crops=crops,
        file=name,
        width=found["width"],
        height=found["height"],
        bytes=size,
        sha256=digest,
    )


def cut(material: Material, *, crops: str, by: User, at: datetime) -> None:
    """Make the renditions of these crops (launches.files.crops.key), unless they are there.

    Which crops hold is said in a revision, by the caller. Raises NotAllowed, and
    FileRefused where the picture cannot be cut.
    """
    if not rules.may_edit(by, material.launch):
        raise NotAllowed(_("This entry can no longer be edited here."))
    if not crops or material.renditions.filter(crops=crops).exists():
        return
    kept: list[str] = []
    try:
        kind = material.content_type.removeprefix("image/")
        with quarantine.recut(material.original, kind, crops) as (folder, rows):
            found = [rendition(material, row, folder, kept, crops=crops) for row in rows]
        with transaction.atomic():
            Rendition.objects.bulk_create(found)
            audit.record("picture_cut", by=by, at=at, launch=material.launch, crops=crops)
    except IntegrityError:
        store.drop(kept)  # a colleague has cut the same in the meantime
    except Exception:
        store.drop(kept)
        raise


def clean_name(name: str, extension: str) -> str:
    """The name a person gave, without path, control characters or a false ending."""
    name = name.replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(sign for sign in name if sign.isprintable())
    stem = name.rsplit(".", 1)[0].strip(" .")[:120] or "file"
    return f"{stem}.{extension}"
