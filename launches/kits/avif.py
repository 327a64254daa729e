"""XMP in an AVIF: one item more in its `meta` box, the packet behind the picture.

The picture's own bytes stay; every place that `meta` names moves by what `meta` grows. Knows
the boxes as libavif writes them, which wrote all of ours.
Sources: ISO/IEC 14496-12 8.11 (pitm 8.11.4, iloc 8.11.3, iinf 8.11.6, iref 8.11.12), and
ISO/IEC 23008-12 A.3 for XMP.
"""

import struct
from typing import BinaryIO

from launches.files.marks import Piece

Span = tuple[int, int]
PLAIN = b"\0\0\0\0"  # version and flags
PLACES = PLAIN + b"\x44\0"  # of iloc: offsets and lengths of four bytes, no base


def pieces(handle: BinaryIO, *, size: int, packet: bytes) -> list[Piece]:
    """The picture with the packet in it; the whole span for what is built in another way."""
    try:
        found = _boxes(handle, 0, size)
        if list(found) != [b"ftyp", b"meta", b"mdat"]:
            return [(0, size)]
        begun, ended = found[b"meta"]
        parts = {
            kind: _read(handle, start + 8, end)
            for kind, (start, end) in _boxes(handle, begun + 12, ended).items()
        }
        by = len(_meta(parts, by=0, at=0, length=0)) - (ended - begun)
        meta = _meta(parts, by=by, at=size + by + 8, length=len(packet))
    except (KeyError, ValueError, struct.error):
        return [(0, size)]
    return [(0, begun), meta, (ended, size), _box(b"mdat", packet)]


def _boxes(handle: BinaryIO, start: int, end: int) -> dict[bytes, Span]:
    """{kind: where it begins and ends}. Raises ValueError for a box that does not fit."""
    found = {}
    while start < end:
        length, kind = struct.unpack(">I4s", _read(handle, start, start + 8))
        if length < 8 or start + length > end:
            raise ValueError(kind)
        found[kind] = (start, start + length)
        start += length
    return found


def _read(handle: BinaryIO, start: int, end: int) -> bytes:
    handle.seek(start)
    return handle.read(end - start)


def _box(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I4s", len(body) + 8, kind) + body


def _meta(parts: dict[bytes, bytes], *, by: int, at: int, length: int) -> bytes:
    """The box with the new item: its packet lies `at` its place, all else is `by` bytes on."""
    places, last = _moved(_after(parts[b"iloc"], PLACES), by)
    item, count = struct.pack(">H", last + 1), struct.pack(">H", len(places) + 1)
    places.append(item + struct.pack(">2H2I", 0, 1, at, length))
    named = item + b"\0\0mime\0application/rdf+xml\0"
    told = item + b"\0\1" + _after(parts[b"pitm"], PLAIN)  # of one item: the picture
    new = parts | {
        b"iloc": PLACES + count + b"".join(places),
        b"iinf": _one_more(parts[b"iinf"], _box(b"infe", b"\2\0\0\0" + named)),
        b"iref": PLAIN + _after(parts.get(b"iref", PLAIN), PLAIN) + _box(b"cdsc", told),
    }
    return _box(b"meta", PLAIN + b"".join(_box(kind, body) for kind, body in new.items()))


def _after(body: bytes, head: bytes) -> bytes:
    """What follows the head. Raises ValueError for another version of the box."""
    if not body.startswith(head):
        raise ValueError(body[:8])
    return body[len(head) :]


def _moved(body: bytes, by: int) -> tuple[list[bytes], int]:
    """The items of iloc with their places moved, and the highest number of an item."""
    (count,), place = struct.unpack_from(">H", body), 2
    found, last = [], 0
    for _item in range(count):
        number, source, extents = struct.unpack_from(">3H", body, place)
        item, place = struct.pack(">3H", number, source, extents), place + 6
        for _extent in range(extents):
            offset, length = struct.unpack_from(">2I", body, place)
            item, place = item + struct.pack(">2I", offset + by, length), place + 8
        found.append(item)
        last = max(last, number)
    return found, last


def _one_more(body: bytes, box: bytes) -> bytes:
    """iinf with an entry more."""
    (count,) = struct.unpack_from(">H", _after(body, PLAIN))
    return PLAIN + struct.pack(">H", count + 1) + body[6:] + box
