"""Holding everything: while it lasts, nothing opens by itself, by a person or by a cue.

What is open stays open. The hold takes the instants that are still to come from the
editions and the wire, so that no reader has to ask whether there is one; the launches
remember theirs for the lifting.
"""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from launches import clock
from launches.enums import Audience, SlateState, State, WireKind
from launches.errors import NoSuchTransition, NotAllowed
from launches.models import Edition, Hold, Launch, Slate, User
from launches.models.edition import CURRENT

from . import audit, takeover
from .instants import MARGIN
from .needs import need_reason
from .wire import announce_each, hold_wire, void_openings


def hold_all(*, reason: str, by: User, at: datetime) -> Hold:
    """From now on nothing opens. What opens within the tenth of a second of a commit still does.

    Raises NotAllowed, and NoSuchTransition where everything is on hold already.
    """
    _allow(by)
    need_reason(reason)
    with transaction.atomic():
        hold_wire()
        try:
            with transaction.atomic():
                hold = Hold.objects.create(begun_by=by, begun_at=at, reason=reason)
        except IntegrityError as error:
            raise NoSuchTransition(_("Everything is on hold already.")) from error
        safe = max(at, clock.now()) + MARGIN
        editions = Edition.objects.filter(CURRENT, opens_at__gt=safe)
        found = list(editions.select_related("launch").defer("document", "listing", "words"))
        ids = [edition.launch_id for edition in found]
        armed = Slate.objects.filter(state=SlateState.READY, blocked_at=None, opens_at__gt=safe)
        members = list(Launch.objects.filter(slates__in=armed).values_list("pk", flat=True))
        void_openings([*ids, *members], at=at)
        takeover.disarm(members, at=at)
        Launch.objects.filter(pk__in=ids).update(held_at=at)
        editions.update(opens_at=None)
        armed.update(held_at=at)
        for edition in found:
            edition.opens_at = None
        announce_each(WireKind.EMBARGO_MOVED, found, at=at, audience=Audience.PRESS)
        audit.record("hold_begun", by=by, at=at, note=reason, launches=len(ids))
    return hold


def lift(*, reason: str, by: User, at: datetime) -> list[str]:
    """End the hold: what is due opens now, the rest gets its own instant back.

    Returns the uids of what opened. Raises NoSuchTransition where nothing is on hold.
    """
    _allow(by)
    need_reason(reason)
    with transaction.atomic():
        hold_wire()
        hold = Hold.objects.filter(is_on=True)
        if not hold.update(is_on=False, lifted_at=at, lifted_by=by):
            raise NoSuchTransition(_("Nothing is on hold."))
        now = max(at, clock.now())
        held = Launch.objects.filter(held_at__isnull=False)
        due = list(
            held.filter(state=State.APPROVED, opens_at__lte=now).values_list("uid", flat=True)
        )
        ids = list(held.filter(state=State.APPROVED).values_list("pk", flat=True))
        Launch.objects.filter(uid__in=due).update(opens_at=now)
        held.update(held_at=None)
        slates = Slate.objects.filter(held_at__isnull=False)
        slates.filter(opens_at__lte=now).update(opens_at=now)
        _give_back(ids, now, at=at)
        for slate in slates:
            takeover.arm(slate.launches.values_list("pk", flat=True), slate.opens_at or now, at=at)
        slates.update(held_at=None)
        audit.record("hold_lifted", by=by, at=at, note=reason, opened=len(due))
    return due


def _give_back(launches: list[int], now: datetime, *, at: datetime) -> None:
    own = Launch.objects.filter(pk=OuterRef("launch")).values("opens_at")[:1]
    editions = Edition.objects.filter(CURRENT, launch__in=launches)
    editions.update(opens_at=Subquery(own))
    rows = editions.select_related("launch").defer("document", "listing", "words")
    by_instant: dict[datetime, list[Edition]] = {}
    for edition in rows.order_by("opens_at", "pk"):
        if edition.opens_at:
            by_instant.setdefault(edition.opens_at, []).append(edition)
    for opens_at, some in by_instant.items():
        ahead = opens_at > now
        if ahead:
            announce_each(WireKind.EMBARGO_MOVED, some, at=at, audience=Audience.PRESS)
        announce_each(WireKind.RELEASED, some, at=at, visible_at=opens_at if ahead else None)


def _allow(by: User) -> None:
    if not (by.is_active and by.has_perm("launches.release_launch")):
        raise NotAllowed()
