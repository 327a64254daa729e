"""What each slot wants, and what a file is by its own bytes, never by its name."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from launches.enums import Slot

MEGABYTE = 1_000_000
MOST_PER_LAUNCH = 60


@dataclass(frozen=True)
class Wanted:
    """What a slot takes. Sizes in bytes, width and height in pixels."""

    kinds: tuple[str, ...]
    words: Any
    most_bytes: int = 40 * MEGABYTE
    width: int = 0
    height: int = 0


IMAGES = ("jpeg", "png", "webp", "avif", "heic")
_PICTURE = _("a PNG, JPEG, WebP, AVIF or HEIC picture of at least %(width)d×%(height)d pixels")

SLOTS: dict[str, Wanted] = {
    Slot.HERO: Wanted(IMAGES, _PICTURE, width=1600, height=900),
    Slot.GALLERY: Wanted(IMAGES, _PICTURE, width=800, height=600),
    Slot.STAGE_SLIDE: Wanted(IMAGES, _PICTURE, width=1280, height=720),
    Slot.LOGO: Wanted(
        (*IMAGES, "svg"),
        _("an SVG, or a PNG, JPEG, WebP, AVIF or HEIC of at least %(width)d×%(height)d pixels"),
        most_bytes=10 * MEGABYTE,
        width=200,
        height=50,
    ),
    Slot.SPEC_SHEET: Wanted(("pdf",), _("a PDF"), most_bytes=50 * MEGABYTE),
}

NAMES = {
    "jpeg": "JPEG",
    "png": "PNG",
    "webp": "WebP",
    "avif": "AVIF",
    "heic": "HEIC",
    "gif": "GIF",
    "tiff": "TIFF",
    "bmp": "BMP",
    "svg": "SVG",
    "pdf": "PDF",
    "zip": _("ZIP or Office file"),
    "html": "HTML",
    "executable": _("program"),
    "video": _("video"),
    "empty": _("empty file"),
    "": _("file of an unknown kind"),
}

_MAGIC = [
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF8", "gif"),
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"MZ", "executable"),
    (b"\x7fELF", "executable"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"BM", "bmp"),
    (b"\x1aE\xdf\xa3", "video"),
]
_BRANDS = {b"avif": "avif", b"avis": "avif", b"heic": "heic", b"heix": "heic", b"mif1": "heic"}


def sniff(head: bytes) -> str:
    """The kind of a file from its first kilobytes; "" for what we do not know."""
    if not head:
        return "empty"
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], "video")
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith((b"<svg", b"<?xml", b"<!doctype svg")) and b"<svg" in text:
        return "svg"
    if text.startswith((b"<!doctype html", b"<html", b"<script")):
        return "html"
    return ""
