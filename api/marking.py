"""A JSON object with a mark at its beginning, plain and in gzip: packed once, marked for each.

In gzip (RFC 1952) the words up to the mark stand in a block of their own that is not compressed
(RFC 1951, 3.2.4); the blocks behind it are made once for all readers. Only the checksum, six
microseconds for a list of twenty, is taken anew. Brotli has no such seam, and of two Zstandard
frames in one answer not every client reads the second.
"""

import struct
import zlib

HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
LENGTH = len('"ledger":"",') + 16  # bytes that a mark adds
RAW = -15  # zlib: without a header


def plain(body: bytes, mark: str) -> bytes:
    return _beginning(mark) + body[1:]


def packed(body: bytes) -> bytes:
    """What `gzipped` wants of a body, made once."""
    work = zlib.compressobj(6, zlib.DEFLATED, RAW)
    return work.compress(body[1:]) + work.flush()


def gzipped(body: bytes, packed: bytes, mark: str) -> bytes:
    """The same as `plain` says, in gzip."""
    begun = _beginning(mark)
    size = len(begun)
    block = struct.pack("<BHH", 0, size, size ^ 0xFFFF) + begun
    summed = zlib.crc32(memoryview(body)[1:], zlib.crc32(begun))
    return HEADER + block + packed + struct.pack("<II", summed, len(body) + LENGTH)


def _beginning(mark: str) -> bytes:
    return b'{"ledger":"%s",' % mark.encode()
