"""What each place wants of a file, as one value; and the same in words.

The defaults stand here, so that a forum works before anybody sets rules of its own
(launches.models.SlotRule, joined by launches.queries.slots).
"""

from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from launches.enums import Slot
from launches.files import kinds

MEGABYTE = 1_000_000
IMAGES = ("png", "jpeg", "webp", "avif", "heic")
VIDEOS = ("mp4", "mov", "webm")
RIGHTS = ("alt", "credit", "licence", "model_release")


@dataclass(frozen=True)
class Wanted:
    """What one slot takes. 0, "" and () mean: no such bound.

    `least_width`, `least_height` in pixels; `aspect` as "16:9", kept within `tolerance`
    percent; `alpha`: the ground must be transparent; `most_seconds` for video, `most_pages`
    for papers and decks; `fonts`: every font must be embedded; `rights`: of RIGHTS, what
    must be said before the entry is handed in.
    """

    slot: str
    kinds: tuple[str, ...]
    required: bool = False
    most: int = 1
    most_bytes: int = 40 * MEGABYTE
    least_width: int = 0
    least_height: int = 0
    aspect: str = ""
    tolerance: float = 2.0
    alpha: bool = False
    most_seconds: int = 0
    most_pages: int = 0
    fonts: bool = False
    rights: tuple[str, ...] = field(default_factory=tuple)
    help: str = ""

    @property
    def single(self) -> bool:
        return self.most == 1

    def bounds(self) -> dict[str, Any]:
        """What the quarantine's process is told, as JSON."""
        return {**asdict(self), "contained": self.slot == Slot.LOGO}

    def words(self) -> str:
        """What is wanted, in a phrase: kinds, then every bound."""
        parts = [either([str(kinds.NAMES[kind]) for kind in self.kinds])]
        if self.least_width or self.least_height:
            size = {"width": self.least_width or 1, "height": self.least_height or 1}
            parts.append(_("at least %(width)d×%(height)d pixels") % size)
        if self.aspect:
            parts.append(_("%(aspect)s in shape") % {"aspect": self.aspect})
        if self.alpha:
            parts.append(_("on a transparent ground"))
        if self.most_seconds:
            parts.append(_("at most %(found)s long") % {"found": clock(self.most_seconds)})
        if self.most_pages:
            parts.append(_("at most %(most)d pages") % {"most": self.most_pages})
        if self.fonts:
            parts.append(_("with its fonts embedded"))
        parts.append(_("at most %(most)s") % {"most": megabytes(self.most_bytes)})
        return _(", ").join(parts)


def either(names: list[str]) -> str:
    """ "PNG, JPEG or PDF", in the reader's language."""
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s or %(last)s") % {"first": _(", ").join(names[:-1]), "last": names[-1]}


def megabytes(size: float) -> str:
    """Bytes as people read them: 12.3 MB, 500 MB."""
    found = size / MEGABYTE
    return f"{found:.0f} MB" if found >= 100 or found == int(found) else f"{found:.1f} MB"


def clock(seconds: float) -> str:
    """A length as players show it: 0:42, 3:00."""
    return f"{round(seconds) // 60}:{round(seconds) % 60:02d}"


DEFAULTS: dict[str, Wanted] = {
    one.slot: one
    for one in (
        Wanted(
            Slot.HERO,
            IMAGES,
            required=True,
            least_width=1600,
            least_height=900,
            rights=("alt",),
        ),
        Wanted(Slot.GALLERY, IMAGES, most=20, least_width=800, least_height=600),
        Wanted(
            Slot.LOGO,
            (*IMAGES, "svg"),
            most_bytes=10 * MEGABYTE,
            least_width=200,
            least_height=50,
        ),
        Wanted(Slot.STAGE_SLIDE, IMAGES, least_width=1280, least_height=720, aspect="16:9"),
        Wanted(
            Slot.B_ROLL,
            VIDEOS,
            most=3,
            most_bytes=500 * MEGABYTE,
            least_width=1280,
            least_height=720,
            most_seconds=180,
        ),
        Wanted(Slot.SPEC_SHEET, ("pdf",), most=5, most_bytes=50 * MEGABYTE, most_pages=300),
        Wanted(Slot.PRESENTATION, ("pptx", "pdf"), most_bytes=100 * MEGABYTE, most_pages=150),
        Wanted(Slot.DOCUMENT, ("docx", "pdf"), most=5, most_bytes=50 * MEGABYTE, most_pages=300),
        Wanted(Slot.PRESS_KIT, ("zip",), most_bytes=300 * MEGABYTE),
    )
}
