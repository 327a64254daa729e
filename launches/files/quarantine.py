"""Where an upload is opened: in a process of its own, with bounded memory and time."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from launches.enums import Slot
from launches.errors import FileRefused, NoRoom
from launches.files import kinds, store
from launches.files.limits import NO_ROOM

PATIENCE = 40  # seconds by the clock, above the process's own limit of processor time
HEAD = 4096


@dataclass(frozen=True)
class Verdict:
    """What the process found. `folder` holds the files it names, until the block ends."""

    kind: str
    folder: Path
    content_type: str
    original: str
    width: int | None = None
    height: int | None = None
    pages: int | None = None
    renditions: list[dict[str, Any]] = field(default_factory=list)


@contextmanager
def inspected(upload: UploadedFile, *, slot: str) -> Iterator[Verdict]:
    """Check an upload for its slot. Raises FileRefused: what was found, what is wanted.

    Raises NoRoom where the disk is full.
    """
    wanted = kinds.SLOTS.get(slot)
    if wanted is None:
        raise FileRefused(_("Files for this place are not taken."))
    size, kind = upload.size or 0, kinds.sniff(_head(upload))
    if kind not in wanted.kinds:
        raise FileRefused(_found_kind(kind, wanted))
    if size > wanted.most_bytes:
        raise FileRefused(
            _("Found %(found).1f MB; wanted is at most %(most)d MB.")
            % {"found": size / kinds.MEGABYTE, "most": wanted.most_bytes // kinds.MEGABYTE}
        )
    with tempfile.TemporaryDirectory(prefix="quarantine-", dir=workplace()) as name:
        folder = Path(name)
        try:
            _fill(folder, upload, kind, slot, wanted)
        except OSError as error:
            raise store.refusal(error) from error
        verdict = _run(folder)
        if verdict.get("refused") == "no_room":
            raise NoRoom()
        if "refused" in verdict:
            raise FileRefused(_sentence(verdict["refused"], verdict["found"], wanted))
        yield Verdict(kind=kind, folder=folder, **verdict)


def _head(upload: UploadedFile) -> bytes:
    upload.seek(0)
    head = upload.read(HEAD)
    upload.seek(0)
    return head


def workplace() -> Path:
    """On the disk of the private storage, so that a checked file moves without a copy."""
    place = Path(settings.PRIVATE_ROOT) / "quarantine"
    place.mkdir(parents=True, exist_ok=True)
    return place


def _fill(folder: Path, upload: UploadedFile, kind: str, slot: str, wanted: kinds.Wanted) -> None:
    with open(folder / "upload", "wb") as file:
        for chunk in upload.chunks():
            file.write(chunk)
    least = [wanted.width, wanted.height]
    job = {"kind": kind, "transparent": slot == Slot.LOGO, "least": least}
    (folder / "job.json").write_text(json.dumps(job))


def _run(folder: Path) -> dict[str, Any]:
    """Nothing of our environment goes in but where Python finds its modules."""
    try:
        ended = subprocess.run(  # noqa: S603 -- our own module, a folder we made
            [sys.executable, "-m", "launches.files.inspect", str(folder)],
            cwd=settings.BASE_DIR,
            env={"PYTHONPATH": os.pathsep.join(sys.path), "LANG": "C.UTF-8", "HOME": str(folder)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"refused": "too_heavy", "found": {}}
    if ended.returncode == NO_ROOM:
        return {"refused": "no_room", "found": {}}
    return _verdict(folder)


def _verdict(folder: Path) -> dict[str, Any]:
    """No verdict means that the process was stopped by its limits."""
    try:
        return json.loads((folder / "verdict.json").read_text())
    except (OSError, ValueError):
        return {"refused": "too_heavy", "found": {}}


def _wanted(wanted: kinds.Wanted) -> str:
    words = str(wanted.words)
    return words % {"width": wanted.width, "height": wanted.height} if "%(" in words else words


def _found_kind(kind: str, wanted: kinds.Wanted) -> str:
    return _("Found: %(found)s. Wanted: %(wanted)s.") % {
        "found": kinds.NAMES.get(kind, kind),
        "wanted": _wanted(wanted),
    }


def _sentence(code: str, found: dict[str, Any], wanted: kinds.Wanted) -> str:
    """A refusal in words. Codes are those of images.py and documents.py."""
    sentences = {
        "too_small": _("Found: %(width)s×%(height)s pixels. Wanted: %(wanted)s."),
        "too_many_pixels": _("The picture has too many pixels. At most %(limit)s megapixels."),
        "animated": _("Found: an animation of %(frames)s frames. Wanted: a still picture."),
        "broken": _("The file is damaged or incomplete (%(detail)s). Wanted: %(wanted)s."),
        "too_heavy": _("The file takes too much memory or time to open. Wanted: %(wanted)s."),
        "encrypted": _("The PDF is protected by a password. Wanted: a PDF without protection."),
        "no_pages": _("The PDF has no pages."),
        "too_many_pages": _("Found: %(pages)s pages. Wanted: at most %(limit)s."),
        "too_many_objects": _("The PDF has too many parts. At most %(limit)s."),
        "active": _("Active content was found (%(name)s). Wanted: a file without it."),
        "embedded": _("The PDF carries other files inside. Wanted: a PDF without attachments."),
    }
    values = {"wanted": _wanted(wanted), "detail": "", **found}
    return sentences.get(code, sentences["broken"]) % values
