"""Two versions beside each other, as pages draw them: words word by word, files as pictures."""

from dataclasses import dataclass

from cms.models import LaunchPage
from launches import answers, differences
from launches.differences import Piece
from launches.enums import Slot
from launches.models import Launch, Material, Question
from launches.queries import call

from . import answering, languages
from .places import thumb_of
from .values import SAID, label_of


@dataclass(frozen=True)
class Row:
    """One field that differs."""

    label: str
    pieces: list[Piece]
    lang: str = ""
    direction: str = "auto"


@dataclass(frozen=True)
class Picture:
    """A file that only one of the two has: its slot, and its small picture if it has one."""

    slot: str
    material: Material
    thumb: object | None


@dataclass(frozen=True)
class Comparison:
    rows: list[Row]
    gone: list[Picture]
    new: list[Picture]

    def __bool__(self) -> bool:
        return bool(self.rows or self.gone or self.new)


def rows_of(before: dict[str, str], after: dict[str, str], *, launch: Launch) -> list[Row]:
    """The fields of two flat tables that differ, each with what it is called.

    Answers are shown in words, as the launch's questions have them today.
    """
    changes = differences.changes(before, after)
    asked = call.named(launch) if any(answering.is_answer(one.name) for one in changes) else {}
    return [
        _answer(change, asked[change.name]) if change.name in asked else _row(change)
        for change in changes
    ]


def _row(change: differences.Change) -> Row:
    kind, _dot, rest = change.name.partition(".")
    code = rest.split(".")[0] if kind == "texts" else ""
    direction = languages.direction(code) if code else "auto"
    return Row(label_of(change.name), change.pieces, code, direction)


def _answer(change: differences.Change, question: Question) -> Row:
    return Row(str(question), answers.differing(question, change))


def compare(before: LaunchPage, after: LaunchPage) -> Comparison:
    """Everything that differs between two versions of a page, in a fixed number of queries."""
    old, new = _slots(before), _slots(after)
    only = old.items() ^ new.items()
    found = Material.objects.prefetch_related("renditions").in_bulk([pk for pk, _slot in only])
    words = rows_of(_words(before, set(new)), _words(after, set(old)), launch=after.launch)
    return Comparison(
        words,
        _pictures(old.items() - new.items(), found),
        _pictures(new.items() - old.items(), found),
    )


def _slots(page: LaunchPage) -> dict[int, str]:
    return {row.material_id: row.slot for row in page.placed_materials.all()}


def _words(page: LaunchPage, shared: set[int]) -> dict[str, str]:
    """All texts, and the answers; what is said of files only where both have the file."""
    values = {
        name: text
        for name, text in differences.flat(page.content()).items()
        if not name.startswith("materials.")
    }
    for row in page.placed_materials.all():
        if row.material_id in shared:
            said = {f"materials.{row.material_id}.{name}": getattr(row, name) for name in SAID}
            values |= said
    return values


def pictures_of(launch: Launch, uids: set[str]) -> dict[str, Picture]:
    """{public id: its picture} of files of an entry, in two queries for any number."""
    found = Material.objects.filter(launch=launch, uid__in=uids).prefetch_related("renditions")
    return {
        one.uid: Picture(str(Slot(one.slot).label), one, thumb_of(one))
        for one in (found if uids else ())
    }


def _pictures(pairs: set[tuple[int, str]], found: dict[int, Material]) -> list[Picture]:
    return [
        Picture(str(Slot(slot).label), found[pk], thumb_of(found[pk]))
        for pk, slot in sorted(pairs)
        if pk in found
    ]
