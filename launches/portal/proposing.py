"""The files of a proposal: received like all others, and placed on no page until it is accepted."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from cms import wording
from cms.models import LaunchMaterial, LaunchPage
from launches import clock
from launches.domain import materials
from launches.enums import FileState
from launches.errors import FileRefused
from launches.files.quarantine import Upload
from launches.models import Launch, Material, Proposal, User
from launches.queries.slots import slots_of

from . import comparing, filing
from .comparing import Picture, Row
from .values import SAID

MOST = 40  # files in one proposal


@dataclass
class Files:
    """What a proposal would do to the files: public ids to be placed, and to be taken off."""

    put: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, proposal: Proposal | None) -> "Files":
        return cls(list(proposal.put), list(proposal.gone)) if proposal else cls()


@dataclass(frozen=True)
class Shown:
    """A proposal as it is read: words that differ, files that would go and come."""

    proposal: Proposal
    rows: list[Row]
    gone: list[Picture]
    new: list[Picture]


def shown(proposals: Iterable[Proposal], launch: Launch) -> list[Shown]:
    """Each with what it would change; the files of all in two queries."""
    rows = list(proposals)
    files = comparing.pictures_of(launch, {uid for one in rows for uid in [*one.put, *one.gone]})
    return [
        Shown(
            one,
            comparing.rows_of(one.was, one.values, launch=launch),
            [files[uid] for uid in one.gone if uid in files],
            [files[uid] for uid in one.put if uid in files],
        )
        for one in rows
    ]


def receive(
    launch: Launch, files: MultiValueDict, kept: Files, *, by: User
) -> tuple[Files, dict[str, str]]:
    """Check what came with the form; the files to propose, and {"materials.<slot>": what is wrong}.

    In a place for one file a newly proposed one takes the place of that proposed before.
    """
    put = dict(_ready(launch, kept.put).values_list("uid", "slot"))

    def propose(slot: str, upload: Upload) -> None:
        wanted = filing.wanted_in(launch, slot)
        former = [uid for uid, place in put.items() if place == slot and wanted.single]
        if len(put) - len(former) >= MOST:
            raise FileRefused(_("A proposal brings at most %(most)d files.") % {"most": MOST})
        made = materials.receive(launch, wanted=wanted, upload=upload, by=by, at=clock.now())
        for uid in former:
            del put[uid]
        put[made.uid] = slot

    refused = filing.each(files, propose)
    return Files(list(put), kept.gone), refused


def applied(page: LaunchPage, files: Files, values: dict[str, str]) -> LaunchPage:
    """The page as it would be, not saved: files taken off, others placed, then the words.

    Raises FileRefused where a place is full or is not there any more.
    """
    rows = list(page.placed_materials.all())
    uids = wording.uids_of(rows)
    page.placed_materials.remove(*(row for row in rows if uids[row.material_id] in files.gone))
    found = {row.uid: row for row in _ready(page.launch, files.put)}
    there = {row.material_id for row in page.placed_materials.all()}
    for uid in files.put:
        material = found.get(uid)
        if material and material.pk not in there:
            filing.place(page, material, filing.wanted_in(page.launch, material.slot))
    page.write(values)
    return page


def beside(page: LaunchPage, put: Iterable[str]) -> set[str]:
    """Lay proposed files beside those on the page, for the form; the ids of those on it.

    In a place for one file the proposed one begins with the words of the one it would replace.
    """
    rows = list(page.placed_materials.all())
    found = list(_ready(page.launch, put))
    slots = slots_of(page.launch) if found else {}
    for material in found:
        new = LaunchMaterial(slot=material.slot, material=material, sort_order=len(rows))
        former = [row for row in rows if row.slot == material.slot]
        if former and material.slot in slots and slots[material.slot].single:
            for name in SAID:
                setattr(new, name, getattr(former[0], name))
        page.placed_materials.add(new)
    return set(wording.uids_of(rows).values())


def _ready(launch: Launch, uids: Iterable[str]):
    return Material.objects.filter(launch=launch, state=FileState.READY, uid__in=list(uids)[:MOST])
