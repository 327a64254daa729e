"""What would keep a launch of a slate from opening well: found by reading, changing nothing.

A fixed number of queries however many launches there are, and one look at the disk a file.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.storage import storages
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from launches import clock
from launches.content import Content, Words, language_name
from launches.enums import Mender, State, Strictness
from launches.models import Cue, Edition, EditionFile, Launch, Slate, SlatePage
from launches.models.edition import LATEST
from launches.models.launch import released
from launches.queries import glossary, signoffs
from launches.queries.slates import members_of
from launches.readiness import naming, rights

HELD = {Strictness.WARN, Strictness.REFUSE}  # names are held against the glossary at all
REFERENCE = re.compile(r"/launches/([-\w]+)/")


@dataclass(frozen=True)
class Problem:
    """One sentence about one launch, and who can mend it. Grave ones keep the slate closed."""

    launch: Launch | None
    what: str
    mender: Mender
    grave: bool = True
    page: SlatePage | None = None  # where it is about a page of the site and no launch

    @property
    def uid(self) -> str:
        about = self.launch or self.page
        return about.uid if about else ""


# How the site looks at its pages: (row, with_it={page ids}, languages=[codes]) -> sentences.
Look = Callable[..., Iterable[str]]
LOOKS: list[Look] = []


@dataclass(frozen=True, eq=False)
class Member:
    """A launch with what readers would get, as plain values."""

    launch: Launch
    edition: Edition
    document: dict[str, Any]
    opens_at: datetime

    @property
    def corrects(self) -> bool:
        """Whether it is a newer version of what is open already."""
        stands_from = self.edition.stands_from
        return stands_from is None or stands_from > clock.now()


def problems(slate: Slate, *, opens_at: datetime, grave_only: bool = False) -> list[Problem]:
    """Everything that is in the way of opening it at this instant, by launch.

    `grave_only` leaves out names that are no more than warned of, which cost the most.
    """
    launches = list(members_of(slate))
    editions = Edition.objects.filter(LATEST, launch__in=launches).defer("listing", "words")
    current = {edition.launch_id: edition for edition in editions.order_by("number")}
    found = [one for launch in launches for one in _approval(launch, current.get(launch.pk))]
    members = [
        Member(launch, edition, json.loads(edition.document), opens_at)
        for launch in launches
        if launch.state == State.APPROVED and (edition := current.get(launch.pk))
    ]
    for member in members:
        found += [*_languages(member), *_licences(member), *_pictures(member), *_signed(member)]
    found += _names(members, {Strictness.REFUSE} if grave_only else HELD)
    found += [*_files(members), *_references(members, opens_at), *_slots(members, opens_at)]
    order = {launch.pk: place for place, launch in enumerate(launches)}
    found.sort(key=lambda one: order[one.launch.pk] if one.launch else 0)
    return found + list(_pages(slate))


def _pages(slate: Slate) -> Iterator[Problem]:
    rows = list(slate.pages.all())
    for row in rows:
        for look in LOOKS:
            with_it = {one.page for one in rows}
            for what in look(row, with_it=with_it, languages=slate.forum.required_languages):
                yield Problem(None, what, Mender.DESK, page=row)


def _approval(launch: Launch, edition: Edition | None) -> Iterator[Problem]:
    if launch.state != State.APPROVED or edition is None:
        what = _("It is not approved: the entry is “%(state)s”.")
        yield Problem(launch, what % {"state": State(launch.state).label}, Mender.DESK)
    elif launch.latest_revision != launch.approved_revision:
        what = _("A newer version is not approved yet. Approve it, or bring the old one back.")
        yield Problem(launch, what, Mender.DESK)
    elif edition.is_read(at=clock.now()):
        what = _("It is open already, and no correction of it waits. Prepare one, or take it off.")
        yield Problem(launch, what, Mender.DESK)


def _languages(member: Member) -> Iterator[Problem]:
    for code in member.launch.forum.required_languages:
        if code not in member.document["texts"]:
            what = _("The words in %(language)s are missing.") % {"language": language_name(code)}
            yield Problem(member.launch, what, Mender.COMPANY)


def _licences(member: Member) -> Iterator[Problem]:
    opens = member.opens_at.astimezone(member.launch.forum.tz).date()
    for row in member.document["materials"]:
        last = rights.day_of(row.get("licence_until") or "")
        if last and last < opens:
            what = _("The licence of “%(file)s” ends on %(last)s, before it opens.")
            values = {"file": row["name"], "last": date_format(last)}
            yield Problem(member.launch, what % values, Mender.COMPANY)


def _pictures(member: Member) -> Iterator[Problem]:
    for row in member.document["materials"]:
        is_picture = row["content_type"].startswith("image/") and row["width"]
        if is_picture and not row["renditions"]:
            what = _("“%(file)s” has not been rendered.") % {"file": row["name"]}
            yield Problem(member.launch, what, Mender.HOUSE)


def _signed(member: Member) -> Iterator[Problem]:
    offices = member.launch.forum.sign_offs_to_approve
    words = tuple(Words(code, "") for code in member.document["texts"])
    content = Content(member.edition.product, words=words)
    for what in signoffs.lacking(member.launch, content, offices).values():
        yield Problem(member.launch, what, Mender.COMPANY)


def _names(members: list[Member], strictness: set[Strictness]) -> Iterator[Problem]:
    """As strict as the forum has it: a warning, or what keeps the slate closed."""
    held = [one for one in members if one.launch.forum.names_at_approval in strictness]
    said = {one.launch.pk: _words_of(one) for one in held}
    names = glossary.names_of([one.launch for one in held], said) if held else {}
    for member in held:
        launch, forum = member.launch, member.launch.forum
        grave = forum.names_at_approval == Strictness.REFUSE
        found = naming.remarks(said[launch.pk], names[launch.pk], forum.required_languages)
        for what in found.values():
            yield Problem(launch, what, Mender.COMPANY, grave)


def _words_of(member: Member) -> Content:
    words = tuple(Words(code, **said) for code, said in member.document["texts"].items())
    return Content(member.edition.product, member.edition.product_native, words=words)


def _files(members: list[Member]) -> Iterator[Problem]:
    launches = {member.edition.pk: member.launch for member in members}
    storage = storages["private"]
    files = EditionFile.objects.filter(edition__in=launches).only(
        "stored", "name", "edition_id", "role", "lacks_release"
    )
    for file in files:
        if file.lacks_release and file.role == "original":
            what = _("The model release of “%(file)s” is missing.") % {"file": file.name}
            yield Problem(launches[file.edition_id], what, Mender.COMPANY)
        if not storage.exists(file.stored):
            what = _("The file “%(file)s” is not on the disk.") % {"file": file.name}
            yield Problem(launches[file.edition_id], what, Mender.HOUSE)


def _references(members: list[Member], opens_at: datetime) -> Iterator[Problem]:
    """Words that lead to a launch which is still hidden then would tell of it."""
    named = {
        member: set(REFERENCE.findall(json.dumps(member.document["texts"]))) for member in members
    }
    wanted = set().union(*named.values()) if named else set()
    here = [member.launch.pk for member in members]
    hidden = Launch.objects.filter(Q(slug__in=wanted) | Q(uid__in=wanted)).exclude(pk__in=here)
    hidden = hidden.exclude(released(opens_at))
    for other in hidden if wanted else []:
        for member, names in named.items():
            if {other.slug, other.uid} & names:
                what = _("It refers to “%(product)s”, which is hidden then.")
                yield Problem(member.launch, what % {"product": other.product}, Mender.DESK)


def _slots(members: list[Member], opens_at: datetime) -> Iterator[Problem]:
    """Only of what opens: a correction changes nothing on stage."""
    opening = [member for member in members if not member.corrects]
    launches = {member.launch.pk: member.launch for member in opening}
    cues = Cue.objects.filter(launch__in=launches, starts_at__gt=opens_at)
    for cue in cues.select_related("rundown__stage"):
        launch = launches[cue.launch_id or 0]
        local = cue.starts_at.astimezone(launch.forum.tz)
        what = _("Its slot on %(stage)s is later: %(at)s.") % {
            "stage": cue.rundown.stage,
            "at": f"{date_format(local)} {date_format(local, 'H:i')}",
        }
        yield Problem(launch, what, Mender.STAGE, grave=False)
