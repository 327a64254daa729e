"""What the launch editor draws: columns of fields, slots of files, gaps and requests."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.auth.models import AnonymousUser
from django.utils.functional import cached_property

from cms.models import LaunchMaterial, LaunchPage, LaunchText
from cms.wording import PROSE
from launches.content import clean_html
from launches.models import ChangeRequest, EntryType, Launch, LengthLimit, Material, User
from launches.queries.room import Room, room_of
from launches.queries.slots import slots_of
from launches.readiness import limit_for

from . import asking, languages, marking, moment, places
from .fields import Field
from .places import Place, Placed
from .saving import Outcome
from .values import IDENTITY, SAID, WORDS, Spec, Values, label_of


@dataclass
class Column:
    """One language."""

    code: str
    name: str
    direction: str
    required: bool
    fields: list[Field]
    is_original: bool = False

    @property
    def older(self) -> int:
        return self._lagging("older")

    @property
    def empty(self) -> int:
        return self._lagging("empty")

    def _lagging(self, lag: str) -> int:
        """How many of its texts lag behind the original in this way."""
        return sum(field.mark is not None and field.mark["lag"] == lag for field in self.fields)


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
        reader: User | None = None,
    ) -> None:
        self.launch, self.page, self.stored = launch, page, stored
        self.reader = reader or AnonymousUser()
        self.typed, self.outcome = typed or {}, outcome
        self.errors = {**(outcome.errors if outcome else {}), **(errors or {})}
        self.marks = marking.told(page, launch)
        self.points = _by_field(launch.change_requests.filter(resolved_at=None).order_by("pk"))

    @cached_property
    def limits(self) -> tuple[LengthLimit, ...]:
        return tuple(self.launch.forum.length_limits.all())

    def field(self, name: str, spec: Spec) -> Field:
        value = self.typed.get(name, self.stored.get(name, ""))
        return Field(
            name,
            spec,
            value if isinstance(value, str) else "",
            self.errors.get(name, ""),
            self.theirs.get(name),
            self.points.get(name, []),
            mark=self.marks.get(name),
        )

    def identity(self) -> list[Field]:
        return [self.field(name, spec) for name, spec in IDENTITY.items()]

    def questions(self) -> list[asking.Asked]:
        """What the call asks of this entry beside the words."""
        return [
            asking.drawn(
                question,
                self.field(f"answers.{question.key}", asking.spec_for(question)),
                by=self.reader,
            )
            for question in self.page.asked
        ]

    def columns(self) -> list[Column]:
        required = self.launch.forum.required_languages
        return [self._column(text, required) for text in self.page.texts.all()]

    def _column(self, text: LaunchText, required: list[str]) -> Column:
        code = text.language
        fields = [self.field(f"texts.{code}.{name}", spec) for name, spec in WORDS.items()]
        for name, drawn in zip(WORDS, fields, strict=True):
            drawn.html = clean_html(getattr(text, name)) if name in PROSE else ""
            drawn.most = limit_for(self.limits, name, code)
            drawn.language = code
        name = languages.language_name(code)
        direction = languages.direction(code)
        return Column(code, name, direction, code in required, fields, code == self._original)

    @property
    def _original(self) -> str:
        codes = [text.language for text in self.page.texts.all()]
        return self.page.original if self.page.original in codes else next(iter(codes), "")

    def fallbacks(self) -> list[languages.Fallback]:
        """Who would see which language of these words."""
        said = self.page.content().words
        return languages.fallbacks([words.language for words in said if not words.is_silent])

    @cached_property
    def stored_beside(self) -> Values:
        """What is stored of the moment, the type and the wishes."""
        return moment.values_of(self.launch)

    @cached_property
    def beside(self) -> Values:
        """The same as it stands in the fields."""
        return {name: str(self.typed.get(name, text)) for name, text in self.stored_beside.items()}

    @cached_property
    def theirs_beside(self) -> Values:
        """What somebody else has chosen there meanwhile, in words."""
        return {
            name: moment.in_words(self.launch, name, text)
            for name, text in self.theirs.items()
            if name in moment.NAMES
        }

    @cached_property
    def theirs(self) -> Values:
        """What somebody else has saved in fields that this person changed too."""
        found = self.outcome.conflicts if self.outcome else {}
        return {name: conflict.theirs for name, conflict in found.items()}

    def entry_types(self) -> list[EntryType]:
        """The types on offer, and the entry's own where it is offered no more."""
        own = self.launch.entry_type_id
        return [
            row for row in self.launch.forum.entry_types.all() if row.is_offered or row.pk == own
        ]

    @property
    def type_is_fixed(self) -> bool:
        return self.launch.submitted_at is not None

    def days(self) -> list[date]:
        """The days of the forum."""
        forum = self.launch.forum
        count = (forum.ends_on - forum.starts_on).days + 1
        return [forum.starts_on + timedelta(days=number) for number in range(min(count, 60))]

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
        return [
            Place(
                wanted,
                [self.placed(row, material) for row, material in files],
                self.errors.get(f"materials.{wanted.slot}", ""),
                self.points.get(f"materials.{wanted.slot}", []),
            )
            for wanted, files in places.files_of(self.page, slots_of(self.launch))
        ]

    def said_files(self) -> list[tuple[Place, Placed]]:
        """Every file with its place, to be read and not written."""
        return [(place, placed) for place in self.places() for placed in place.placed]

    def placed(self, row: LaunchMaterial, material: Material) -> Placed:
        words = places.WORDS if material.is_image else places.WORDS[1:]
        return Placed(
            material,
            [self._said(material, name) for name in words],
            [self._said(material, name) for name in places.RIGHTS],
            places.thumb_of(material, row.crops),
            places.warnings_of(self.launch, row, material),
            bool(row.crops),
        )

    def _said(self, material: Material, name: str) -> Field:
        return self.field(f"materials.{material.uid}.{name}", SAID[name])

    def room(self) -> Room:
        """How much room the company has for files."""
        return room_of(self.launch.company)


def _by_field(points: Iterable[ChangeRequest]) -> dict[str, list[ChangeRequest]]:
    found: dict[str, list[ChangeRequest]] = {}
    for point in points:
        found.setdefault(point.field, []).append(point)
    return found
