"""The places for files as the editor draws them: what is wanted, what is there, what is wrong."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from cms.models import LaunchMaterial, LaunchPage
from launches import clock
from launches.enums import FileState, Slot
from launches.files.slots import Wanted
from launches.models import ChangeRequest, Launch, Material
from launches.queries.slots import Slots
from launches.readiness import rights

from .facts import facts_of, notes_of
from .fields import Field

ACCEPTED = {
    "png": "image/png",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "avif": "image/avif",
    "heic": "image/heic,.heic",
    "svg": "image/svg+xml",
    "pdf": "application/pdf,.pdf",
    "mp4": "video/mp4",
    "mov": "video/quicktime,.mov",
    "webm": "video/webm",
    "pptx": ".pptx",
    "docx": ".docx",
    "zip": "application/zip,.zip",
}
WORDS = ("alt", "caption", "credit")
RIGHTS = ("licence", "licence_note", "licence_until", "model_release", "model_release_until")


@dataclass
class Placed:
    """One file in its slot: its words, its rights, and what to beware of."""

    material: Material
    words: list[Field]
    rights: list[Field]
    thumb: object = None
    warnings: list[str] = field(default_factory=list)
    cropped: bool = False

    @property
    def fields(self) -> list[Field]:
        return [*self.words, *self.rights]

    @property
    def rights_open(self) -> bool:
        """Whether something about the rights is to be seen at once."""
        return any(one.value or one.error or one.points for one in self.rights)

    @property
    def facts(self) -> list[str]:
        return facts_of(self.material)

    @property
    def members(self) -> list[dict]:
        return self.material.facts.get("members", [])


@dataclass
class Place:
    """One slot with its files."""

    wanted: Wanted
    placed: list[Placed]
    error: str = ""
    points: list[ChangeRequest] = field(default_factory=list)

    @property
    def slot(self) -> str:
        return self.wanted.slot

    @property
    def label(self) -> object:
        return Slot(self.slot).label

    @property
    def help(self) -> str:
        return self.wanted.help or help_for(self.slot)

    @property
    def accept(self) -> str:
        return ",".join(ACCEPTED[kind] for kind in self.wanted.kinds)

    @property
    def single(self) -> bool:
        return self.wanted.single

    @property
    def full(self) -> bool:
        return len(self.placed) >= self.wanted.most


Files = list[tuple[LaunchMaterial, Material]]


def files_of(page: LaunchPage, slots: Slots) -> list[tuple[Wanted, Files]]:
    """Each place with its files in order, in two queries for any number.

    The places on offer, and any that holds a file from before the rules changed.
    """
    rows = list(page.placed_materials.all())
    found = Material.objects.prefetch_related("renditions").in_bulk(
        [row.material_id for row in rows]
    )
    used = {row.slot for row in rows}
    return [
        (
            slots.get(slot) or Wanted(slot, (), most=0),
            [
                (row, found[row.material_id])
                for row in rows
                if row.slot == slot and row.material_id in found
            ],
        )
        for slot in Slot.values
        if slot in slots or slot in used
    ]


def warnings_of(launch: Launch, row: LaunchMaterial, material: Material) -> list[str]:
    """What may trouble a reader of this file, in words."""
    said, now = row.said(), clock.now()
    ending = rights.warnings(said, opens_at=launch.opens_at, forum=launch.forum, at=now)
    return [*ending, *notes_of(material)]


def thumb_of(material: Material, crops: str = "") -> object | None:
    """The smallest square rendition of a ready picture, jpeg before others."""
    if material.state != FileState.READY:
        return None
    order = {"thumb": 0, "card": 1, "press": 2}
    rows = sorted(
        material.renditions_for(crops),
        key=lambda row: (order.get(row.role, 9), row.format != "jpeg"),
    )
    return rows[0] if rows else None


def help_for(slot: str) -> str:
    """What a slot is for."""
    return {
        Slot.HERO: _("The picture everybody sees first, in landscape."),
        Slot.GALLERY: _("More pictures: in use, details, people."),
        Slot.LOGO: _("On a transparent ground if you have it."),
        Slot.STAGE_SLIDE: _("Shown on the big screen behind the speaker."),
        Slot.B_ROLL: _("Moving pictures without words over them, for newsrooms and the stage."),
        Slot.SPEC_SHEET: _("Technical data."),
        Slot.PRESENTATION: _("The slides of your talk."),
        Slot.DOCUMENT: _("Background, biographies, questions and answers."),
        Slot.PRESS_KIT: _("Everything for the press in one archive."),
    }.get(slot, "")
