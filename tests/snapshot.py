"""Migrates SQLite once: later test runs start from a copy of the migrated database.

The copy is named by a hash over every migration file and the installed versions, so that a
changed migration makes a new one. `migrate` still runs and finds nothing left to do.
"""

import hashlib
import os
import shutil
import sqlite3
from importlib import import_module
from pathlib import Path

from django.apps import apps
from django.db import connection
from django.db.backends.signals import connection_created

FOLDER = Path(__file__).resolve().parent.parent / ".pytest_cache" / "databases"
KEPT = 3


def path() -> Path:
    """Where the copy of this state of the migrations lies."""
    digest = hashlib.sha256()
    for app in sorted(apps.get_app_configs(), key=lambda app: app.label):
        folder = Path(app.path) / "migrations"
        for file in sorted(folder.glob("*.py")):
            digest.update(f"{app.label}/{file.name}".encode() + file.read_bytes())
    digest.update(import_module("django").__version__.encode())
    return FOLDER / f"{digest.hexdigest()[:24]}.sqlite3"


def use() -> None:
    """Fill each new, empty test database in memory from the copy, if there is one."""
    if connection.vendor == "sqlite" and path().exists():
        connection_created.connect(_fill, dispatch_uid="snapshot")


def lay(file: Path) -> bool:
    """Give real processes a migrated database of their own. False if there is no copy."""
    if path().exists():
        shutil.copyfile(path(), file)
    return path().exists()


def _fill(connection, **kwargs) -> None:
    name = str(connection.settings_dict["NAME"])
    database = connection.connection
    if "memory" not in name or database.execute("SELECT 1 FROM sqlite_master").fetchone():
        return
    with sqlite3.connect(path()) as kept:
        kept.backup(database)
    kept.close()


def keep() -> None:
    """Write the copy, whole or not at all, and drop the oldest ones."""
    connection_created.disconnect(dispatch_uid="snapshot")
    if connection.vendor != "sqlite" or path().exists():
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    part = path().with_suffix(f".{os.getpid()}")
    with sqlite3.connect(part) as kept:
        connection.connection.backup(kept)
    kept.close()
    part.rename(path())
    for old in sorted(FOLDER.glob("*.sqlite3"), key=os.path.getmtime)[:-KEPT]:
        old.unlink(missing_ok=True)


def main() -> None:
    """Make the copy before any test process starts, so that no two of them migrate."""
    import django
    from django.core.management import call_command

    django.setup()
    if connection.vendor == "sqlite" and not path().exists():
        call_command("migrate", verbosity=0)
        keep()


if __name__ == "__main__":
    main()
