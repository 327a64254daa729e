"""The bytes of uploads under way: written to the disk as they come, never held in memory."""

import errno
import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Protocol

from django.conf import settings

from launches.errors import InUse, TooMuch, WrongChecksum
from launches.files.store import refusal

CHUNK = 1 << 18
ALGORITHMS = ("sha1", "sha256")


class Body(Protocol):
    def read(self, size: int, /) -> bytes: ...


def place() -> Path:
    """On the disk of the private storage, so that a whole file is checked without a copy."""
    found = Path(settings.PRIVATE_ROOT) / "parts"
    found.mkdir(parents=True, exist_ok=True)
    return found


def path_of(uid: str) -> Path:
    return place() / uid


def make(uid: str) -> None:
    """An empty part. Raises NoRoom where the disk is full."""
    try:
        path_of(uid).touch()
    except OSError as error:
        raise refusal(error) from error


def size_of(uid: str) -> int:
    """Bytes on the disk; 0 for a part that is gone."""
    try:
        return path_of(uid).stat().st_size
    except FileNotFoundError:
        return 0


def drop(uid: str) -> None:
    path_of(uid).unlink(missing_ok=True)


@contextmanager
def held(uid: str) -> Iterator[IO[bytes]]:
    """The part, open for one writer; the system lets go of it even where the writer dies.

    Raises InUse while another request writes, FileNotFoundError for a part that is gone.
    """
    with open(path_of(uid), "r+b", buffering=0) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in (errno.EAGAIN, errno.EACCES):
                raise InUse() from error
            raise
        yield file


def write(
    file: IO[bytes], body: Body, *, at: int, most: int, checksum: tuple[str, bytes] | None
) -> int:
    """Write a body from the byte `at` on; how many bytes came.

    Raises TooMuch beyond `most` bytes, WrongChecksum, and NoRoom where the disk is
    full. After any of these nothing of it counts, since the caller notes no progress.
    """
    found = hashlib.new(checksum[0], usedforsecurity=False) if checksum else None
    taken = 0
    try:
        file.seek(at)
        while chunk := body.read(CHUNK):
            taken += len(chunk)
            if taken > most:
                raise TooMuch()
            _write_all(file, chunk)
            if found:
                found.update(chunk)
        os.fsync(file.fileno()) if taken == most else None
    except OSError as error:
        raise refusal(error) from error
    if found and checksum and found.digest() != checksum[1]:
        raise WrongChecksum()
    return taken


def _write_all(file: IO[bytes], chunk: bytes) -> None:
    view = memoryview(chunk)
    while view:
        view = view[file.write(view) :]
