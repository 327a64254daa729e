"""Private storage: random names, whole files or none."""

import errno
import hashlib
import os
from pathlib import Path

from django.conf import settings
from django.core.files.storage import storages
from django.utils.translation import gettext as _

from launches.errors import FileRefused
from launches.models.fields import new_uid

CHUNK = 1 << 20


def keep(source: Path, extension: str, *, durable: bool = True) -> tuple[str, int, str]:
    """Move a checked file into private storage: (name, bytes, SHA-256).

    The file is flushed to the disk before its name exists, so a crash leaves the
    whole file or none; `durable=False` is for what can be drawn again. Raises
    FileRefused when the disk is full.
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
    except OSError as error:
        raise refusal(error) from error
    return name, size, digest


def refusal(error: OSError) -> FileRefused:
    """A full disk in words; other faults of the disk likewise, none as a 500."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return FileRefused(_("The disk is full. Nothing was stored; please try again later."))
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
