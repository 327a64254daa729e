"""Saving what a company typed: a new revision each time, and nobody's words lost."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from cms import traces
from cms.models import LaunchPage
from launches import rules
from launches.domain import editing
from launches.enums import Door
from launches.errors import NotAllowed
from launches.models import Launch, User

from . import answering
from .values import BadValue, Values, cleaned

LOOKED_BACK = 40  # revisions searched for who changed a field; beyond, it is who saved last


class Conflict(NamedTuple):
    """One field that both changed: the two texts, and who changed it and when."""

    mine: str
    theirs: str
    by: User | None = None
    at: datetime | None = None


@dataclass
class Outcome:
    """What became of a save.

    `page` is the latest now and `revision` its revision. `conflicts` are fields that
    both changed: these alone were not stored. `news` is what others changed meanwhile;
    `by` and `at` tell who saved last and when. `errors` are fields not stored.
    """

    page: LaunchPage
    conflicts: dict[str, Conflict] = field(default_factory=dict)
    news: Values = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    by: User | None = None
    at: datetime | None = None

    @property
    def revision(self) -> int:
        return self.page.latest_revision_id


def open_page(launch: Launch) -> LaunchPage:
    """The latest words of a launch, as an object that can be edited."""
    return LaunchPage.latest_of(launch)


def save(
    launch: Launch,
    *,
    based_on: int,
    typed: dict[str, object],
    by: User,
    confirmed: Iterable[str] = (),
) -> Outcome:
    """Store typed values that were made on top of revision `based_on`.

    Where somebody saved meanwhile, fields that only one of the two changed are joined;
    a field that both changed is a conflict and waits, with both texts told. Values that
    cannot be kept are named in `errors`; all others are stored. `confirmed` are names of
    translations that were found to be current. Raises NotAllowed where the person may
    not write (any more).
    """
    mine, errors = clean_all(typed)
    with transaction.atomic():
        locked = editing.lock(launch) if typed or confirmed else launch
        if not rules.may_edit(by, locked):
            raise NotAllowed()
        page = open_page(locked)
        theirs = page.values()
        mine, unanswered = answering.check(locked, mine, theirs, by=by)
        errors |= unanswered
        outcome = Outcome(page, errors=errors, at=locked.edited_at)
        if based_on != page.latest_revision_id:
            _compare(outcome, mine, theirs, based_on)
            outcome.by = locked.last_editor
        held = {*outcome.news, *outcome.conflicts}
        _store(page, {name: mine[name] for name in mine if name not in held}, theirs, confirmed, by)
    return outcome


def clean_all(typed: dict[str, object]) -> tuple[Values, dict[str, str]]:
    mine, errors = {}, {}
    for name, value in typed.items():
        try:
            mine[name] = cleaned(name, value)
        except BadValue as error:
            errors[name] = str(error)
    return mine, errors


def _compare(outcome: Outcome, mine: Values, theirs: Values, based_on: int) -> None:
    """Fill in what both changed and what only others changed, seen from the base."""
    base = _values_at(outcome.page, based_on)
    changed = {name for name, text in theirs.items() if base.get(name, "") != text}
    both = set()
    for name in changed & set(mine):
        if mine[name] == theirs[name]:
            continue
        if mine[name] == base.get(name, ""):
            outcome.news[name] = theirs[name]
        else:
            both.add(name)
    outcome.news.update({name: theirs[name] for name in changed - set(mine)})
    who = _who_changed(outcome.page, both, theirs, based_on)
    outcome.conflicts = {
        name: Conflict(mine[name], theirs[name], *who.get(name, (None, None))) for name in both
    }


def _values_at(page: LaunchPage, revision: int) -> Values:
    """The values of an earlier revision of this page; empty for one it never had."""
    found = page.revisions.filter(pk=revision).first()
    return page.said_in(found.content).values() if found else {}


def _who_changed(
    page: LaunchPage, names: set[str], now: Values, based_on: int
) -> dict[str, tuple[User | None, datetime]]:
    """{field: who gave it the text it has now, and when}, read back from the newest."""
    found: dict[str, tuple[User | None, datetime]] = {}
    if not names:
        return found
    rows = page.revisions.filter(pk__gt=based_on).select_related("user").order_by("-pk")
    for row in rows[:LOOKED_BACK]:
        values = page.said_in(row.content).values()
        here = {name for name in names if values.get(name, "") == now[name]}
        found |= dict.fromkeys(here, (row.user, row.created_at))
        names = here
        if not names:
            break
    return found


def _store(
    page: LaunchPage, wanted: Values, now: Values, confirmed: Iterable[str], by: User
) -> None:
    is_new = any(now.get(name, text) != text for name, text in wanted.items())
    if is_new:
        page.write(wanted)
    if traces.confirm(page, confirmed) or is_new:
        page.save_revision(user=by, clean=False, door=Door.PORTAL)


def change_page(
    launch: Launch,
    change: Callable[[LaunchPage], object],
    *,
    by: User,
    door: Door = Door.PORTAL,
) -> int:
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
        return page.save_revision(user=by, clean=False, door=door).pk
