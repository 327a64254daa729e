"""What the quarantine lets in, what it turns away, and in which words."""

import io
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import storages
from PIL import Image

from launches import clock
from launches.domain import materials
from launches.errors import FileRefused, NotAllowed
from launches.files.slots import DEFAULTS
from launches.models import AuditEntry, Material
from tests.factories import MemberFactory, launch
from tests.launches.files import hostile

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def receive(entry, data: bytes, *, slot: str = "hero", name: str = "file.jpg", by=None):
    by = by or entry.company.memberships.get().user
    return materials.receive(
        entry,
        wanted=DEFAULTS[slot],
        upload=hostile.arrival(data, name),
        by=by,
        at=clock.now(),
    )


def stored(name: str) -> bytes:
    with storages["private"].open(name) as file:
        return file.read()


def test_a_jpeg_becomes_an_original_and_renditions():
    entry = launch("draft")
    material = receive(entry, hostile.picture(), name="../../Größe 图.PNG")
    assert (material.filename, material.content_type) == ("Größe 图.jpg", "image/jpeg")
    assert (material.width, material.height, material.state) == (1920, 1080, "ready")
    assert {(r.role, r.format, r.width, r.height) for r in material.renditions.all()} == {
        ("stage", "avif", 1920, 1080),
        ("stage", "webp", 1920, 1080),
        ("stage", "jpeg", 1920, 1080),
        ("press", "webp", 1600, 900),
        ("press", "jpeg", 1600, 900),
        ("card", "webp", 640, 360),
        ("card", "jpeg", 640, 360),
        ("thumb", "webp", 320, 320),
        ("thumb", "jpeg", 320, 320),
    }
    for rendition in material.renditions.all():
        with Image.open(io.BytesIO(stored(rendition.file))) as image:
            assert image.size == (rendition.width, rendition.height)
            assert image.info.get("exif") is None
    entry = AuditEntry.objects.get(verb="file_received")
    assert entry.detail == {"slot": "hero", "sha256": material.sha256}


def test_metadata_stays_outside_and_the_picture_is_turned():
    material = receive(launch("draft"), hostile.with_exif("CanaryPlace", 6), slot="gallery")
    names = [material.original, *material.renditions.values_list("file", flat=True)]
    assert not [name for name in names if b"CanaryPlace" in stored(name)]
    assert (material.width, material.height) == (1080, 1920)
    with Image.open(io.BytesIO(stored(material.original))) as image:
        assert dict(image.getexif()) == {0x0112: 6}


def test_a_second_file_behind_the_picture_is_cut_off():
    material = receive(launch("draft"), hostile.picture() + b"PK\x03\x04 hidden archive")
    assert b"hidden archive" not in stored(material.original)


@pytest.mark.parametrize("fmt", ["PNG", "WEBP", "AVIF"])
def test_other_formats_are_taken(fmt):
    material = receive(launch("draft"), hostile.picture(fmt=fmt))
    assert material.content_type == ("image/png" if fmt == "PNG" else "image/jpeg")
    assert material.renditions.count() == 9


def test_heic_is_taken():
    import pillow_heif

    pillow_heif.register_heif_opener()
    material = receive(launch("draft"), hostile.picture(fmt="HEIF"), name="IMG_1.HEIC")
    assert (material.filename, material.width) == ("IMG_1.jpg", 1920)


@pytest.mark.parametrize(("mode", "fmt"), [("CMYK", "JPEG"), ("L", "JPEG"), ("I;16", "PNG")])
def test_odd_colour_spaces_become_srgb(mode, fmt):
    material = receive(launch("draft"), hostile.picture(fmt=fmt, mode=mode, colour=0))
    with Image.open(
        io.BytesIO(stored(material.renditions.get(role="card", format="jpeg").file))
    ) as image:
        assert image.mode == "RGB"


