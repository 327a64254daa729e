"""A mark in the bytes of a file that goes out under embargo: whose copy it is.

Written while the file is sent, without a copy: a file is pieces, each a span of the stored
bytes or new bytes between them. A comment in JPEG, tEXt in PNG, the comment of a ZIP (and so
of office files), a `free` box in MP4, MOV and AVIF, a line after the end of everything else.

It survives copying and renaming. It does not survive a screenshot or saving anew: a
mark is for finding the careless, and no proof against the careful.
Sources: ISO/IEC 10918-1 B.2.4.5, PNG 11.3.3.3, APPNOTE 4.3.16, ISO/IEC 14496-12 8.1.2.
"""

import re
import struct
import zlib
from collections.abc import Iterable, Iterator
from typing import BinaryIO

Span = tuple[int, int]  # from the first byte to before the last, of the stored file
Piece = Span | bytes
FOUND = re.compile(rb"unveil-mark:([a-z2-9]{16})")
QUOTED = re.compile(rb"\"ledger\":\s*\"([a-z2-9]{16})\"")
BARE = re.compile(r"[a-z2-9]{16}")
TAIL = 66_000  # bytes from the end in which a ZIP has its last record
BLOCK = 1 << 16
BOXED = ("video/mp4", "video/quicktime", "image/avif")


def line(mark: str) -> str:
    """The mark as it stands in files and read-mes."""
    return f"unveil-mark:{mark}"


def pieces(handle: BinaryIO, *, content_type: str, size: int, mark: str) -> list[Piece]:
    """The stored file with the mark put in. `size` in bytes; `handle` is left anywhere."""
    said = line(mark).encode()
    head = _read(handle, 0, 64)
    if head.startswith(b"\xff\xd8"):
        comment = b"\xff\xfe" + struct.pack(">H", len(said) + 2) + said
        return [(0, 2), comment, (2, size)]
    if head.startswith(b"\x89PNG"):
        return [(0, 33), png_chunk(b"tEXt", b"Comment\0" + said), (33, size)]
    if head.startswith(b"PK"):
        return _zip(handle, size, said)
    if content_type in BOXED:
        return [(0, size), struct.pack(">I", len(said) + 8) + b"free" + said]
    return [(0, size), b"\n%" + said + b"\n"]


def png_chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _zip(handle: BinaryIO, size: int, said: bytes) -> list[Piece]:
    start = max(0, size - TAIL)
    tail = _read(handle, start, size - start)
    place = tail.rfind(b"PK\x05\x06")
    if place < 0:
        return [(0, size), said]
    comment = tail[place + 22 :] + said
    return [(0, start + place + 20), struct.pack("<H", len(comment)) + comment]


def _read(handle: BinaryIO, start: int, size: int) -> bytes:
    handle.seek(start)
    return handle.read(size)


def read(handle: BinaryIO, found: Iterable[Piece]) -> Iterator[bytes]:
    """The bytes of the pieces, at most BLOCK of them in memory."""
    for piece in found:
        if isinstance(piece, bytes):
            yield piece
            continue
        start, end = piece
        handle.seek(start)
        while start < end and (data := handle.read(min(BLOCK, end - start))):
            start += len(data)
            yield data


def length(found: Iterable[Piece]) -> int:
    return sum(len(one) if isinstance(one, bytes) else one[1] - one[0] for one in found)


def between(found: Iterable[Piece], first: int, last: int) -> Iterator[Piece]:
    """The pieces of the bytes from `first` to `last`, both in."""
    begun = 0
    for one in found:
        size = length([one])
        start, end = max(first - begun, 0), min(last + 1 - begun, size)
        if start < end:
            yield one[start:end] if isinstance(one, bytes) else (one[0] + start, one[0] + end)
        begun += size


def marks_in(chunks: Iterable[bytes]) -> list[str]:
    """Every mark in the bytes of a file, in order, each once."""
    found: dict[str, None] = {}
    before = b""
    for chunk in chunks:
        window = before + chunk
        for form in (FOUND, QUOTED):
            found |= dict.fromkeys(match.decode() for match in form.findall(window))
        before = window[-64:]
    return list(found)


def marks_said(text: str) -> list[str]:
    """Every mark in what somebody pasted: with its words before it, as JSON, or bare."""
    said = marks_in([text.encode("utf-8", "ignore")])
    return said or list(dict.fromkeys(BARE.findall(text)))
