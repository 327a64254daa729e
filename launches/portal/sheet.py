"""What the launch editor draws: columns of fields, slots of files, gaps and requests."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from cms.models import LaunchPage, LaunchText
from launches.content import clean_html
from launches.enums import FileState, Slot
from launches.models import ChangeRequest, Launch, Material

from . import languages, moment
from .saving import Outcome
from .values import IDENTITY, PROSE, SAID, WORDS, Spec, Values, label_of

SINGLE = {Slot.HERO, Slot.LOGO, Slot.STAGE_SLIDE, Slot.PRESS_KIT}
SHOWN_SLOTS = [Slot.HERO, Slot.GALLERY, Slot.LOGO, Slot.SPEC_SHEET]
ACCEPTED = {
    Slot.SPEC_SHEET: ".pdf,application/pdf",
    Slot.PRESS_KIT: ".zip,application/zip",
}
PICTURES = "image/jpeg,image/png,image/webp,image/avif,image/heic"


@dataclass
class Field:
    """One input: what is in it, what is wrong with it, what the editors asked."""

    name: str
    spec: Spec
    value: str
    error: str = ""
    theirs: str | None = None
    points: list[ChangeRequest] = field(default_factory=list)
    html: str = ""

    @property
    def label(self) -> object:
        return self.spec.label

    @property
    def full_label(self) -> str:
        return label_of(self.name)


@dataclass
class Column:
    """One language."""

    code: str
    name: str
    direction: str
    required: bool
    fields: list[Field]


@dataclass
class Placed:
    """One file in its slot."""

    material: Material
    fields: list[Field]
    thumb: object = None


@dataclass
class Place:
    """One slot with its files."""

    slot: str
    label: object
    help: str
    accept: str
    single: bool
    placed: list[Placed]
    error: str = ""
    points: list[ChangeRequest] = field(default_factory=list)


class Sheet:
    """The whole editor for one launch; `typed` wins over what is stored."""

    def __init__(
        self,
        launch: Launch,
        page: LaunchPage,
        stored: Values,
        *,
        typed: dict[str, object] | None = None,
        outcome: Outcome | None = None,
        errors: dict[str, str] | None = None,
    ) -> None:
        self.launch, self.page, self.stored = launch, page, stored
        self.typed, self.outcome = typed or {}, outcome
        self.errors = {**(outcome.errors if outcome else {}), **(errors or {})}
        self.points = _by_field(launch.change_requests.filter(resolved_at=None).order_by("pk"))

    def field(self, name: str, spec: Spec) -> Field:
        value = self.typed.get(name, self.stored.get(name, ""))
        conflicts = self.outcome.conflicts if self.outcome else {}
        return Field(
            name,
            spec,
            value if isinstance(value, str) else "",
            self.errors.get(name, ""),
            conflicts[name][1] if name in conflicts else None,
            self.points.get(name, []),
        )

    def identity(self) -> list[Field]:
        return [self.field(name, spec) for name, spec in IDENTITY.items()]

    def columns(self) -> list[Column]:
        required = self.launch.forum.required_languages
        return [self._column(text, required) for text in self.page.texts.all()]

    def _column(self, text: LaunchText, required: list[str]) -> Column:
        code = text.language
        fields = [self.field(f"texts.{code}.{name}", spec) for name, spec in WORDS.items()]
        for name, drawn in zip(WORDS, fields, strict=True):
            drawn.html = clean_html(getattr(text, name)) if name in PROSE else ""
        name = languages.language_name(code)
        return Column(code, name, languages.direction(code), code in required, fields)

    def conflicts(self) -> list[tuple[str, str]]:
        """Fields that somebody else changed too: (name, label)."""
        return [(name, label_of(name)) for name in self.outcome.conflicts] if self.outcome else []

    def wrong(self) -> list[tuple[str, str, str]]:
        """What could not be kept: (name, label, what is wrong)."""
        return [(name, label_of(name), text) for name, text in self.errors.items()]

    def general_points(self) -> list[ChangeRequest]:
        """Requests about the whole entry."""
        return self.points.get("", [])

    def offered_languages(self) -> list[tuple[str, str]]:
        return languages.offered_beside({text.language for text in self.page.texts.all()})

    def places(self) -> list[Place]:
        rows = list(self.page.placed_materials.all())
        found = Material.objects.prefetch_related("renditions").in_bulk(
            [row.material_id for row in rows]
        )
        used = {row.slot for row in rows}
        slots = [*SHOWN_SLOTS, *(slot for slot in Slot if slot in used - set(SHOWN_SLOTS))]
        return [self._place(slot, rows, found) for slot in slots]

    def _place(self, slot: Slot, rows: list, found: dict[int, Material]) -> Place:
        placed = [
            self.placed(found[row.material_id])
            for row in rows
            if row.slot == slot and row.material_id in found
        ]
        return Place(
            slot,
            slot.label,
            help_for(slot),
            ACCEPTED.get(slot, PICTURES),
            slot in SINGLE,
            placed,
            self.errors.get(f"materials.{slot}", ""),
            self.points.get(f"materials.{slot}", []),
        )

    def placed(self, material: Material) -> Placed:
        names = SAID if material.is_image else {"caption": SAID["caption"]}
        fields = [self.field(f"materials.{material.uid}.{name}", names[name]) for name in names]
        return Placed(material, fields, thumb_of(material))

    def moment(self) -> moment.Typed:
        now = moment.typed_of(self.launch)
        return moment.Typed(
            str(self.typed.get("release_mode", now.release_mode)),
            str(self.typed.get("opens_at", now.opens_at)),
        )


def thumb_of(material: Material) -> object | None:
    """The smallest square rendition of a ready picture, jpeg before others."""
    if material.state != FileState.READY:
        return None
    order = {"thumb": 0, "card": 1, "press": 2}
    rows = sorted(
        material.renditions.all(), key=lambda row: (order.get(row.role, 9), row.format != "jpeg")
    )
    return rows[0] if rows else None


def help_for(slot: str) -> str:
    """What is wanted in a slot."""
    return {
        Slot.HERO: _("The picture everybody sees first. Landscape, at least 1920 pixels wide."),
        Slot.GALLERY: _("More pictures: in use, details, people."),
        Slot.LOGO: _("On a transparent ground if you have it (PNG)."),
        Slot.SPEC_SHEET: _("Technical data as PDF."),
    }.get(slot, "")


def _by_field(points: Iterable[ChangeRequest]) -> dict[str, list[ChangeRequest]]:
    found: dict[str, list[ChangeRequest]] = {}
    for point in points:
        found.setdefault(point.field, []).append(point)
    return found


def anchors(missing: dict[str, str], page: LaunchPage) -> list[tuple[str, str]]:
    """Gaps as (id of the input to go to, sentence)."""
    heroes = [row for row in page.placed_materials.all() if row.slot == Slot.HERO]
    return [(anchor(name, heroes), text) for name, text in missing.items()]


def anchor(name: str, heroes: list) -> str:
    """The id of the input a name belongs to; the first hero's field for materials.hero.alt."""
    parts = name.split(".")
    if name == "materials.hero.alt" and heroes:
        return f"f-materials.{heroes[0].material.uid}.alt"
    if parts[0] == "materials" and parts[1:2] and parts[1] in Slot.values:
        return f"f-materials.{parts[1]}"
    return f"f-{name}"
