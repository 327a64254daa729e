"""Pictures that we drew ourselves: no quarantine, the same rows and files."""

import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from PIL import Image

from launches.enums import FileState
from launches.files import images, store
from launches.files.quarantine import workplace
from launches.models import Launch, Material, Rendition, User
from launches.models.material import EXTENSIONS

FORMATS = {"stage": ("jpeg",), "press": ("jpeg",)}
SMALL = ("webp", "jpeg")


def written(image: Image.Image, *, stage: Image.Image | None = None) -> dict[str, Any]:
    """Encode a picture and its renditions into private storage; knows no database.

    `stage` is another picture for the stage, where words are set over it. Made to run
    in a pool of processes. Returns what `rows_of` takes.
    """
    with tempfile.TemporaryDirectory(prefix="drawn-", dir=workplace()) as name:
        folder = Path(name)
        image.save(folder / "original.jpg", "JPEG", quality=88)
        cuts = {
            role: (cut, FORMATS.get(role, SMALL))
            for role, (cut, _names) in images.cuts_of(image, False).items()
        }
        if stage is not None:
            cuts["stage"] = (stage, FORMATS["stage"])
        found = images.write(folder, cuts)
        original = store.keep(folder / "original.jpg", "jpg", durable=False)
        kept = [
            (row, store.keep(folder / row["file"], _extension(row), durable=False)) for row in found
        ]
    return {"original": original, "size": image.size, "renditions": kept}


def _extension(row: dict[str, Any]) -> str:
    return EXTENSIONS[f"image/{row['format']}"]


def rows_of(
    launch: Launch, made: dict[str, Any], *, slot: str, filename: str, by: User | None, at: datetime
) -> tuple[Material, list[Rendition]]:
    """The unsaved rows of a written picture."""
    name, size, digest = made["original"]
    material = Material(
        launch=launch,
        slot=slot,
        filename=filename,
        original=name,
        content_type="image/jpeg",
        bytes=size,
        sha256=digest,
        width=made["size"][0],
        height=made["size"][1],
        state=FileState.READY,
        uploaded_by=by,
        uploaded_at=at,
    )
    return material, [
        Rendition(
            material=material,
            role=row["role"],
            format=row["format"],
            file=file,
            width=row["width"],
            height=row["height"],
            bytes=weight,
            sha256=checksum,
        )
        for row, (file, weight, checksum) in made["renditions"]
    ]


def store_generated(
    launch: Launch,
    *,
    slot: str,
    image: Image.Image,
    by: User | None,
    at: datetime,
    filename: str = "key-visual.jpg",
) -> Material:
    """Write one drawn picture with its rows."""
    material, renditions = rows_of(
        launch, written(image), slot=slot, filename=filename, by=by, at=at
    )
    material.save(force_insert=True)
    Rendition.objects.bulk_create(renditions)
    return material
