"""How the entries have come on: from the audit and the launches themselves, never guessed."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from django.db.models import CharField, Count, Q, QuerySet
from django.db.models.functions import Cast, Substr

from launches.enums import CLOSED_STATES, UNDER_REVIEW, Standing, State
from launches.models import Assignment, Launch, Theme, User
from launches.models.launch import released

from . import steps

GROUPS = {  # of stored states, as the chart stacks them; approved is told apart by time
    State.DRAFT: "draft",
    State.SUBMITTED: "review",
    State.IN_REVIEW: "review",
    State.CHANGES_REQUESTED: "company",
    State.APPROVED: "embargoed",
    **dict.fromkeys(CLOSED_STATES, "closed"),
}
STACK = ("released", "embargoed", "company", "review", "draft", "closed")


@dataclass(frozen=True)
class BurnUp:
    """How many entries stood in each group at the end of each day; the last day is now."""

    days: list[date]
    levels: dict[str, list[int]]


def burn_up(counts: dict[str, int], *, at: datetime, zone: tzinfo, days: int = 42) -> BurnUp:
    """Counted back from today's `counts` (state: entries) by the audit's changes of state.

    Two queries. Hours are the finest it looks at, so in a zone that is half an hour off
    a change of that half hour falls on the next day.
    """
    today = at.astimezone(zone).date()
    all_days = [today - timedelta(days=back) for back in range(days - 1, -1, -1)]
    start = datetime.combine(all_days[0], time(), zone)
    level = Counter[str]()
    for state, number in counts.items():
        level[GROUPS[State(state)]] += number
    moved, opened = _moves(start, zone), _openings(at, zone)
    rows: list[Counter[str]] = []
    for day in reversed(all_days):
        rows.append(Counter(level))
        level.subtract(moved.get(day, Counter()))
    rows.reverse()
    for day, row in zip(all_days, rows, strict=True):
        released = min(sum(n for on, n in opened.items() if on <= day), row["embargoed"])
        row["released"], row["embargoed"] = released, row["embargoed"] - released
    return BurnUp(all_days, {name: [max(0, row[name]) for row in rows] for name in STACK})


def _moves(start: datetime, zone: tzinfo) -> dict[date, Counter[str]]:
    """{day: how many more entries each group had at its end}."""
    rows = steps.into_states().filter(at__gte=start).order_by().annotate(hour=_hour("at"))
    found: dict[date, Counter[str]] = {}
    for hour, before, after, number in rows.values_list("hour", "before", "after").annotate(
        n=Count("pk")
    ):
        day = found.setdefault(_day(hour, zone), Counter())
        day[GROUPS[State(after)]] += number
        if before in State.values:
            day[GROUPS[State(before)]] -= number
    return found


def _openings(at: datetime, zone: tzinfo) -> Counter[date]:
    """{day: how many approved entries opened on it}."""
    rows = Launch.objects.filter(released(at)).order_by()
    found = Counter[date]()
    for hour, number in (
        rows.annotate(hour=_hour("opens_at")).values_list("hour").annotate(n=Count("pk"))
    ):
        found[_day(hour, zone)] += number
    return found


def _hour(field: str) -> Substr:
    """The first 13 signs of an instant in UTC: "2026-11-25 14". No function is asked a row."""
    return Substr(Cast(field, CharField()), 1, 13)


def _day(hour: str, zone: tzinfo) -> date:
    instant = datetime.strptime(hour.replace("T", " "), "%Y-%m-%d %H").replace(tzinfo=UTC)
    return instant.astimezone(zone).date()


def funnel(*, at: datetime) -> dict[str, int]:
    """How many entries have come how far, from begun to released; one query."""
    found = Launch.objects.aggregate(
        begun=Count("pk"),
        handed_in=Count("pk", filter=Q(submitted_at__isnull=False)),
        approved=Count("pk", filter=Q(approved_at__isnull=False)),
        released=Count("pk", filter=released(at)),
    )
    return {name: found[name] for name in ("begun", "handed_in", "approved", "released")}


@dataclass(frozen=True)
class Load:
    """What one person minds. Without a person: what nobody does."""

    user: User | None
    review: int
    company: int


def load(among: QuerySet[Launch] | None = None) -> list[Load]:
    """Open entries (all unless told) by who minds them, the fullest desk first; three queries."""
    launches = Launch.objects.all() if among is None else among
    minded = (
        Assignment.objects.all() if among is None else Assignment.objects.filter(launch__in=among)
    )
    review, company = Q(launch__state__in=UNDER_REVIEW), Q(launch__state=State.CHANGES_REQUESTED)
    rows = list(
        minded.filter(review | company)
        .order_by()
        .values_list("user")
        .annotate(review=Count("pk", filter=review), company=Count("pk", filter=company))
    )
    people = User.objects.in_bulk([user for user, _review, _company in rows])
    found = [Load(people[user], review, company) for user, review, company in rows]
    found.sort(key=lambda one: (-one.review - one.company, str(one.user)))
    nobodys = launches.filter(assignments=None).aggregate(
        review=Count("pk", filter=Q(state__in=UNDER_REVIEW)),
        company=Count("pk", filter=Q(state=State.CHANGES_REQUESTED)),
    )
    return [*found, Load(None, nobodys["review"], nobodys["company"])]


def readiness_by_theme() -> list[tuple[Theme, dict[str, int]]]:
    """Of entries that are not closed: how many are ready, lack something or fail; two queries."""
    names = [standing.value for standing in Standing]
    counts = {name: Count("pk", filter=Q(finding__standing=name)) for name in names}
    rows = (
        Launch.objects.exclude(state__in=CLOSED_STATES)
        .order_by()
        .values("theme")
        .annotate(**counts)
    )
    found = {
        row[0]: dict(zip(names, row[1:], strict=True)) for row in rows.values_list("theme", *names)
    }
    return [(theme, found[theme.pk]) for theme in Theme.objects.filter(pk__in=found)]
