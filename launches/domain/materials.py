"""Files come in: checked, stripped, cut to size, and only then kept."""

from collections.abc import Callable, Collection
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from launches import rules
from launches.content import Content
from launches.enums import FileState
from launches.errors import NoRoomLeft, NotAllowed
from launches.files import quarantine, store
from launches.files.slots import Wanted
from launches.models import Launch, Material, Rendition, Upload, User
from launches.models.material import EXTENSIONS
from launches.queries.leftovers import leftovers

from . import audit, editing, uploads


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
    it names is whole on the disk. Placing it on the page is the caller's part, which a
    company may not after the approval: there it can only be proposed.
    `part` is the resumable upload it came by, whose room was kept when it was begun.
    Raises NotAllowed, and FileRefused with what was found and what is wanted (NoRoom
    where the disk is full, NoRoomLeft where the company's room is taken). Of a refused
    upload nothing is left; when the database fails the files stay, since nobody can tell
    whether the row did.
    """
    if not (rules.may_edit(by, launch) or rules.may_propose(by, launch)):
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


def discard(
    launch: Launch,
    uids: Collection[str],
    *,
    said: Callable[[], Content],
    by: User,
    at: datetime,
) -> list[Material]:
    """Give up the bytes of files that nothing uses any more; those that went are returned.

    `said` tells what the latest revision says; it is asked under the entry's lock, so that
    a file that a colleague has just put back stays. A file that is in use, or is not of
    this entry, is passed over. The row stays, so that earlier drafts can name what they
    had. Raises NotAllowed for whoever does not write for the company.
    """
    if not rules.is_writer(by, launch):
        raise NotAllowed()
    with transaction.atomic():
        editing.lock(launch)
        gone = [row for row in leftovers(launch, said()) if row.uid in uids]
        for material in gone:
            _forget(material)
            audit.record(
                "file_discarded",
                by=by,
                at=at,
                launch=launch,
                slot=material.slot,
                sha256=material.sha256,
                bytes=material.bytes,
            )
    return gone


def _forget(material: Material) -> None:
    """Once it is sure that the row says so, the files go."""
    names = [material.original, *material.renditions.values_list("file", flat=True)]
    material.renditions.all().delete()
    material.state, material.original = FileState.DISCARDED, ""
    material.save(update_fields=["state", "original"])
    transaction.on_commit(lambda: store.drop(names))


def sweep_cuts(material: Material, *, keep: Collection[str]) -> None:
    """Drop the renditions of cuts that are in no revision; `keep` are the crops of all.

    Call it under the entry's lock, where no cut can be between its making and its saving.
    """
    strays = material.renditions.exclude(crops__in=["", *keep])
    names = list(strays.values_list("file", flat=True))
    strays.delete()
    if names:
        transaction.on_commit(lambda: store.drop(names))


def clean_name(name: str, extension: str) -> str:
    """The name a person gave, without path, control characters or a false ending."""
    name = name.replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(sign for sign in name if sign.isprintable())
    stem = name.rsplit(".", 1)[0].strip(" .")[:120] or "file"
    return f"{stem}.{extension}"
