"""A folder of launches that is whole at every moment, whenever its process is killed.

    released/<id>/ninjs.json, files/…     what may be published (without files, no folder of them)
    embargoed/<id>/…                      what may be read, and not published yet
    .unveil/                              the cursor, and what is being built

A launch is built beside and moved in with one rename; the cursor is written last. So after a
kill the folder holds whole launches and an older cursor, and doing the same again mends the rest.
"""

import fcntl
import json
import os
import re
import shutil
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

ROOMS = ("released", "embargoed")
UID = re.compile(r"[a-z0-9]{1,64}")
NAME = re.compile(r"[a-z0-9]{1,64}\.[a-z0-9]{1,8}")


class InUse(Exception):
    """Another process keeps this folder."""


class Folder:
    def __init__(self, root: Path) -> None:
        self.root, self._own = root, root / ".unveil"
        self._new = self._own / "new"
        for path in (self._new, *(root / room for room in ROOMS)):
            path.mkdir(parents=True, exist_ok=True)
        (root / "embargoed").chmod(0o700)
        self._own.chmod(0o700)
        self._lock = open(self._own / "lock", "w")  # noqa: SIM115 -- held until the process ends
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise InUse(f"{root} is kept by another process.") from error
        shutil.rmtree(self._new)
        self._new.mkdir()

    # The cursor

    def place(self, reader: str) -> str:
        """The cursor that was kept for this reader (who asks whom); "" to begin from zero."""
        try:
            kept = json.loads((self._own / "place.json").read_text())
        except (FileNotFoundError, ValueError):
            return ""
        return str(kept["cursor"]) if kept.get("reader") == reader else ""

    def keep_place(self, cursor: str, reader: str) -> None:
        """Only after all that comes before this cursor is in the folder, and on the disk."""
        text = json.dumps({"reader": reader, "cursor": cursor})
        path = self._new / "place.json"
        write(path, text.encode())
        path.rename(self._own / "place.json")
        sync(self._own)

    # Launches

    def uids(self) -> set[str]:
        return {path.name for room in ROOMS for path in (self.root / room).iterdir()}

    def of(self, uid: str) -> Path | None:
        """Where a launch lies, if it does."""
        checked(UID, uid)
        found = (f"{self.root}/{room}/{uid}" for room in ROOMS)
        return next((Path(path) for path in found if os.path.lexists(path)), None)

    def files(self, uid: str) -> tuple[Path, dict[str, str]]:
        """The folder of its files, and {file name: SHA-256 it came with}; none at first, and
        none where a power cut in the first run has left no list of them."""
        place = self.of(uid)
        if place is None:
            return self._new, {}
        try:
            return place / "files", json.loads((place / "hashes.json").read_text())
        except (FileNotFoundError, ValueError):
            return place / "files", {}

    def begin(self, uid: str) -> Path:
        """An empty place to build a launch in."""
        path = self._new / checked(UID, uid)
        try:
            path.mkdir()
        except FileExistsError:  # begun, and given up for a newer answer
            shutil.rmtree(path)
            path.mkdir()
        return path

    def put(self, uid: str, built: Path, *, room: str, durable: bool = True) -> None:
        """Let what was built take the place of what lay there, in whichever room."""
        if durable:
            for folder in (built / "files", built):
                if folder.exists():
                    sync(folder)
        self.remove(uid)
        built.rename(self.root / room / uid)
        if durable:
            sync(self.root / room)

    def remove(self, uid: str) -> None:
        while path := self.of(uid):
            gone = self._new / f"{uid}.gone"
            path.rename(gone)
            shutil.rmtree(gone)
            sync(path.parent)

    def broken(self) -> Iterator[str]:
        """Launches with a file that is not what it was when it came."""
        for uid in sorted(self.uids()):
            place, kept = self.files(uid)
            lie = {path.name: path for path in place.glob("*")}
            if kept.keys() != lie.keys() or any(digest(lie[n]) != kept[n] for n in kept):
                yield uid


def checked(pattern: re.Pattern[str], name: str) -> str:
    """A name from the server, if it is one that cannot lead out of the folder."""
    if not pattern.fullmatch(name):
        raise ValueError(f"not a name of ours: {name[:80]!r}")
    return name


def write(path: Path, data: bytes, *, durable: bool = True) -> None:
    with path.open("wb") as file:
        file.write(data)
        if durable:
            file.flush()
            os.fsync(file.fileno())


def sync(folder: Path) -> None:
    """Put a folder's own entries on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def digest(path: Path) -> str:
    found = sha256()
    with path.open("rb") as file:
        while chunk := file.read(1 << 16):
            found.update(chunk)
    return found.hexdigest()


def dumps(value: Any) -> bytes:
    """On one line: that is many times as fast, and there may be a hundred thousand."""
    return json.dumps(value, ensure_ascii=False).encode()
