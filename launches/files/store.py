"""Private storage: random names, whole files or none."""

import errno
import hashlib
import os
from pathlib import Path

from django.conf import settings
from django.core.files.storage import storages
from django.utils.translation import gettext as _

from launches.errors import FileRefused, NoRoom
from launches.models.fields import new_uid

CHUNK = 1 << 20


def keep(source: Path, extension: str, *, durable: bool = True) -> tuple[str, int, str]:
    """Move a checked file into private storage: (name, bytes, SHA-256).

    The file is flushed to the disk before its name exists, so a crash leaves the
    whole file or none, and the folder is flushed before the name is told, so that no
    row outlives its file; `durable=False` is for what can be drawn again. Raises
    NoRoom when the disk is full.
    """
    name = f"{new_uid()[:2]}/{new_uid()}.{extension}"
    target = Path(settings.PRIVATE_ROOT) / name
    try:
        digest = _digest(source)
        size = source.stat().st_size
        target.parent.mkdir(parents=True, exist_ok=True)
        if durable:
            with open(source, "rb+") as file:
                os.fsync(file.fileno())
        os.replace(source, target)
        if durable:
            _flush(target.parent)
            _flush(target.parent.parent)
    except OSError as error:
        raise refusal(error) from error
    return name, size, digest


def _flush(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def drop(names: list[str]) -> None:
    """Remove files that no row names: what came before a failure, never what was told."""
    for name in names:
        (Path(settings.PRIVATE_ROOT) / name).unlink(missing_ok=True)


def refusal(error: OSError) -> FileRefused:
    """A full disk in words; other faults of the disk likewise, none as a 500."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return NoRoom()
    return FileRefused(_("The file could not be stored. Please try again."))


def _digest(path: Path) -> str:
    found = hashlib.sha256()
    with open(path, "rb") as file:
        while chunk := file.read(CHUNK):
            found.update(chunk)
    return found.hexdigest()


def open_stored(name: str):
    """A stored file for reading. Raises FileNotFoundError."""
    return storages["private"].open(name)
