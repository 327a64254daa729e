"""What every door would show at an instant: the doors' own queries, asked with that time.

It holds for what is stored now. An edition that has been replaced or recalled is seen
at no instant any more, so a look into the past shows today's editions as of then.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from launches.enums import Audience
from launches.models import Edition, Launch, WireEntry
from launches.queries import board, feeds
from launches.queries.gate import files_visible_to, visible_to
from launches.queries.wire import readable_by

SHOWN = 20
A_SECOND = timedelta(seconds=1)
Door = Callable[[Launch, datetime], bool]


@dataclass(frozen=True)
class House:
    """All doors at one instant. `open` and `closed` count every edition; lists are cut at SHOWN.

    `closed` is approved and not yet open: press under embargo reads it, nobody else.
    """

    open_count: int
    open: list[Edition]
    closed_count: int
    closed: list[Edition]
    feed: list[feeds.Item]
    facts: list[WireEntry]
    stages: list[dict[str, Any]]


def house(*, at: datetime) -> House:
    """What the site, the API, the feeds, the change feed and the stages would show."""
    public = visible_to(Audience.PUBLIC, at=at)
    listed = ("words", "document", "listing")
    closed = visible_to(Audience.PRESS, at=at).exclude(pk__in=public.values("pk"))
    closed = closed.order_by(F("opens_at").asc(nulls_last=True), "launch_uid").defer(*listed)
    facts = readable_by(Audience.PUBLIC).filter(visible_at__lte=at)
    return House(
        open_count=public.count(),
        open=list(public.defer(*listed)[:SHOWN]),
        closed_count=closed.count(),
        closed=list(closed[:SHOWN]),
        feed=feeds.items("en", at=at)[:SHOWN],
        facts=list(facts.order_by("-visible_at", "-uid")[:SHOWN]),
        stages=board.planned(audience=Audience.STAGE, at=at),
    )


def instants_around(opens_at: datetime | None) -> list[datetime]:
    """One second before, at, and one second after; none where no moment is set."""
    return [opens_at + A_SECOND * step for step in (-1, 0, 1)] if opens_at else []


def door_table(launch: Launch, instants: list[datetime]) -> list[tuple[str, list[bool]]]:
    """(door, whether it shows the launch at each instant)."""
    return [
        (str(name), [door(launch, instant) for instant in instants]) for name, door in DOORS.items()
    ]


def _gate(audience: Audience) -> Door:
    def shows(launch: Launch, at: datetime) -> bool:
        return visible_to(audience, at=at).filter(launch=launch).exists()

    return shows


def _files(audience: Audience) -> Door:
    def shows(launch: Launch, at: datetime) -> bool:
        return files_visible_to(audience, at=at).filter(edition__launch=launch).exists()

    return shows


def _facts(audience: Audience) -> Door:
    def shows(launch: Launch, at: datetime) -> bool:
        told = readable_by(audience).filter(visible_at__lte=at, launch_uid=launch.uid)
        return told.exists()

    return shows


def _feeds(launch: Launch, at: datetime) -> bool:
    """Among the newest only, as in the feeds themselves."""
    return launch.uid in feeds.shown(at=at)


DOORS: dict[Any, Door] = {
    _("Public page, lists, search and site map"): _gate(Audience.PUBLIC),
    _("API without a key, JSON and ninjs"): _gate(Audience.PUBLIC),
    _("API with a press key, under embargo"): _gate(Audience.PRESS),
    _("RSS, Atom and JSON feed"): _feeds,
    _("Change feed and live push"): _facts(Audience.PUBLIC),
    _("Change feed with a press key"): _facts(Audience.PRESS),
    _("Files for everybody"): _files(Audience.PUBLIC),
    _("Files with a press key"): _files(Audience.PRESS),
    _("Stage screens and lower thirds"): _gate(Audience.STAGE),
}
