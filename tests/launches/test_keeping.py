"""A backup restored into an empty place is the same, row by row and byte by byte."""

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import connection

from launches import clock
from launches.errors import UnveilError
from launches.keeping import archive, databases
from launches.keeping.archive import Writer, manifest_of
from launches.keeping.backups import back_up, restore
from tests.factories.page import entry

FILES_BELOW = archive.files_below  # before a test listens to it
ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def house():
    """One entry with its picture, and a file with a name of many scripts."""
    shutil.rmtree(settings.PRIVATE_ROOT, ignore_errors=True)
    page = entry("submitted", product="Zyzzyva 灵眸")
    storages["private"].save("z/originale.bin", ContentFile(b"\x00\xff" * 70_000))
    return page


@pytest.fixture
def elsewhere(tmp_path):
    """The settings of an empty place of the same kind: (environment, URL)."""
    if connection.vendor == "sqlite":
        yield {"DATA_DIR": str(tmp_path / "new")}, ""
        return
    values = connection.settings_dict
    base = f"postgres://{values['USER']}@{values['HOST']}:{values['PORT']}"
    with psycopg.connect(f"{base}/postgres", autocommit=True) as server:
        server.execute("CREATE DATABASE restored")
        url = f"{base}/restored"
        yield {"DATA_DIR": str(tmp_path / "new"), "DATABASE_URL": url}, url
        server.execute("DROP DATABASE restored WITH (FORCE)")


def rows_here() -> dict[str, list[str]]:
    with connection.cursor() as cursor:
        return _rows(cursor, connection.introspection.table_names(cursor))


def rows_there(folder: str, url: str) -> dict[str, list[str]]:
    names = list(rows_here())
    if url:
        with psycopg.connect(url) as there:
            return _rows(there.cursor(), names)
    there = sqlite3.connect(Path(folder) / "unveil.sqlite3")
    found = _rows(there.cursor(), names)
    there.close()
    return found


def _rows(cursor, names) -> dict[str, list[str]]:
    found = {}
    for name in sorted(names):
        cursor.execute(f'SELECT * FROM "{name}"')
        found[name] = sorted(map(_plain, cursor.fetchall()))
    return found


def _plain(row) -> str:
    """A row alike for Django's cursor and a bare one, which knows no true and false."""
    return " ".join(str(int(value) if isinstance(value, bool) else value) for value in row)


def files_of(folder: Path) -> dict[str, bytes]:
    found = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def command(*words: str, environment: dict[str, str]) -> subprocess.CompletedProcess:
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "cms.settings.dev", **environment}
    return subprocess.run(
        [sys.executable, "manage.py", *words], cwd=ROOT, env=env, capture_output=True, text=True
    )


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_what_is_restored_is_what_was_backed_up(house, elsewhere, tmp_path, capsys):
    file, (environment, url) = tmp_path / "backup.tar", elsewhere
    call_command("backup", str(file))
    assert "whole" in capsys.readouterr().out
    assert (file.stat().st_mode & 0o777) == 0o600
    done = command("restore", str(file), environment=environment)
    assert done.returncode == 0, done.stderr
    here, there = rows_here(), rows_there(environment["DATA_DIR"], url)
    assert {name: len(rows) for name, rows in there.items()} == {
        name: len(rows) for name, rows in here.items()
    }
    if not url:
        assert there == here
    assert there["launches_launch"][0].count("Zyzzyva 灵眸") == 1
    assert files_of(Path(environment["DATA_DIR"]) / "private") == files_of(settings.PRIVATE_ROOT)
    again = command("restore", str(file), environment=environment)
    assert (again.returncode, "already" in again.stderr) == (1, True)


@pytest.mark.django_db
def test_a_file_that_goes_while_the_backup_runs_is_passed_over(tmp_path, settings, monkeypatch):
    settings.PRIVATE_ROOT = tmp_path / "private"
    settings.PRIVATE_ROOT.mkdir()
    for name in ("first.bin", "second.bin", "third.bin"):
        (settings.PRIVATE_ROOT / name).write_bytes(name.encode())
    monkeypatch.setattr(databases, "dump", lambda target: target.write_bytes(b""))
    add = Writer.add

    def slow(self, name, source):
        (settings.PRIVATE_ROOT / "second.bin").unlink(missing_ok=True)
        add(self, name, source)

    monkeypatch.setattr(Writer, "add", slow)
    monkeypatch.setattr(archive, "files_below", lambda folder: list(FILES_BELOW(folder)))
    manifest = back_up(tmp_path / "backup.tar", at=clock.now())
    assert [name for name in manifest["members"] if name.startswith("private/")] == [
        "private/first.bin",
        "private/third.bin",
    ]
    assert manifest_of(tmp_path / "backup.tar")["members"] == manifest["members"]


@pytest.fixture
def backup(tmp_path):
    """A small backup, made without a database."""
    (tmp_path / "database.sqlite3").write_bytes(b"")
    (tmp_path / "film.mp4").write_bytes(b"\x00\xff" * 70_000)
    writer = Writer(tmp_path / "backup.tar", {"database": connection.vendor, "made_at": "then"})
    writer.add("database.sqlite3", tmp_path / "database.sqlite3")
    writer.add("private/film.mp4", tmp_path / "film.mp4")
    writer.close()
    return tmp_path / "backup.tar"


def test_the_manifest_names_every_member(backup):
    manifest = manifest_of(backup)
    with tarfile.open(backup) as tar:
        names = [info.name for info in tar]
    assert names == [*manifest["members"], "manifest.json"]
    film = manifest["members"]["private/film.mp4"]
    digest = hashlib.sha256(b"\x00\xff" * 70_000).hexdigest()
    assert film == {"bytes": 140_000, "sha256": digest}


@pytest.mark.parametrize("size", [0, 1000, 50_000])
def test_a_backup_that_was_cut_off_is_refused(backup, tmp_path, size):
    short = tmp_path / "short.tar"
    short.write_bytes(backup.read_bytes()[:size])
    with pytest.raises(UnveilError, match="no whole backup"):
        restore(short)


def test_a_changed_byte_is_refused_and_nothing_is_put_in_place(backup, tmp_path, settings):
    settings.DATA_DIR = tmp_path / "new"
    settings.PRIVATE_ROOT = settings.DATA_DIR / "private"
    data = bytearray(backup.read_bytes())
    place = data.index(b"\x00\xff" * 100) + 40
    data[place] ^= 1
    bad = tmp_path / "bad.tar"
    bad.write_bytes(bytes(data))
    with pytest.raises(UnveilError, match="film"):
        restore(bad)
    assert files_of(settings.DATA_DIR) == {}


def test_no_file_is_written_over(backup):
    with pytest.raises(CommandError, match="already"):
        call_command("backup", str(backup))


def test_a_member_outside_is_refused(backup, tmp_path, settings):
    settings.DATA_DIR = tmp_path / "new"
    settings.PRIVATE_ROOT = settings.DATA_DIR / "private"
    evil = tmp_path / "evil.tar"
    shutil.copy(backup, evil)
    with tarfile.open(evil, "a") as tar:
        tar.add(backup, arcname="../../evil.bin")
    with pytest.raises(UnveilError, match="Unknown"):
        restore(evil)
    assert not (tmp_path.parent / "evil.bin").exists()
