"""Credit, caption and rights inside a picture, so that they stay with it wherever it goes.

The stored bytes are not decoded and not changed: a picture is spans of them, with new bytes
between. JPEG gets IPTC-IIM in APP13 and XMP in APP1; PNG, WebP and AVIF get XMP; every other
kind stays as it is, and what belongs to it stands in the kit's captions.
Sources: IPTC-IIM 4.2, IPTC Photo Metadata 2023.2, XMP part 3 (1.1.3 JPEG, 1.1.5 PNG,
1.1.7 RIFF), WebP container (RFC 9649).
"""

import re
import struct
from dataclasses import dataclass
from typing import BinaryIO
from xml.sax.saxutils import escape

from launches.files.marks import Piece, png_chunk
from launches.kits import avif

SPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
}
ALTERNATIVES = ("dc:description", "dc:rights", "dc:title", "xmpRights:UsageTerms")
ALTERNATIVES += ("Iptc4xmpCore:AltTextAccessibility",)
UNSAYABLE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
LONGEST_SEGMENT = 65_000
ALPHA, XMP = 0x10, 0x04  # flags of a WebP's VP8X


@dataclass(frozen=True)
class Label:
    """What is said of a picture. Empty is left out."""

    title: str
    caption: str
    credit: str
    rights: str
    terms: str
    alt: str
    uid: str


def pieces(handle: BinaryIO, *, size: int, label: Label) -> list[Piece]:
    """The stored picture with its label in it; the whole span for what has no place for one."""
    handle.seek(0)
    head = handle.read(64)
    if head.startswith(b"\xff\xd8"):
        place = _after_jfif(head)
        return [(0, place), _iptc(label), _xmp_segment(label), (place, size)]
    if head.startswith(b"\x89PNG"):
        said = b"XML:com.adobe.xmp\0\0\0\0\0" + xmp(label)
        return [(0, 33), png_chunk(b"iTXt", said), (33, size)]
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return _webp(head, size, label)
    if head[4:12] == b"ftypavif":
        return avif.pieces(handle, size=size, packet=xmp(label))
    return [(0, size)]


def _after_jfif(head: bytes) -> int:
    """JFIF's segment has to stay the first."""
    if head[2:4] != b"\xff\xe0" or head[6:10] != b"JFIF":
        return 2
    return 4 + int.from_bytes(head[4:6], "big")


def _iptc(label: Label) -> bytes:
    """APP13 with the IIM records, each cut to the length that the standard gives it."""
    rows = [(5, label.title, 64), (40, label.terms, 256), (103, label.uid, 32)]
    rows += [(110, label.credit, 32), (116, label.rights, 128), (120, label.caption, 2000)]
    data = _record(1, 90, b"\x1b%G") + _record(2, 0, b"\0\4")
    for number, text, longest in rows:
        if text:
            data += _record(2, number, cut(text, longest))
    block = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(data)) + data + b"\0" * (len(data) % 2)
    return _segment(0xED, b"Photoshop 3.0\0" + block)


def cut(text: str, longest: int) -> bytes:
    """UTF-8 of at most so many bytes, that ends with a whole sign."""
    return text.encode("utf-8", "replace")[:longest].decode("utf-8", "ignore").encode()


def _record(record: int, number: int, data: bytes) -> bytes:
    return struct.pack(">BBBH", 0x1C, record, number, len(data)) + data


def _segment(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def _xmp_segment(label: Label) -> bytes:
    body = b"http://ns.adobe.com/xap/1.0/\0" + xmp(label)
    return _segment(0xE1, body) if len(body) < LONGEST_SEGMENT else b""


def xmp(label: Label) -> bytes:
    """The packet, whole texts in it."""
    said = {
        "dc:title": label.title,
        "dc:description": label.caption,
        "dc:rights": label.rights,
        "dc:identifier": label.uid,
        "photoshop:Credit": label.credit,
        "photoshop:Instructions": label.terms,
        "xmpRights:UsageTerms": label.terms,
        "Iptc4xmpCore:AltTextAccessibility": label.alt,
    }
    spaces = " ".join(f'xmlns:{name}="{space}"' for name, space in SPACES.items())
    rows = "".join(_property(name, escape(sayable(text))) for name, text in said.items() if text)
    packet = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about="" {spaces}>{rows}</rdf:Description>'
        '</rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    )
    return packet.encode()


def _property(name: str, text: str) -> str:
    if name in ALTERNATIVES:
        text = f'<rdf:Alt><rdf:li xml:lang="x-default">{text}</rdf:li></rdf:Alt>'
    return f"<{name}>{text}</{name}>"


def sayable(text: str) -> str:
    """The text without what XML has no way to say (XML 1.0, 2.2); half signs become "?"."""
    return UNSAYABLE.sub("", text.encode("utf-8", "replace").decode())


def _webp(head: bytes, size: int, label: Label) -> list[Piece]:
    """XMP is the last chunk, and the extended header in front says that it is there."""
    packet = xmp(label)
    last = b"XMP " + struct.pack("<I", len(packet)) + packet + b"\0" * (len(packet) % 2)
    if head[12:16] == b"VP8X":
        extended, place = head[12:20] + bytes([head[20] | XMP]) + head[21:30], 30
    else:
        extended, place = _extended(head), 12
    if not extended:
        return [(0, size)]
    whole = 4 + len(extended) + (size - place) + size % 2 + len(last)
    opening = b"RIFF" + struct.pack("<I", whole) + b"WEBP" + extended
    return [opening, (place, size), b"\0" * (size % 2) + last]


def _extended(head: bytes) -> bytes:
    """A VP8X chunk for a simple picture: its size, and whether anything shines through."""
    if head[12:16] == b"VP8 ":
        width, height = (one & 0x3FFF for one in struct.unpack("<HH", head[26:30]))
        alpha = 0
    elif head[12:16] == b"VP8L":
        bits = int.from_bytes(head[21:25], "little")
        width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        alpha = ALPHA if bits >> 28 & 1 else 0
    else:
        return b""
    sizes = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return b"VP8X" + struct.pack("<I", 10) + bytes([alpha | XMP, 0, 0, 0]) + sizes
