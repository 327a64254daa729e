"""What is left of a file after the quarantine's process, taken apart byte by byte."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from django.conf import settings
from PIL import Image

from launches.files import images, jpeg
from tests.launches.files import hostile

Name, Dictionary = pikepdf.Name, pikepdf.Dictionary


def inspect(folder: Path, data: bytes, kind: str, bounds: dict | None = None) -> dict:
    """The verdict of the real process on these bytes."""
    (folder / "upload").write_bytes(data)
    job = {"kind": kind, "bounds": bounds or {"contained": False}}
    (folder / "job.json").write_text(json.dumps(job))
    command = [sys.executable, "-m", "launches.files.inspect", str(folder)]
    subprocess.run(command, cwd=settings.BASE_DIR, check=True)
    return json.loads((folder / "verdict.json").read_text())


def segment(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + (len(body) + 2).to_bytes(2, "big") + body


def noise(size, mode: str = "RGB", **options) -> bytes:
    out = io.BytesIO()
    Image.effect_noise(size, 60).convert(mode).save(out, "JPEG", **options)
    return out.getvalue()


def pdf(change) -> bytes:
    made = pikepdf.new()
    made.add_blank_page(page_size=(595, 842))
    change(made, made.pages[0])
    out = io.BytesIO()
    made.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def test_a_camera_file_of_two_pictures_gives_its_first(tmp_path):
    """Phones write MPO: a JPEG with a second one (depth, preview) behind it."""
    out = io.BytesIO()
    second = Image.new("RGB", (320, 180), "blue")
    Image.new("RGB", (1920, 1080), "red").save(out, "MPO", save_all=True, append_images=[second])
    verdict = inspect(tmp_path, out.getvalue(), "jpeg")
    assert (verdict.get("refused"), verdict["width"], verdict["height"]) == (None, 1920, 1080)
    kept = (tmp_path / verdict["original"]).read_bytes()
    assert (kept.count(b"\xff\xd8\xff"), b"MPF" in kept) == (1, False)
    with Image.open(io.BytesIO(kept)) as image:
        assert image.format == "JPEG"


def test_an_original_is_kept_as_large_as_it_came(tmp_path):
    verdict = inspect(tmp_path, noise((4000, 2250), "CMYK"), "jpeg")
    with Image.open(tmp_path / verdict["original"]) as image:
        assert (image.size, image.mode) == ((4000, 2250), "RGB")


@pytest.mark.parametrize("orientation", [1, 6])
@pytest.mark.parametrize("size", [(3000, 4000), (4000, 3000)])
def test_a_picture_is_decoded_large_enough_for_the_stage(tmp_path, size, orientation):
    """The stage crop must be cut down from the picture, never blown up."""
    source = tmp_path / "photo.jpg"
    source.write_bytes(noise(size))
    image = images.opened(source, "jpeg")
    upright = size if orientation == 1 else size[::-1]
    images.reduce(image, upright)
    found = image.size if orientation == 1 else image.size[::-1]
    assert found[0] >= images.STAGE[0]
    assert found[1] >= images.STAGE[1]


def test_no_segment_but_the_picture_survives(tmp_path):
    plain = noise((1920, 1080), progressive=True)
    second_scan = plain.index(b"\xff\xda", plain.index(b"\xff\xda") + 2)
    data = b"".join(
        [
            plain[:2],
            segment(0xE0, b"JFXX\0\x10 canary thumbnail"),
            segment(0xEE, b"canary of nobody"),
            plain[2:second_scan],
            segment(0xFE, b"canary comment"),
            segment(0xE1, b"Exif\0\0 canary place"),
            plain[second_scan:],
        ]
    )
    verdict = inspect(tmp_path, data, "jpeg")
    kept = (tmp_path / verdict["original"]).read_bytes()
    assert b"canary" not in kept
    with Image.open(io.BytesIO(kept)) as mine, Image.open(io.BytesIO(plain)) as theirs:
        assert mine.tobytes() == theirs.tobytes()


def test_jfif_keeps_its_density_and_loses_its_thumbnail():
    head = segment(0xE0, b"JFIF\0\x01\x02\x01\x00\x48\x00\x48\x01\x01RGB")
    plain = noise((64, 64))
    first_end = 4 + int.from_bytes(plain[4:6], "big")
    kept = jpeg.stripped(plain[:2] + head + plain[first_end:], 1)
    assert kept[2:20] == segment(0xE0, b"JFIF\0\x01\x02\x01\x00\x48\x00\x48\x00\x00")


def _attached(made, page):
    inner = made.make_stream(b"MZ inside")  # without /Type, which is optional
    spec = made.make_indirect(Dictionary(Type=Name.Filespec, F="a.exe", EF=Dictionary(F=inner)))
    note = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=[0, 0, 9, 9], FS=spec)
    page["/Annots"] = pikepdf.Array([made.make_indirect(note)])


def test_a_file_pinned_to_a_page_is_an_attachment(tmp_path):
    assert inspect(tmp_path, pdf(_attached), "pdf") == {"refused": "embedded", "found": {}}


def _annotated(made, page):
    page["/Metadata"] = made.make_stream(b"<x>canary xmp</x>")
    page["/PieceInfo"] = Dictionary(A=Dictionary(Private=pikepdf.String("canary piece")))
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "canary photo"
    Image.new("RGB", (20, 20), "red").save(out, "JPEG", exif=exif)
    photo = made.make_stream(out.getvalue())
    photo.Type, photo.Subtype, photo.Filter = Name.XObject, Name.Image, Name.DCTDecode
    photo.Width = photo.Height = 20
    photo.ColorSpace, photo.BitsPerComponent = Name.DeviceRGB, 8
    page["/Resources"] = Dictionary(XObject=Dictionary(I=photo))


def test_metadata_deep_in_a_pdf_is_stripped_and_its_photo_stays(tmp_path):
    verdict = inspect(tmp_path, pdf(_annotated), "pdf")
    assert b"canary" not in (tmp_path / verdict["original"]).read_bytes()
    with pikepdf.open(tmp_path / verdict["original"]) as made:
        page = made.pages[0]
        assert {"/Metadata", "/PieceInfo"} & set(page.keys()) == set()
        photo = pikepdf.PdfImage(page.Resources.XObject.I).as_pil_image()
        assert (photo.size, photo.getpixel((5, 5))) == ((20, 20), (254, 0, 0))


@pytest.mark.parametrize(
    ("kind", "made", "make"),
    [
        ("jpeg", "press.webp", hostile.picture),
        ("jpeg", "original.jpg", hostile.picture),
        ("pdf", "original.pdf", hostile.pdf),
    ],
)
def test_a_full_disk_is_not_called_a_damaged_file(tmp_path, kind, made, make):
    (tmp_path / made).symlink_to("/dev/full")
    assert inspect(tmp_path, make(), kind) == {"refused": "no_room", "found": {}}
