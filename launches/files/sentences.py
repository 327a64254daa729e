"""A refusal of the quarantine in words: what was found, and what is wanted."""

from typing import Any

from django.utils.translation import gettext as _

from launches.files import kinds
from launches.files.slots import Wanted, clock, megabytes

SPELT = {"h264": "H.264", "hevc": "H.265", "prores": "ProRes", "mpeg4": "MPEG-4", "vp9": "VP9"}


def found_kind(kind: str, wanted: Wanted) -> str:
    """The file is of another kind."""
    name = _("ZIP or Office file") if kind == "zip" else kinds.NAMES.get(kind, kind)
    return _("Found: %(found)s. Wanted: %(wanted)s.") % {"found": name, "wanted": wanted.words()}


def found_size(size: int, wanted: Wanted) -> str:
    """The file is too heavy."""
    return _("Found: %(found)s. Wanted: at most %(most)s.") % {
        "found": megabytes(size),
        "most": megabytes(wanted.most_bytes),
    }


def sentence(code: str, found: dict[str, Any], wanted: Wanted) -> str:
    """Codes are those that the quarantine's process raises with Refused."""
    if code == "kind":
        return found_kind(found["kind"], wanted)
    if code == "member":
        inner = found["inner"]
        said = sentence(inner["code"], inner["found"], _MEMBER)
        return _("In “%(name)s”: %(said)s") % {"name": found["name"], "said": said}
    words = _pictures() | _films() | _papers() | _archives()
    values = {"wanted": wanted.words(), "detail": "", **_readable(found)}
    return words.get(code, words["broken"]) % values


def _readable(found: dict[str, Any]) -> dict[str, Any]:
    """Bytes, lengths and codecs as people write them."""
    shown = dict(found)
    if "unpacked" in shown:
        shown["unpacked"], shown["limit"] = megabytes(shown["unpacked"]), megabytes(shown["limit"])
    elif "seconds" in shown:
        for name in ("seconds", "limit", "reached"):
            if name in shown:
                shown[name] = clock(shown[name])
    if "codec" in shown:
        shown["codec"] = SPELT.get(shown["codec"], shown["codec"])
    return shown


def _pictures() -> dict[str, str]:
    return {
        "too_small": _("Found: %(width)s×%(height)s pixels. Wanted: %(wanted)s."),
        "too_many_pixels": _(
            "Found: %(width)s×%(height)s pixels. Wanted: at most %(limit)s megapixels."
        ),
        "bomb_pixels": _("Found: more than %(limit)s megapixels. Wanted: at most %(limit)s."),
        "shape": _(
            "Found: %(width)s×%(height)s pixels, %(off)s%% off the shape. Wanted: %(aspect)s."
        ),
        "opaque": _("Found: an opaque ground. Wanted: a transparent one."),
        "animated": _("Found: an animation of %(frames)s frames. Wanted: a still picture."),
        "broken": _("The file is damaged or incomplete (%(detail)s). Wanted: %(wanted)s."),
        "too_heavy": _("The file takes too much memory or time to open. Wanted: %(wanted)s."),
    }


def _films() -> dict[str, str]:
    return {
        "no_picture": _("Found: no moving picture in it. Wanted: %(wanted)s."),
        "codec": _("Found: a film in %(codec)s. Wanted: H.264, VP8, VP9 or AV1."),
        "sound": _("Found: sound in %(codec)s. Wanted: AAC, MP3, Opus or none."),
        "too_long": _("Found: %(seconds)s long. Wanted: at most %(limit)s."),
        "cut_off": _("Found: %(reached)s of a film of %(seconds)s. Wanted: the whole film."),
    }


def _papers() -> dict[str, str]:
    return {
        "encrypted": _("The PDF is protected by a password. Wanted: a PDF without protection."),
        "no_pages": _("The PDF has no pages."),
        "too_many_pages": _("Found: %(pages)s pages. Wanted: at most %(limit)s."),
        "too_many_objects": _("The PDF has too many parts. At most %(limit)s."),
        "loose_fonts": _("Found: fonts that are not embedded (%(names)s). Wanted: all embedded."),
        "active": _("Active content was found (%(name)s). Wanted: a file without it."),
        "embedded": _("The PDF carries other files inside. Wanted: a PDF without attachments."),
        "embedded_object": _("Found: an object of another program (%(name)s). Wanted: a picture."),
        "external": _("Found: a part fetched from elsewhere (%(name)s). Wanted: all in the file."),
    }


def _archives() -> dict[str, str]:
    return {
        "empty_zip": _("The archive is empty."),
        "too_many_members": _("Found: %(members)s files inside. Wanted: at most %(limit)s."),
        "bomb": _("Found: %(unpacked)s when unpacked. Wanted: at most %(limit)s."),
        "locked_zip": _("“%(name)s” is locked by a password. Wanted: an archive without one."),
        "outside": _("“%(name)s” points outside the archive. Wanted: plain names and folders."),
        "twice": _("“%(name)s” is in the archive twice."),
        "nested": _("Found: an archive within the archive. Wanted: the files themselves."),
    }


_MEMBER = Wanted(
    "",
    ("png", "jpeg", "webp", "avif", "heic", "svg", "pdf", "mp4", "webm", "pptx", "docx", "text"),
)
