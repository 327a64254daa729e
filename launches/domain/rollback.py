"""Taking a slate back: every member returns to what readers had just before its instant."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from launches.enums import Audience, ReleaseMode, SlateAction, SlateState, State, WireKind
from launches.models import Edition, Launch, Slate, SlateMember, User
from launches.models.edition import CURRENT

from . import audit, slate_pages
from .needs import need_reason
from .reissue import reissue
from .signals import rolled_back
from .slate_steps import take_step
from .slates import note_editions
from .wire import announce_each, hold_wire


def roll_back(slate: Slate, *, reason: str, by: User, at: datetime) -> Slate:
    """Undo an opened slate in one act; returns the slate that records it.

    A launch that was closed before the instant is closed again (readers are told of a
    recall) and waits, approved, for another slate. One that had an edition gets its
    words back under a new number: a correction where something can be read now, a release
    where nothing can. The rollback is a slate and can be rolled back itself, which opens
    again what it closed. Launches recalled meanwhile stay recalled. The reason is the desk's own
    and never public.
    """
    need_reason(reason)
    with transaction.atomic():
        hold_wire()
        slate.refresh_from_db()
        take_step(slate, SlateAction.ROLL_BACK, by=by, at=at, note=reason)
        assert slate.opens_at  # noqa: S101 -- locked_slate_has_instant
        undo = _record(slate, by, at)
        standing = Edition.objects.filter(
            CURRENT, launch__in=slate.launches.filter(state=State.APPROVED)
        )
        now = {edition.launch_id: edition for edition in standing}
        before = _readable_before(slate, list(now))
        _close([now[pk] for pk in now if pk not in before], by=by, at=at)
        _restore([(before[pk], now[pk]) for pk in before], by=by, at=at)
        note_editions(undo)
        slate_pages.take_back(slate, undo, at=at)
        rolled_back.send(sender=Slate, slate=slate, by=by)
        audit.record_slate("slate_rolls_back", undo, by=by, at=at, note=reason)
    return undo


def _record(slate: Slate, by: User, at: datetime) -> Slate:
    undo = Slate.objects.create(
        forum=slate.forum,
        name=slate.name,
        state=SlateState.READY,
        opens_at=at,
        undoes=slate,
        made_by=by,
        made_at=at,
        locked_by=by,
        state_by=by,
        state_at=at,
    )
    SlateMember.objects.bulk_create(
        SlateMember(slate=undo, launch_id=one.launch_id, corrects=one.corrects, is_open=False)
        for one in slate.members.all()
    )
    slate.members.update(is_open=False)
    return undo


def _readable_before(slate: Slate, launches: list[int]) -> dict[int, Edition]:
    """{launch id: the edition the public could read up to the slate's instant}."""
    stood = Q(superseded_at__isnull=True) | Q(superseded_at__gte=slate.opens_at)
    stood &= Q(stands_until__isnull=True) | Q(stands_until__gte=slate.opens_at)
    rows = Edition.objects.filter(
        stood,
        launch__in=launches,
        killed_at=None,
        opens_at__lt=slate.opens_at,
        stands_from__lt=slate.opens_at,
    )
    return {edition.launch_id: edition for edition in rows.order_by("number")}


def _close(editions: list[Edition], *, by: User, at: datetime) -> None:
    rows = Launch.objects.filter(pk__in=[edition.launch_id for edition in editions])
    rows.update(opens_at=None, release_mode=ReleaseMode.SLATE)
    made = reissue([(edition, None) for edition in editions], by=by, at=at)
    announce_each(WireKind.KILLED, _loaded(editions), at=at)
    announce_each(WireKind.EMBARGOED, _loaded(made), at=at, audience=Audience.PRESS)


def _restore(pairs: list[tuple[Edition, Edition]], *, by: User, at: datetime) -> None:
    """Each (edition to come back, edition that stands now)."""
    made = reissue([(old, old.opens_at) for old, _now in pairs], by=by, at=at)
    corrected: list[Edition] = []
    opened: list[Edition] = []
    for edition, (_old, current) in zip(_loaded(made), pairs, strict=True):
        readable = current.opens_at is not None and current.opens_at <= at
        (corrected if readable else opened).append(edition)
        Launch.objects.filter(pk=edition.launch_id).update(
            opens_at=edition.opens_at, approved_revision=edition.revision
        )
    announce_each(WireKind.CORRECTED, corrected, at=at)
    announce_each(WireKind.RELEASED, opened, at=at)


def _loaded(editions: list[Edition]) -> list[Edition]:
    """The same with their launches, in one query."""
    found = Launch.objects.in_bulk([edition.launch_id for edition in editions])
    for edition in editions:
        edition.launch = found[edition.launch_id]
    return editions
