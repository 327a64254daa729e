"""Credit, caption and rights inside pictures, read back by Pillow."""

import io
import xml.etree.ElementTree as ElementTree

import pytest
from PIL import Image, IptcImagePlugin

from launches.files import marks
from launches.kits import labels

LABEL = labels.Label(
    title="Sailfolder",
    caption="Two arms fold a sail & <a mast>, 帆",
    credit="Photo: Åse Halden for the very long named agency",
    rights="© Halden",
    terms="Editorial use only",
    alt="A robot",
    uid="abcdefghjkmnpqrs",
)
EXIF = Image.Exif()
EXIF[0x0131] = "unveil"
IPTC = {
    (1, 90): b"\x1b%G",
    (2, 0): b"\0\4",
    (2, 5): b"Sailfolder",
    (2, 40): b"Editorial use only",
    (2, 103): b"abcdefghjkmnpqrs",
    (2, 110): "Photo: Åse Halden for the very ".encode(),
    (2, 116): "© Halden".encode(),
    (2, 120): "Two arms fold a sail & <a mast>, 帆".encode(),
}


def picture(kind: str, mode: str = "RGB", **options) -> bytes:
    image = Image.effect_noise((33, 17), 80).convert(mode)
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def labelled(data: bytes, label: labels.Label = LABEL) -> bytes:
    handle = io.BytesIO(data)
    return b"".join(marks.read(handle, labels.pieces(handle, size=len(data), label=label)))


def said(packet: bytes) -> dict[str, str]:
    """{local name: words} of what the packet's description holds."""
    start, end = packet.index(b"<x:xmpmeta"), packet.index(b"</x:xmpmeta>") + 12
    found = ElementTree.fromstring(packet[start:end])
    return {
        one.tag.rpartition("}")[2]: "".join(one.itertext())
        for one in found.find(".//{*}Description")
    }


PACKET = {
    "title": LABEL.title,
    "description": LABEL.caption,
    "rights": LABEL.rights,
    "identifier": LABEL.uid,
    "Credit": LABEL.credit,
    "Instructions": LABEL.terms,
    "UsageTerms": LABEL.terms,
    "AltTextAccessibility": LABEL.alt,
}


@pytest.mark.parametrize(
    ("kind", "mode", "options"),
    [
        ("JPEG", "RGB", {}),
        ("JPEG", "CMYK", {}),
        ("PNG", "RGBA", {}),
        ("WEBP", "RGB", {}),
        ("WEBP", "RGBA", {}),
        ("WEBP", "RGBA", {"lossless": True}),
        ("WEBP", "RGB", {"lossless": True}),
        ("AVIF", "RGB", {}),
        ("AVIF", "L", {}),
        ("AVIF", "RGBA", {"exif": EXIF}),
    ],
)
def test_the_picture_stays_and_says_whose_it_is(kind, mode, options):
    data = picture(kind, mode, **options)
    before, after = Image.open(io.BytesIO(data)), Image.open(io.BytesIO(labelled(data)))
    assert (after.format, after.mode, after.tobytes()) == (
        before.format,
        before.mode,
        before.tobytes(),
    )
    packet = after.info["xmp"] if kind != "PNG" else after.text["XML:com.adobe.xmp"].encode()
    assert said(packet) == PACKET
    if kind == "JPEG":
        assert IptcImagePlugin.getiptcinfo(after) == IPTC


def test_jfif_stays_the_first_segment():
    data = labelled(picture("JPEG"))
    assert (data[2:4], data[6:10]) == (b"\xff\xe0", b"JFIF")


def test_what_has_no_place_for_a_label_stays_as_it_is():
    for data in (b"%PDF-1.7 and more", b"RIFF\0\0\0\0WEBPALPH" + b"\0" * 50, b""):
        assert labelled(data) == data


def test_an_avif_that_is_built_in_another_way_stays_as_it_is():
    data = picture("AVIF", exif=EXIF)
    wrong = [data[:cut] for cut in range(40, 400, 7)]
    wrong += [data + b"\0\0\0\x08free", data.replace(b"mdat", b"moov", 1)]
    wrong += [data.replace(box, b"none", 1) for box in (b"pitm", b"iloc", b"iinf")]
    versions = (b"pitm\0", b"iloc\0", b"iinf\0", b"iref\0")
    wrong += [data.replace(box, box[:4] + b"\1", 1) for box in versions]
    for one in wrong:
        assert one != data
        assert labelled(one) == one


def test_a_caption_beyond_a_segment_is_cut_in_iptc_and_does_not_break_the_picture():
    long = labels.Label("t", "帆" * 40_000, "", "r", "u", "", "x")
    found = Image.open(io.BytesIO(labelled(picture("JPEG"), long)))
    found.load()
    assert IptcImagePlugin.getiptcinfo(found)[2, 120] == ("帆" * 666).encode()


def test_controls_do_not_make_the_packet_unreadable():
    label = labels.Label("t\x01\x0b", "\ud800", "c", "r", "u", "", "x")
    assert said(labels.xmp(label)) == {
        "title": "t", "description": "?", "rights": "r", "identifier": "x",
        "Credit": "c", "Instructions": "u", "UsageTerms": "u",
    }  # fmt: skip
