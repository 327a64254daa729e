"""Saving what a company typed: a new revision each time, and nobody's words lost."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from cms.models import LaunchPage
from launches import rules
from launches.domain import editing
from launches.errors import NotAllowed
from launches.models import Launch, User

from .values import BadValue, Values, apply, cleaned, values_of


@dataclass
class Outcome:
    """What became of a save.

    `revision` is the latest now. `conflicts` are {field: (mine, theirs)} that both
    changed; then nothing was stored. `news` is what others changed meanwhile;
    `by` and `at` tell who saved last and when. `errors` are fields not stored.
    """

    revision: int
    conflicts: dict[str, tuple[str, str]] = field(default_factory=dict)
    news: Values = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    by: User | None = None
    at: datetime | None = None


def open_page(launch: Launch) -> LaunchPage:
    """The latest words of a launch, as an object that can be edited."""
    return LaunchPage.objects.get(launch=launch).get_latest_revision_as_object()


def save(launch: Launch, *, based_on: int, typed: dict[str, object], by: User) -> Outcome:
    """Store typed values that were made on top of revision `based_on`.

    Where somebody saved meanwhile, fields that only one of the two changed are
    joined; fields that both changed are a conflict, and nothing is stored. Values
    that cannot be kept are named in `errors` and the others stored. Raises
    NotAllowed where the person may not write (any more).
    """
    mine, errors = _clean(typed)
    with transaction.atomic():
        locked = editing.lock(launch)
        if not rules.may_edit(by, locked):
            raise NotAllowed()
        page = open_page(locked)
        theirs = values_of(page)
        outcome = Outcome(page.latest_revision_id, errors=errors, at=locked.edited_at)
        if based_on != page.latest_revision_id:
            _compare(outcome, page, mine, theirs, based_on)
            outcome.by = locked.last_editor
        if not outcome.conflicts:
            wanted = {name: text for name, text in mine.items() if name not in outcome.news}
            outcome.revision = _store(page, wanted, theirs, by)
    return outcome


def _clean(typed: dict[str, object]) -> tuple[Values, dict[str, str]]:
    mine, errors = {}, {}
    for name, value in typed.items():
        try:
            mine[name] = cleaned(name, value)
        except BadValue as error:
            errors[name] = str(error)
    return mine, errors


def _compare(
    outcome: Outcome, page: LaunchPage, mine: Values, theirs: Values, based_on: int
) -> None:
    """Fill in what both changed and what only others changed, seen from the base."""
    base = _values_at(page, based_on)
    changed = {name for name, text in theirs.items() if base.get(name, "") != text}
    for name in changed & set(mine):
        if mine[name] == theirs[name]:
            continue
        if mine[name] == base.get(name, ""):
            outcome.news[name] = theirs[name]
        else:
            outcome.conflicts[name] = (mine[name], theirs[name])
    outcome.news.update({name: theirs[name] for name in changed - set(mine)})


def _values_at(page: LaunchPage, revision: int) -> Values:
    """The values of an earlier revision of this page; empty for one it never had."""
    found = page.revisions.filter(pk=revision).first()
    return values_of(found.as_object()) if found else {}


def _store(page: LaunchPage, wanted: Values, now: Values, by: User) -> int:
    if all(now.get(name, text) == text for name, text in wanted.items()):
        return page.latest_revision_id
    apply(page, wanted)
    return page.save_revision(user=by, clean=False).pk


def change_page(launch: Launch, change: Callable[[LaunchPage], object], *, by: User) -> int:
    """Change the latest words' structure (a language, a material) and save a revision.

    `change` gets the page and returns False where nothing is to be stored.
    """
    with transaction.atomic():
        locked = editing.lock(launch)
        if not rules.may_edit(by, locked):
            raise NotAllowed()
        page = open_page(locked)
        if change(page) is False:
            return page.latest_revision_id
        return page.save_revision(user=by, clean=False).pk
