"""The numbers of the reports: each a fixed number of queries, whatever there is to count."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from launches.enums import CLOSED_STATES, Counted, State
from launches.models import Forum, Launch, Section, Theme
from launches.zones import midnight


@dataclass(frozen=True)
class Wanted:
    """Which entries are counted: those of one forum, begun on these days of its clock.

    Empty narrows nothing; `since` and `until` are whole days, both inside.
    """

    forum: Forum
    counted: Counted = Counted.HANDED_IN
    theme: Theme | None = None
    section: Section | None = None
    since: date | None = None
    until: date | None = None


def entries(wanted: Wanted) -> QuerySet[Launch]:
    """The entries that are counted, without an order, to be joined and grouped."""
    rows = _counted(Launch.objects.filter(forum=wanted.forum).order_by(), wanted.counted)
    if wanted.theme:
        rows = rows.filter(theme=wanted.theme)
    if wanted.section:
        rows = rows.filter(section=wanted.section)
    if wanted.since:
        rows = rows.filter(created_at__gte=midnight(wanted.since, wanted.forum.tz))
    if wanted.until:
        end = midnight(wanted.until + timedelta(days=1), wanted.forum.tz)
        rows = rows.filter(created_at__lt=end)
    return rows


def _counted(rows: QuerySet[Launch], counted: Counted) -> QuerySet[Launch]:
    if counted == Counted.HANDED_IN:
        return rows.filter(submitted_at__isnull=False).exclude(state__in=CLOSED_STATES)
    return rows.filter(state=State.APPROVED) if counted == Counted.APPROVED else rows
