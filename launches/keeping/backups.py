"""Backing up and restoring: the database first, then the files it names.

Files are only ever added under random names, so a file that the database of an instant
names is there afterwards too; taking the database first is what makes the two agree.
(A file discarded between the two is missing in both a moment later.)
"""

import shutil
import tempfile
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from launches.errors import UnveilError

from . import archive, databases

FILES = "private"


def back_up(target: Path, *, at: datetime) -> dict[str, Any]:
    """Write a backup and return its manifest. Raises UnveilError where the file is there already.

    It is written beside its place and moved there when it is whole.
    """
    if target.exists():
        raise UnveilError(_("There is a file already: %(name)s") % {"name": target.name})
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        dumped = Path(folder) / databases.name_here()
        databases.dump(dumped)
        writer = archive.Writer(part, {"made_at": at.isoformat(), **_kind(), **_migrations()})
        part.chmod(0o600)
        writer.add(dumped.name, dumped)
        for name, path in archive.files_below(settings.PRIVATE_ROOT):
            with suppress(FileNotFoundError):  # while everything runs, files come and go
                writer.add(f"{FILES}/{name}", path)
        manifest = writer.close()
    part.rename(target)
    return manifest


def restore(source: Path) -> dict[str, Any]:
    """Fill an empty place with a backup and return its manifest.

    Everything is unpacked and held against its hash before anything is put in place.
    Raises UnveilError where the place is not empty, the backup is not whole, or it is of
    the other kind of database.
    """
    manifest = archive.manifest_of(source)
    if manifest["database"] != connection.vendor:
        raise UnveilError(
            _("This backup is of %(theirs)s; here is %(ours)s.")
            % {"theirs": manifest["database"], "ours": connection.vendor}
        )
    root = Path(settings.PRIVATE_ROOT)
    if root.exists() and any(archive.files_below(root)):
        raise UnveilError(_("There are files already. Restore into an empty DATA_DIR."))
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.DATA_DIR) as folder:
        archive.unpack(source, manifest, Path(folder))
        databases.load(Path(folder) / databases.name_here())
        if (Path(folder) / FILES).exists():
            shutil.copytree(
                Path(folder) / FILES, root, dirs_exist_ok=True, copy_function=shutil.move
            )
    return manifest


def _kind() -> dict[str, str]:
    return {"database": connection.vendor}


def _migrations() -> dict[str, list[str]]:
    """Which migrations the database has: a restore into older code is seen."""
    applied = MigrationRecorder(connection).applied_migrations()
    return {"migrations": sorted(f"{app}.{name}" for app, name in applied)}
