"""Files as the world sends them, made here byte by byte."""

import io
import struct
import zlib

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from launches.files.arrivals import FromForm


def arrival(data: bytes, name: str = "file.jpg") -> FromForm:
    """The bytes as they come in with a form."""
    return FromForm(SimpleUploadedFile(name, data))


def picture(
    size=(1920, 1080), fmt: str = "JPEG", mode: str = "RGB", colour="orange", **options
) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, fmt, **options)
    return out.getvalue()


def with_exif(canary: str, orientation: int = 1) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = canary
    exif.get_ifd(0x8825)[1] = "N"
    return picture(exif=exif, comment=canary.encode())


def bomb() -> bytes:
    """A PNG of 60,000 by 60,000 pixels in a few kilobytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", 60000, 60000, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1_000_000, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def animation() -> bytes:
    frames = [Image.new("RGB", (1920, 1080), colour) for colour in ("red", "blue")]
    out = io.BytesIO()
    frames[0].save(out, "PNG", save_all=True, append_images=frames[1:])
    return out.getvalue()


def pdf(*, script: str = "", attachment: bool = False, password: str = "", pages: int = 1) -> bytes:
    """A PDF; a script goes into an object stream, where searching bytes finds nothing."""
    made = pikepdf.new()
    for _page in range(pages):
        made.add_blank_page(page_size=(595, 842))
    if script:
        action = pikepdf.Dictionary(S=pikepdf.Name("/JavaScript"), JS=pikepdf.String(script))
        made.Root["/Names"] = pikepdf.Dictionary(
            JavaScript=pikepdf.Dictionary(Names=[pikepdf.String("a"), made.make_indirect(action)])
        )
    if attachment:
        made.attachments["inner.exe"] = b"MZ inside"
    made.docinfo["/Author"] = "Canary Author"
    out = io.BytesIO()
    options = {"encryption": pikepdf.Encryption(owner=password, user=password)} if password else {}
    made.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, **options)
    return out.getvalue()
