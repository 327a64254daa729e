"""The versions of a launch's words: who saved them, when, by which door; and bringing one back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models.fields.json import KT
from django.utils.translation import gettext as _
from wagtail.models import Revision

from cms.models import LaunchMaterial, LaunchPage
from launches import rules
from launches.domain import editing
from launches.domain.submission import edited_since
from launches.enums import Door, FileState
from launches.errors import NotAllowed, UnveilError
from launches.models import Launch, Material, User

from .names import namer

LONGEST = 500  # revisions looked at; a launch with more shows its newest
SITTING = timedelta(minutes=15)


@dataclass
class Version:
    """One version in the list; `saves` are the saves of one sitting that it stands for."""

    revision: int
    at: datetime
    who: str
    door: str
    marks: list[str]
    is_latest: bool = False
    saves: int = 1
    user: int | None = None


def versions_of(launch: Launch) -> list[Version]:
    """The newest first. Saves of one person in one sitting are one version, the last of them;
    what was handed in or approved always stands alone."""
    page = LaunchPage.objects.get(launch=launch)
    name, marks = namer(launch), _marks(launch)
    rows = page.revisions.select_related("user").defer("content").annotate(door=KT("content__door"))
    found: list[Version] = []
    for row in rows.order_by("-pk")[:LONGEST]:
        version = Version(
            row.pk,
            row.created_at,
            name(row.user),
            str(Door(row.door).label) if row.door in Door.values else "",
            marks.get(row.pk, []),
            row.pk == page.latest_revision_id,
            user=row.user_id,
        )
        if found and _one_sitting(found[-1], version):
            found[-1].saves += 1
        else:
            found.append(version)
    return found


def _one_sitting(later: Version, earlier: Version) -> bool:
    same = (later.user, later.door) == (earlier.user, earlier.door)
    return same and not earlier.marks and later.at - earlier.at < SITTING * later.saves


def _marks(launch: Launch) -> dict[int, list[str]]:
    """{revision: what it was}: handed in with which receipt, approved as which edition."""
    found: dict[int, list[str]] = {}
    for number, revision in launch.receipts.values_list("number", "revision"):
        found.setdefault(revision, []).append(_("Handed in: %(number)s") % {"number": number})
    for number, revision in launch.editions.values_list("number", "revision"):
        words = _("Approved: edition %(number)s") % {"number": number}
        found.setdefault(revision, []).append(words)
    return found


def pages_at(launch: Launch, revisions: Iterable[int]) -> list[LaunchPage]:
    """The page as it was in each of these revisions. Raises Launch.DoesNotExist for another's."""
    page = LaunchPage.objects.get(launch=launch)
    page.launch = launch
    wanted = list(revisions)
    found = page.revisions.in_bulk(wanted)
    if set(wanted) - set(found):
        raise Launch.DoesNotExist
    return [_as_it_was(page, found[pk]) for pk in wanted]


def _as_it_was(page: LaunchPage, revision: Revision) -> LaunchPage:
    then = page.said_in(revision.content)
    then.latest_revision = revision if revision.pk == page.latest_revision_id else None
    return then


def _still_there(page: LaunchPage) -> list[LaunchMaterial]:
    """Its files without those that the company has discarded since."""
    rows = list(page.placed_materials.all())
    named = Material.objects.filter(pk__in=[row.material_id for row in rows])
    there = set(named.exclude(state=FileState.DISCARDED).values_list("pk", flat=True))
    return [row for row in rows if row.material_id in there]


def restore(launch: Launch, *, revision: int, seen: int, by: User) -> int:
    """Bring a version back as a new one on top; the id of that. Nothing is rewritten.

    `seen` is the latest version that the person knew: a newer one raises Stale, so that a
    colleague's words do not vanish from sight. Raises UnveilError where it is the latest.
    """
    with transaction.atomic():
        locked = editing.lock(launch)
        if not rules.may_edit(by, locked):
            raise NotAllowed()
        if seen != locked.latest_revision:
            raise edited_since(locked)
        if revision == locked.latest_revision:
            raise UnveilError(_("This is the latest version already."))
        latest = LaunchPage.latest_of(launch)
        (then,) = pages_at(launch, [revision])
        then.latest_revision = latest.latest_revision
        then.placed_materials = _still_there(then)
        return then.save_revision(user=by, clean=False, door=Door.RESTORED).pk
