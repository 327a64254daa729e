"""A JPEG taken apart into its segments, and put together without what is not picture.

Source: ITU-T T.81, annex B. Kept are the picture's own segments, the density of JFIF
(without its thumbnail), Adobe's colour note and the ICC profile.
"""

from PIL import Image

from launches.files.refused import Refused

ADOBE = 12  # bytes of Adobe's note
DENSITY = 12  # bytes of JFIF's head before the size of its thumbnail


def stripped(data: bytes, orientation: int) -> bytes:
    """The same picture without EXIF, XMP, IPTC, comments, thumbnails, nor trailing bytes.

    `orientation` is written anew, alone (1 and 0 write nothing). Segments between the
    scans of a progressive picture are judged like those before them, and all ends at
    the first end of image: a second file behind it is cut off. Raises Refused.
    """
    out = [b"\xff\xd8", _turn(orientation)]
    place = 2
    while place + 1 < len(data):
        if data[place] != 0xFF:
            raise Refused("broken", detail="segment")
        marker = data[place + 1]
        if marker == 0xFF:
            place += 1
            continue
        if marker == 0xD9:
            break
        end = place + 2 + int.from_bytes(data[place + 2 : place + 4], "big")
        if not place + 4 <= end <= len(data):
            raise Refused("broken", detail="segment")
        out.append(_kept(marker, data[place + 4 : end]))
        place = end
        if marker == 0xDA:
            place = _end_of_scan(data, end)
            out.append(data[end:place])
    if len(out) == 2:
        raise Refused("broken", detail="no scan")
    return b"".join([*out, b"\xff\xd9"])


def _turn(orientation: int) -> bytes:
    if orientation in (0, 1):
        return b""
    exif = Image.Exif()
    exif[0x0112] = orientation
    return _segment(0xE1, exif.tobytes())


def _kept(marker: int, body: bytes) -> bytes:
    """A segment as we write it; empty for what is not picture."""
    if marker == 0xE0:
        head = body[:DENSITY] + b"\0\0"
        return _segment(marker, head) if body.startswith(b"JFIF\0") else b""
    if marker == 0xEE:
        return _segment(marker, body[:ADOBE]) if body.startswith(b"Adobe") else b""
    if marker == 0xE2:
        return _segment(marker, body) if body.startswith(b"ICC_PROFILE\0") else b""
    return b"" if 0xE1 <= marker <= 0xEF or marker == 0xFE else _segment(marker, body)


def _segment(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + (len(body) + 2).to_bytes(2, "big") + body


def _end_of_scan(data: bytes, place: int) -> int:
    """Where the coded data ends: stuffed zeros and restart marks belong to it."""
    while (place := data.find(b"\xff", place)) != -1 and place + 1 < len(data):
        follower = data[place + 1]
        if follower != 0 and follower != 0xFF and not 0xD0 <= follower <= 0xD7:
            return place
        place += 1 if follower == 0xFF else 2
    return len(data)
