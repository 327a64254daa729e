"""The form of a backup: a tar of `manifest.json`, the database, and the private files.

The manifest comes last and names every member with its size and SHA-256, so that a
backup that was cut off has none and is refused. Members are written and read as
streams; a film never lies in memory.
"""

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Any

from django.utils.translation import gettext as _

from launches.errors import UnveilError

MANIFEST = "manifest.json"
FORMAT = 1
CHUNK = 2**20


class Writer:
    """Adds files one by one and closes with the manifest."""

    def __init__(self, path: Path, about: dict[str, Any]) -> None:
        self._about, self._members = about, dict[str, dict[str, Any]]()
        self._tar = tarfile.open(path, "x")  # noqa: SIM115 -- closed by close()

    def add(self, name: str, source: Path) -> None:
        """Raises OSError where the file cannot be read whole."""
        with source.open("rb") as file:
            info = tarfile.TarInfo(name)
            info.size, info.mode = source.stat().st_size, 0o600
            hashed = _Hashed(file)
            self._tar.addfile(info, hashed)
        self._members[name] = {"bytes": info.size, "sha256": hashed.hexdigest()}

    def close(self) -> dict[str, Any]:
        """Write the manifest and return it."""
        manifest = {"format": FORMAT, **self._about, "members": self._members}
        text = json.dumps(manifest, indent=1, sort_keys=True).encode()
        info = tarfile.TarInfo(MANIFEST)
        info.size = len(text)
        self._tar.addfile(info, io.BytesIO(text))
        self._tar.close()
        return manifest


class _Hashed:
    """A file that hashes what is read from it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._hash = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self._hash.update(data)
        return data

    def hexdigest(self) -> str:
        return self._hash.hexdigest()


def manifest_of(path: Path) -> dict[str, Any]:
    """The manifest. Raises UnveilError where the file is no whole backup of this format."""
    try:
        with tarfile.open(path, "r:") as tar:
            found = tar.extractfile(MANIFEST)
            manifest = json.loads(found.read()) if found else {}
    except (OSError, KeyError, ValueError, tarfile.TarError) as error:
        raise UnveilError(_("This is no whole backup: it has no manifest.")) from error
    if manifest.get("format") != FORMAT:
        raise UnveilError(_("This backup is of another format than this version reads."))
    return manifest


def unpack(path: Path, manifest: dict[str, Any], folder: Path) -> None:
    """Write every member below `folder` and hold it against its hash.

    Raises UnveilError for a member that is missing, changed, unknown or outside.
    """
    wanted = dict(manifest["members"])
    with tarfile.open(path, "r:") as tar:
        for info in tar:
            if info.name == MANIFEST:
                continue
            said = wanted.pop(info.name, None)
            file = tar.extractfile(info) if info.isfile() and _is_inside(info.name) else None
            if said is None or file is None:
                raise UnveilError(_("Unknown in the backup: %(name)s") % {"name": info.name})
            if _write(file, folder / info.name) != said["sha256"]:
                raise UnveilError(_("Changed in the backup: %(name)s") % {"name": info.name})
    if wanted:
        raise UnveilError(_("Missing in the backup: %(name)s") % {"name": next(iter(wanted))})


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts


def _write(source: IO[bytes], target: Path) -> str:
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with target.open("xb") as file:
        while data := source.read(CHUNK):
            digest.update(data)
            file.write(data)
    return digest.hexdigest()


def files_below(folder: Path) -> Iterator[tuple[str, Path]]:
    """(name within the folder, path) of every file, in order; a folder that goes is passed over."""
    found = [Path(here, name) for here, _folders, names in os.walk(folder) for name in names]
    for path in sorted(found):
        if path.is_file() and not path.is_symlink():
            yield path.relative_to(folder).as_posix(), path
