"""The instants of a span of days: which are certain, where, under what theme, and what clashes."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from launches.enums import CLOSED_STATES, Certainty, SlateState, State
from launches.models import Cue, Launch, Slate, SlateMember, SlateMove

NEAR = timedelta(minutes=5)  # two slates closer than this are pointed out
CERTAINTY = {
    SlateState.DRAFT: Certainty.PROVISIONAL,
    SlateState.IN_REVIEW: Certainty.PROVISIONAL,
    SlateState.READY: Certainty.CONFIRMED,
    SlateState.ROLLED_BACK: Certainty.CONFIRMED,
    SlateState.CANCELLED: Certainty.CANCELLED,
}


@dataclass
class Entry:
    """One instant: a slate's, a launch's own, or one that no longer holds."""

    instant: datetime
    certainty: Certainty
    name: str
    slate: str = ""  # uid
    launch: str = ""  # uid
    size: int = 1
    reason: str = ""
    stages: set[str] = field(default_factory=set)
    themes: set[str] = field(default_factory=set)
    clashes: list[str] = field(default_factory=list)


def entries(start: datetime, end: datetime) -> list[Entry]:
    """Everything with an instant in [start, end), in order; five queries however many."""
    slates = list(Slate.objects.filter(opens_at__gte=start, opens_at__lt=end))
    members = SlateMember.objects.filter(slate__in=slates).select_related(
        "launch__theme", "launch__forum"
    )
    by_slate: dict[int, list[Launch]] = {slate.pk: [] for slate in slates}
    for member in members:
        by_slate[member.slate_id].append(member.launch)
    single = list(_single(start, end))
    cues = _cues([*single, *(one.launch for one in members if not one.corrects)])
    found = [_of_slate(slate, by_slate[slate.pk], cues) for slate in slates]
    found += [_of_launch(launch, cues) for launch in single]
    moved = SlateMove.objects.filter(was__gte=start, was__lt=end).select_related("slate")
    found += [
        Entry(move.was, Certainty.MOVED, move.slate.name, move.slate.uid, reason=move.reason)
        for move in moved
    ]
    found.sort(key=lambda entry: (entry.instant, entry.name))
    _near(found)
    return found


def _single(start: datetime, end: datetime) -> QuerySet[Launch]:
    """Launches with an instant of their own: on no slate that is still to come or has come."""
    rows = Launch.objects.filter(opens_at__gte=start, opens_at__lt=end)
    standing = Q(is_open=True) | Q(slate__state=SlateState.READY)
    opens_with = SlateMember.objects.filter(standing, corrects=False)
    rows = rows.exclude(state__in=CLOSED_STATES).exclude(pk__in=opens_with.values("launch"))
    return rows.select_related("theme", "forum").order_by("opens_at", "pk")


def _cues(launches: Iterable[Launch]) -> dict[int, Cue]:
    ids = [launch.pk for launch in launches]
    rows = Cue.objects.filter(launch__in=ids).select_related("rundown__stage")
    return {cue.launch_id or 0: cue for cue in rows}


def _of_slate(slate: Slate, launches: list[Launch], cues: dict[int, Cue]) -> Entry:
    assert slate.opens_at  # noqa: S101 -- filtered by it
    certainty = Certainty.PROVISIONAL if slate.held_at else CERTAINTY[SlateState(slate.state)]
    entry = Entry(slate.opens_at, certainty, slate.name, slate.uid, size=len(launches))
    if slate.is_blocked:
        entry.clashes.append(_("Blocked: it will not open."))
    for launch in launches:
        _place(entry, launch, cues)
    return entry


def _of_launch(launch: Launch, cues: dict[int, Cue]) -> Entry:
    assert launch.opens_at  # noqa: S101 -- filtered by it
    stands = launch.state == State.APPROVED and launch.held_at is None
    certainty = Certainty.CONFIRMED if stands else Certainty.PROVISIONAL
    entry = Entry(launch.opens_at, certainty, launch.product, launch=launch.uid)
    _place(entry, launch, cues)
    return entry


def _place(entry: Entry, launch: Launch, cues: dict[int, Cue]) -> None:
    """Its theme and stage; on stage before its instant, the screen would have nothing to show."""
    entry.themes.add(str(launch.theme))
    if cue := cues.get(launch.pk):
        entry.stages.add(str(cue.rundown.stage))
        if cue.starts_at < entry.instant and entry.certainty != Certainty.CANCELLED:
            what = _("“%(product)s” is on stage before it opens: %(at)s, %(stage)s")
            local = cue.starts_at.astimezone(launch.forum.tz)
            values = {
                "product": launch.product,
                "at": date_format(local, "H:i"),
                "stage": cue.rundown.stage,
            }
            entry.clashes.append(what % values)


def _near(found: list[Entry]) -> None:
    standing = [Certainty.PROVISIONAL, Certainty.CONFIRMED]
    slates = [entry for entry in found if entry.slate and entry.certainty in standing]
    for first, second in itertools.pairwise(slates):
        if second.instant - first.instant < NEAR and first.slate != second.slate:
            text = _("Another slate opens within five minutes: “%(name)s”")
            first.clashes.append(text % {"name": second.name})
            second.clashes.append(text % {"name": first.name})
