"""A ZIP of uncompressed members that never lies on a disk: any span of it can be sent alone.

Sizes and checksums are known beforehand, so the length is exact, the directory at the end
can be asked for first, and the same members give the same bytes.
Source: PKWARE APPNOTE 6.3.10 (4.3.7 local header, 4.3.12 directory, 4.5.3 ZIP64).
"""

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from launches.files import marks
from launches.files.store import open_stored

LARGE = 0xFFFFFFFF  # from here on a number stands in the ZIP64 part
MANY = 0xFFFF
UTF8 = 1 << 11
DATED = (0, 0x21)  # the first of January 1980, as in every archive that we write
REGULAR = 0o100644 << 16


@dataclass(frozen=True)
class Member:
    """One file of the archive: in private storage under `stored`, or here as `data`."""

    path: str
    bytes: int
    crc: int
    sha256: str
    stored: str = ""
    data: bytes = b""


Piece = bytes | Member


class Zip:
    """The archive. `size` in bytes; `comment` stands at its very end."""

    def __init__(self, members: Iterable[Member], *, comment: bytes = b"") -> None:
        self.members = list(members)
        self.pieces: list[Piece] = []
        self.size = 0
        entries: list[bytes] = []
        for member in self.members:
            entries.append(_entry(member, self.size))
            self._add(_header(member))
            self._add(member)
        begun = self.size
        for entry in entries:
            self._add(entry)
        self._add(_end(len(entries), self.size - begun, begun, comment))

    def _add(self, piece: Piece) -> None:
        self.pieces.append(piece)
        self.size += _length(piece)

    def chunks(self, first: int, last: int) -> Iterator[bytes]:
        """The bytes from `first` to `last`, both in; files are opened as they come."""
        begun = 0
        for piece in self.pieces:
            size = _length(piece)
            start, end = max(first - begun, 0), min(last + 1 - begun, size)
            if start < end:
                yield from _read(piece, start, end)
            begun += size


def _length(piece: Piece) -> int:
    return len(piece) if isinstance(piece, bytes) else piece.bytes


def _read(piece: Piece, start: int, end: int) -> Iterator[bytes]:
    if isinstance(piece, bytes):
        yield piece[start:end]
    elif not piece.stored:
        yield piece.data[start:end]
    else:
        with open_stored(piece.stored) as file:
            yield from marks.read(file, [(start, end)])


def _extra(*numbers: int) -> bytes:
    """The ZIP64 part, with those of the numbers that are too large for their places."""
    large = [number for number in numbers if number >= LARGE]
    return struct.pack(f"<HH{len(large)}Q", 1, 8 * len(large), *large) if large else b""


def _least(number: int) -> int:
    return min(number, LARGE)


def _header(member: Member) -> bytes:
    name, size = member.path.encode(), _least(member.bytes)
    extra = _extra(member.bytes, member.bytes)
    numbers = (45 if extra else 20, UTF8, 0, *DATED, member.crc, size, size)
    return struct.pack("<4s5H3I2H", b"PK\x03\x04", *numbers, len(name), len(extra)) + name + extra


def _entry(member: Member, begun: int) -> bytes:
    name, size = member.path.encode(), _least(member.bytes)
    extra = _extra(member.bytes, member.bytes, begun)
    version = 45 if extra else 20
    numbers = (0x300 | version, version, UTF8, 0, *DATED, member.crc, size, size)
    rest = (len(name), len(extra), 0, 0, 0, REGULAR, _least(begun))
    return struct.pack("<4s6H3I5H2I", b"PK\x01\x02", *numbers, *rest) + name + extra


def _end(count: int, size: int, begun: int, comment: bytes) -> bytes:
    large = b""
    if count >= MANY or size >= LARGE or begun >= LARGE:
        numbers = (44, 0x300 | 45, 45, 0, 0, count, count, size, begun)
        large = struct.pack("<4sQ2H2I4Q", b"PK\x06\x06", *numbers)
        large += struct.pack("<4sIQI", b"PK\x06\x07", 0, begun + size, 1)
    few = min(count, MANY)
    numbers = (0, 0, few, few, _least(size), _least(begun), len(comment))
    return large + struct.pack("<4s4H2IH", b"PK\x05\x06", *numbers) + comment
