"""Assigns by a list: tried first, row by row, and then all rows or the good ones."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from launches import rules
from launches.errors import NotAllowed, UnveilError
from launches.importing.assignments import Row
from launches.models import Launch, User
from launches.queries import desk

from . import assigning


@dataclass
class Tried:
    """A row with whom and what it means; `fault` says why it cannot be done, "" if it can."""

    row: Row
    launch: Launch | None = None
    to: User | None = None
    fault: str = ""
    is_news: bool = True  # False: the person minds the entry already


def tried(rows: Iterable[Row], *, by: User) -> list[Tried]:
    """Each row as it would turn out, in a fixed number of queries and one a sound row.

    Raises NotAllowed for whoever assigns nobody.
    """
    if not rules.works_at_desk(by):
        raise NotAllowed()
    rows = list(rows)
    entries = {row.entry for row in rows}
    launches = {one.uid: one for one in _launches(entries)}
    people = {one.email.casefold(): one for one in desk.people()}
    seen: set[tuple[str, str]] = set()
    return [_tried(row, launches, people, seen, by) for row in rows]


def _launches(uids: set[str]) -> Iterable[Launch]:
    rows = Launch.objects.filter(uid__in=uids).select_related("company")
    return rows.prefetch_related("assignments")


def _tried(
    row: Row,
    launches: dict[str, Launch],
    people: dict[str, User],
    seen: set[tuple[str, str]],
    by: User,
) -> Tried:
    launch, to = launches.get(row.entry), people.get(row.editor.casefold())
    found = Tried(row, launch, to)
    if launch is None:
        found.fault = _("There is no entry “%(found)s”.") % {"found": row.entry}
    elif to is None:
        found.fault = _("Nobody at the desk has the address “%(found)s”.") % {"found": row.editor}
    elif (row.entry, row.editor.casefold()) in seen:
        found.fault = _("The same is in an earlier row.")
    elif not rules.reviews(by, launch):
        found.fault = _("You may not assign this entry.")
    elif not rules.reviews(to, launch):
        found.fault = _("%(who)s may not review this entry.") % {"who": to}
    else:
        seen.add((row.entry, row.editor.casefold()))
        found.is_news = to.pk not in {one.user_id for one in launch.assignments.all()}
    return found


def assign_all(rows: Iterable[Row], *, good_only: bool, by: User, at: datetime) -> int:
    """Assign what the rows say, in one transaction; how many were new.

    Raises UnveilError, and does nothing, where a row has a fault and not only the good ones
    are wanted.
    """
    found = tried(rows, by=by)
    if not good_only and any(one.fault for one in found):
        raise UnveilError(_("Some rows cannot be done. Look at them, or assign the good ones."))
    done = 0
    with transaction.atomic():
        for one in found:
            if one.launch and one.to and not one.fault and one.is_news:
                assigning.assign(one.launch, to=one.to, by=by, at=at)
                done += 1
    return done