def test_a_logo_keeps_its_transparency():
    data = hostile.picture((400, 200), "PNG", "RGBA", (255, 0, 0, 0))
    material = receive(launch("draft"), data, slot="logo")
    with Image.open(
        io.BytesIO(stored(material.renditions.get(role="card", format="png").file))
    ) as image:
        assert (image.mode, image.size, image.getpixel((0, 0))[3]) == ("RGBA", (400, 200), 0)


def test_an_svg_is_kept_without_its_script():
    data = (
        b'<svg xmlns="http://www.w3.org/2000/svg" onload="a()">'
        b'<script>a()</script><rect width="9" height="9"/></svg>'
    )
    material = receive(launch("draft"), data, slot="logo", name="logo.svg")
    kept = stored(material.original)
    assert b"<rect" in kept
    assert b"script" not in kept
    assert b"onload" not in kept


def test_a_pdf_is_kept_without_its_author():
    material = receive(launch("draft"), hostile.pdf(pages=2), slot="spec_sheet", name="spec.pdf")
    assert (material.pages, material.content_type) == (2, "application/pdf")
    assert b"Canary Author" not in stored(material.original)


REFUSED = [
    ("hero", lambda: b"", "Found: empty file"),
    ("hero", lambda: b"hello", "Found: file of an unknown kind"),
    ("hero", lambda: b"GIF89a" + b"\0" * 100, "Found: GIF. Wanted: PNG, JPEG"),
    ("hero", lambda: b"MZ\x90\0" * 50, "Found: program"),
    ("hero", lambda: b"<!doctype html><script>", "Found: HTML"),
    ("hero", lambda: hostile.pdf(), "Found: PDF"),
    ("hero", lambda: hostile.picture((800, 450)), "Found: 800×450 pixels. Wanted: PNG"),
    ("hero", lambda: hostile.picture()[:-2000], "damaged or incomplete"),
    ("hero", lambda: b"\xff\xd8\xff\xe0" + b"\0" * 500, "damaged or incomplete"),
    ("hero", lambda: b"\x89PNG\r\n\x1a\n" + b"\xff" * 500, "damaged or incomplete"),
    ("hero", hostile.bomb, "more than 40 megapixels. Wanted"),
    ("hero", hostile.animation, "animation of 2 frames"),
    ("spec_sheet", lambda: hostile.pdf(script="app.alert(1)"), "Active content was found"),
    ("spec_sheet", lambda: hostile.pdf(attachment=True), "carries other files"),
    ("spec_sheet", lambda: hostile.pdf(password="x"), "protected by a password"),
    ("spec_sheet", lambda: b"%PDF-1.7\n" + b"\xff" * 999, "damaged or incomplete"),
    ("spec_sheet", hostile.picture, "Found: JPEG. Wanted: PDF, at most 300 pages, at most 50 MB."),
    ("logo", lambda: b'<svg><!ENTITY a "b"></svg>', "Active content was found"),
]


@pytest.mark.parametrize(("slot", "make", "words"), REFUSED)
def test_wrong_files_are_refused_in_words(slot, make, words):
    entry = launch("draft")
    before = Material.objects.count()
    with pytest.raises(FileRefused) as refusal:
        receive(entry, make(), slot=slot)
    assert words in str(refusal.value.message)
    assert Material.objects.count() == before
    assert list((Path(settings.PRIVATE_ROOT) / "quarantine").glob("*")) == []


def test_a_script_inside_an_object_stream_is_not_in_the_bytes():
    assert b"JavaScript" not in hostile.pdf(script="app.alert(1)")


def test_strangers_and_closed_entries_are_refused():
    with pytest.raises(NotAllowed):
        receive(launch("draft"), hostile.picture(), by=MemberFactory().user)
    with pytest.raises(NotAllowed):
        receive(launch("submitted"), hostile.picture())


def test_the_process_has_limits(tmp_path):
    """A job that wants more memory than allowed ends without a verdict, and we live on."""
    import subprocess
    import sys

    script = "import launches.files.inspect as i; i.limit(); bytearray(3_000_000_000)"
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert b"MemoryError" in ended.stderr
