"""Giving launches their instant and taking it away: many together, or not at all.

Everything that lets an approved launch open goes through here, so that a slate of five
hundred is a handful of statements, and nothing opens by a way of its own.
"""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from launches import clock
from launches.enums import CLOSED_STATES, Audience, ReleaseMode, State, WireKind
from launches.errors import NotReady, OnHold, Stale
from launches.models import Edition, Hold, Launch
from launches.models.edition import CURRENT

from . import takeover
from .lapsing import follow
from .wire import announce_each, hold_wire, void_openings

# An act that closes must be finished this long before the instant: what a commit takes.
MARGIN = timedelta(milliseconds=100)


def give(launches: QuerySet[Launch], opens_at: datetime, *, at: datetime) -> list[Edition]:
    """Let these approved launches open together at `opens_at`; returns their editions.

    Where a correction of an open launch waits, it takes over at that instant. An instant
    that has come opens them now. Accredited outlets are told of one that is
    still ahead. Raises NotReady when any of them is not approved with an edition of its
    own, and OnHold. Call it inside the act's transaction; state and audit are the caller's part.
    """
    check_hold()
    ids = list(launches.values_list("pk", flat=True))
    later = takeover.corrected(ids, at=at)
    wanted = [pk for pk in ids if pk not in later]
    rows = Launch.objects.filter(pk__in=wanted)
    editions = Edition.objects.filter(CURRENT, launch__in=wanted)
    approved = rows.filter(state=State.APPROVED).update(opens_at=opens_at)
    dated = editions.exclude(opens_at__lte=max(at, clock.now())).update(opens_at=opens_at)
    if (approved, dated) != (len(wanted), len(wanted)):
        raise NotReady(_("Not all of them are approved."))
    found = list(editions.select_related("launch").defer("document", "listing", "words"))
    ahead = opens_at > max(at, clock.now())
    if ahead:
        announce_each(WireKind.EMBARGO_MOVED, found, at=at, audience=Audience.PRESS)
    announce_each(WireKind.RELEASED, found, at=at, visible_at=opens_at if ahead else None)
    return found + takeover.arm(later, opens_at, at=at)


def take(launches: QuerySet[Launch], *, at: datetime, tell: bool = True) -> None:
    """Take the instant from launches that are still closed: from now on they wait for a slate.

    An armed correction waits again, and the version before it stands on. Raises Stale when
    one of them is open already, or opens this very moment. Outlets under embargo are told
    that the instant does not hold, unless another is given at once.
    """
    hold_wire()
    alive = list(launches.exclude(state__in=CLOSED_STATES).values_list("pk", flat=True))
    later = takeover.corrected(alive, at=at)
    ids = [pk for pk in alive if pk not in later]
    editions = Edition.objects.filter(CURRENT, launch__in=ids, opens_at__isnull=False)
    dated = list(editions.select_related("launch").defer("document", "listing", "words"))
    for edition in dated:
        still_closed(edition.opens_at, at=at)
    void_openings(alive, at=at)
    for instant in takeover.disarm(later, at=at):
        still_closed(instant, at=at)
    Launch.objects.filter(pk__in=ids).update(
        opens_at=None, held_at=None, release_mode=ReleaseMode.SLATE
    )
    editions.update(opens_at=None)
    for edition in dated:
        edition.opens_at = None
    if tell:
        announce_each(WireKind.EMBARGO_MOVED, dated, at=at, audience=Audience.PRESS)
    else:
        follow(dated, at=at)


def check_hold() -> None:
    """Raise OnHold while everything is on hold; takes the wire's lock before it looks."""
    hold_wire()
    if Hold.objects.filter(is_on=True).exists():
        raise OnHold()


def still_closed(opens_at: datetime | None, *, at: datetime) -> None:
    """Raise Stale unless there is time left to close what opens at this instant.

    Asked again at the end of an act, it keeps a slow transaction from closing what
    readers have begun to read.
    """
    if opens_at is not None and opens_at <= max(at, clock.now()) + MARGIN:
        raise Stale(_("Too late: it is open, or opens this very moment."), at=opens_at)
