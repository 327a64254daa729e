"""A database as one file, and back: SQLite by its online backup, PostgreSQL by its programs."""

import os
import shutil
import sqlite3
import subprocess
from pathlib import Path
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from launches.errors import UnveilError

NAMES = {"sqlite": "database.sqlite3", "postgresql": "database.sql"}


def dump(target: Path) -> None:
    """The database as it is in one instant, while others go on writing.

    Call it outside a transaction: SQLite's copy waits for the end of every write.
    """
    if connection.in_atomic_block:
        raise RuntimeError("a backup within a transaction would wait for itself")
    {"sqlite": _sqlite_out, "postgresql": _postgresql_out}[connection.vendor](target)


def load(source: Path) -> None:
    """Fill the empty database. Raises UnveilError where it is not empty or cannot be filled."""
    {"sqlite": _sqlite_in, "postgresql": _postgresql_in}[connection.vendor](source)


def name_here() -> str:
    """What the file is called in a backup of this kind of database."""
    return NAMES[connection.vendor]


def _sqlite_out(target: Path) -> None:
    connection.ensure_connection()
    with sqlite3.connect(target) as copy:
        connection.connection.backup(copy)
    copy.close()


def _sqlite_in(source: Path) -> None:
    target = Path(str(connection.settings_dict["NAME"]))
    connection.close()
    if target.exists() and _has_tables(target):
        raise UnveilError(_("The database has tables already. Give an empty one."))
    with sqlite3.connect(source) as found:
        (verdict,) = found.execute("PRAGMA integrity_check").fetchone()
    found.close()
    if verdict != "ok":
        raise UnveilError(_("The database in the backup is damaged."))
    for ending in ("-wal", "-shm"):
        target.with_name(target.name + ending).unlink(missing_ok=True)
    shutil.move(source, target)


def _has_tables(path: Path) -> bool:
    with sqlite3.connect(path) as found:
        (number,) = found.execute("SELECT count(*) FROM sqlite_master").fetchone()
    found.close()
    return bool(number)


def _postgresql_out(target: Path) -> None:
    command = [_program("pg_dump"), "--no-owner", "--no-privileges", "--file", str(target)]
    _run(command)


def _postgresql_in(source: Path) -> None:
    if connection.introspection.table_names():
        raise UnveilError(_("The database has tables already. Give an empty one."))
    connection.close()
    command = [_program("psql"), "--quiet", "--no-psqlrc", "--single-transaction"]
    _run([*command, "--set", "ON_ERROR_STOP=1", "--file", str(source)])


def _program(name: str) -> str:
    """PostgreSQL's own programs. Debian keeps the server's off the PATH."""
    kept = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    found = str(kept[0]) if kept else shutil.which(name)
    if not found:
        words = _("%(name)s is not installed here: install PostgreSQL's client programs.")
        raise UnveilError(words % {"name": name})
    return found


def _run(command: list[str]) -> None:
    done = subprocess.run(  # noqa: S603 -- fixed programs, no shell
        command, env={**os.environ, **_environment()}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or [""])[-1]
        raise UnveilError(
            _("%(name)s failed: %(words)s") % {"name": Path(command[0]).name, "words": last}
        )


def _environment() -> dict[str, str]:
    """Where the server is, for its programs; the password never stands on a command line."""
    values: dict[str, Any] = connection.settings_dict
    names = {
        "PGHOST": "HOST",
        "PGPORT": "PORT",
        "PGUSER": "USER",
        "PGPASSWORD": "PASSWORD",
        "PGDATABASE": "NAME",
    }
    return {name: str(values[key]) for name, key in names.items() if values.get(key)}
