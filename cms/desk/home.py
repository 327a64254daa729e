"""The home of the desk: what waits for me, what is late, opens, is blocked, and how it goes."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component

from cms.desk import blocked
from cms.desk.banners import banners_for
from cms.desk.blind.veil import veil_over
from cms.desk.charts.area import Area, stacked
from cms.desk.charts.bars import Bars, bars
from cms.desk.listing import mine
from cms.desk.views import forum_zone
from launches import clock
from launches.enums import Standing, State
from launches.models import Launch
from launches.queries import desk, progress

SHOWN = 8
HOURS = 24


class DeskPanel(Component):
    """One panel, a fixed number of queries."""

    name = "desk"
    order = 1
    template_name = "cms/desk/home.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        request = parent_context["request"]
        user, now, zone = request.user, clock.now(), forum_zone()
        counts = desk.counts_by_state()
        found = {
            "banners": banners_for(user, at=now),
            "counts": [(state, State(state).label, number) for state, number in counts.items()],
            "mine": _shown(desk.waiting().filter(mine(user))),
            "late": late(now),
            "opening": opening(now, zone),
            "expiring": expiring(localdate(now, zone)),
            "blocked": [(*row, to_queue(blocked=row[0])) for row in blocked.counts()],
            "charts": charts(counts, at=now, zone=zone),
            "now": now,
            "zone": str(zone),
        }
        if getattr(request, "is_blind", False):
            for name in ("mine", "late", "opening", "expiring"):
                veil_over(found[name]["rows"])
        return found


def to_queue(**filters: Any) -> str:
    """The address of the listing with these filters."""
    return f"{reverse('desk:queue')}?{urlencode({'view': 'all', **filters})}"


def _shown(rows: Any) -> dict[str, Any]:
    """The first few of these, and how many there are."""
    return {"rows": list(rows[:SHOWN]), "count": rows.count()}


def late(at: datetime) -> dict[str, Any]:
    """What is late, the nearest release moment first, each with why."""
    found = _shown(desk.queue().filter(desk.late(at)).order_by("opens_at", "submitted_at", "pk"))
    for row in found["rows"]:
        row.why = _why_late(row, at)
    return found


def _why_late(row: Launch, at: datetime) -> str:
    if row.opens_at and row.opens_at < at:
        return _("its moment has passed")
    if row.opens_at and row.opens_at < at + desk.DECIDE_BEFORE:
        return _("opens soon and is not approved")
    if row.state == State.CHANGES_REQUESTED:
        return _("a point is due at the company")
    return _("waits longer than %(days)d days") % {"days": desk.REVIEW_WITHIN.days}


def opening(at: datetime, zone: tzinfo) -> dict[str, Any]:
    """What opens in the next hours, and how much of it still today."""
    rows = desk.opening_between(at, HOURS)
    midnight = at.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    today = rows.filter(opens_at__lt=midnight + timedelta(days=1)).count()
    return {**_shown(rows), "today": today}


def expiring(today: date) -> dict[str, Any]:
    """What expires: entries whose licence or model release ends soon, or has ended."""
    found = _shown(desk.expiring(today))
    for row in found["rows"]:
        row.last, row.has_ended = row.finding.expires_on, row.finding.expires_on < today
    return found


def charts(counts: dict[str, int], *, at: datetime, zone: tzinfo) -> dict[str, Area | Bars]:
    return {
        "burn_up": _burn_up(counts, at=at, zone=zone),
        "funnel": _funnel(at),
        "load": _load(),
        "readiness": _readiness(),
    }


def _burn_up(counts: dict[str, int], *, at: datetime, zone: tzinfo) -> Area:
    labels = {
        "released": _("Released"),
        "embargoed": _("Under embargo"),
        "company": _("With the company"),
        "review": _("Under review"),
        "draft": _("Drafts"),
        "closed": _("Closed"),
    }
    found = progress.burn_up(counts, at=at, zone=zone)
    return stacked(found.days, [(name, labels[name], found.levels[name]) for name in labels])


def _funnel(at: datetime) -> Bars:
    labels = {
        "begun": _("Begun"),
        "handed_in": _("Handed in"),
        "approved": _("Approved"),
        "released": _("Released"),
    }
    found = progress.funnel(at=at)
    rows = [(labels[name], "", [number]) for name, number in found.items()]
    return bars([("review", _("Entries"))], rows)


def _load() -> Bars:
    parts = [("review", _("Under review")), ("company", _("With the company"))]
    rows = [
        (
            str(one.user) if one.user else _("Nobody"),
            to_queue(assignee=one.user.pk if one.user else "none"),
            [one.review, one.company],
        )
        for one in progress.load()
    ]
    return bars(parts, rows)


def _readiness() -> Bars:
    colours = {Standing.READY: "released", Standing.MISSING: "company", Standing.FAILING: "closed"}
    parts = [(name, standing.label) for standing, name in colours.items()]
    rows = [
        (theme, to_queue(theme=theme.slug), [found[standing] for standing in colours])
        for theme, found in progress.readiness_by_theme()
    ]
    return bars(parts, rows)
