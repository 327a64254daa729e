"""From approval to the instant, and after it: the desk's gravest acts.

Each is one transaction: the state, the edition and the wire change together or
not at all. Nothing here publishes; time does, in the gate.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from launches import clock
from launches.content import Content
from launches.enums import Action, Audience, ReleaseMode, State, WireKind
from launches.errors import BadInstant, NoSuchTransition, NotReady, ReasonNeeded, Stale
from launches.models import Edition, Hold, Launch, User
from launches.models.edition import CURRENT, LATEST
from launches.queries import glossary, signoffs
from launches.queries.slates import waiting_with

from . import audit, confirming
from .freeze import freeze
from .instants import check_hold
from .needs import need_reason
from .signals import acted
from .slates import unfit
from .submission import edited_since
from .transitions import transition
from .wire import announce, hold_wire, point_opening_at, void_opening


def approve(
    launch: Launch, *, revision: int, content: Content, by: User, at: datetime, note: str = ""
) -> Edition:
    """Freeze the reviewed revision; it opens by itself at the release moment.

    `content` is what `revision` says. Raises Stale if a newer revision exists (it
    wants a review of its own), FourEyes, BadInstant when a clock launch has no moment
    ahead of it, and NotReady while a sign-off that the forum asks for is missing, a
    name is wrong where the forum refuses that, or the company has not confirmed what the
    desk changed where the phase asks for it.
    Accredited outlets may read at once, under embargo.
    """
    check_latest(launch, revision)
    slate = waiting_with(launch, at=at)
    if slate is None:
        _check_instant(launch, at)
    if lacking := signoffs.lacking(launch, content, launch.forum.sign_offs_to_approve):
        raise NotReady(" ".join(lacking.values()), fields=lacking)
    check_names(launch, content)
    confirming.require_confirmed(launch)
    with transaction.atomic():
        hold_wire()
        if slate or waiting_with(launch, at=at):
            launch.opens_at, launch.release_mode = None, ReleaseMode.SLATE
        if launch.release_mode == ReleaseMode.CUE:
            launch.opens_at = None
        if launch.opens_at:
            check_hold()
        transition(
            launch,
            Action.APPROVE,
            by=by,
            at=at,
            note=note,
            opens_at=launch.opens_at,
            release_mode=launch.release_mode,
            **launch.approval(revision, by=by, at=at),
        )
        edition = freeze(launch, content, revision=revision, by=by, at=at)
        announce(WireKind.EMBARGOED, launch, edition=edition, audience=Audience.PRESS, at=at)
        if launch.opens_at:
            announce(WireKind.RELEASED, launch, edition=edition, at=at, visible_at=launch.opens_at)
    return edition


def _check_instant(launch: Launch, at: datetime) -> None:
    """A cue needs none; a launch that waits for a slate has none until one is locked."""
    if launch.release_mode == ReleaseMode.CUE or (launch.opens_at and launch.opens_at > at):
        return
    if launch.release_mode == ReleaseMode.SLATE and not launch.opens_at:
        return
    message = _("The release moment must be in the future.")
    raise BadInstant(message, fields={"opens_at": message})


def check_names(launch: Launch, content: Content) -> None:
    """Raise NotReady where the forum refuses a name that is written otherwise."""
    if wrong := glossary.refused(launch, content):
        raise NotReady(glossary.refusal(wrong), fields=wrong)


def check_latest(launch: Launch, revision: int) -> None:
    """Raise Stale where there is a newer revision than the one that was read."""
    launch.refresh_from_db()
    if launch.latest_revision != revision:
        raise edited_since(launch)


def correct(
    launch: Launch, *, revision: int, content: Content, note: str, by: User, at: datetime
) -> Edition:
    """Replace the edition by a newer approved revision, with a public note of what changed."""
    if not note.strip():
        raise ReasonNeeded(fields={"note": _("Say in a sentence what was corrected.")})
    check_latest(launch, revision)
    if launch.approved_revision == revision:
        raise NoSuchTransition(_("There is no newer version to correct with."))
    check_names(launch, content)
    with transaction.atomic():
        transition(
            launch,
            Action.CORRECT,
            by=by,
            at=at,
            note=note,
            **launch.approval(revision, by=by, at=at),
        )
        edition = freeze(launch, content, revision=revision, by=by, at=at, note=note.strip())
        point_opening_at(edition, at=at)
        announce(
            WireKind.CORRECTED,
            launch,
            edition=edition,
            at=at,
            audience=Audience.PUBLIC if launch.is_released(at=clock.now()) else Audience.PRESS,
            note=note.strip(),
        )
    return edition


def revoke(launch: Launch, *, reason: str, by: User, at: datetime) -> Launch:
    """Take an approval back before the instant; afterwards only a recall is left."""
    need_reason(reason)
    with transaction.atomic():
        unfit(launch, reason, by=by, at=at)
        edition = _close(launch, at)
        transition(launch, Action.REVOKE, by=by, at=at, note=reason, approved_revision=None)
        edition.superseded_at = at
        edition.save(update_fields=["superseded_at"])
        announce(WireKind.KILLED, launch, edition=edition, audience=Audience.PRESS, at=at)
    return launch


def move_embargo(
    launch: Launch, *, opens_at: datetime, reason: str, by: User, at: datetime
) -> Launch:
    """Move the release moment of an approved launch that is still closed.

    Outlets under embargo are told; the public never learns that there was another
    moment. Raises BadInstant (past, or without time zone) and Stale (already open).
    """
    need_reason(reason)
    if opens_at.tzinfo is None or opens_at <= max(at, clock.now()):
        raise BadInstant(fields={"opens_at": _("The release moment must be in the future.")})
    with transaction.atomic():
        _alone(launch, at)
        edition = _close(launch, at)
        _set_instant(launch, edition, Action.MOVE_EMBARGO, opens_at, by=by, at=at, note=reason)
        announce(WireKind.EMBARGO_MOVED, launch, edition=edition, audience=Audience.PRESS, at=at)
        announce(WireKind.RELEASED, launch, edition=edition, at=at, visible_at=opens_at)
    return launch


def release_now(launch: Launch, *, reason: str, by: User, at: datetime) -> Launch:
    """Open an approved launch this instant."""
    need_reason(reason)
    with transaction.atomic():
        _alone(launch, at)
        edition = _close(launch, at)
        _set_instant(launch, edition, Action.RELEASE_NOW, at, by=by, at=at, note=reason)
        announce(WireKind.RELEASED, launch, edition=edition, at=at)
    return launch


def release_on_cue(launch: Launch, *, by: User, at: datetime) -> bool:
    """The caller's GO opens a launch that waits for its cue. False if there is nothing to open.

    The right to call the show is checked by domain.show; the launch itself must be
    approved, in cue mode and still closed. While everything is on hold it is due when the
    hold is lifted.
    """
    with transaction.atomic():
        waiting = Launch.objects.filter(
            pk=launch.pk, state=State.APPROVED, release_mode=ReleaseMode.CUE, opens_at=None
        )
        hold_wire()
        held_at = at if Hold.objects.filter(is_on=True).exists() else None
        if not waiting.update(opens_at=at, held_at=held_at):
            return False
        if held_at:
            audit.record("cue_on_hold", by=by, at=at, launch=launch)
            return False
        launch.refresh_from_db()
        edition = launch.editions.get(CURRENT)
        Edition.objects.filter(pk=edition.pk).update(opens_at=at)
        audit.record("released_on_cue", by=by, at=at, launch=launch)
        announce(WireKind.RELEASED, launch, edition=edition, at=at)
        uid = launch.uid
        transaction.on_commit(lambda: acted.send(Launch, launch_uid=uid, verb="released_on_cue"))
    return True


def kill(launch: Launch, *, reason: str, by: User, at: datetime) -> Launch:
    """Recall a launch everywhere, at once, for good."""
    need_reason(reason)
    with transaction.atomic():
        unfit(launch, reason, by=by, at=at)
        launch.refresh_from_db()
        dated = launch.opens_at is not None and launch.held_at is None
        was_public = dated and not void_opening(launch, at=at)
        transition(launch, Action.KILL, by=by, at=at, note=reason)
        edition = launch.editions.get(CURRENT)
        launch.editions.filter(LATEST).update(killed_at=at)
        audience = Audience.PUBLIC if was_public else Audience.PRESS
        announce(WireKind.KILLED, launch, edition=edition, audience=audience, at=at)
    return launch


def _alone(launch: Launch, at: datetime) -> None:
    """An instant of its own only for a launch that waits for no slate, and not on hold."""
    check_hold()
    if slate := waiting_with(launch, at=at):
        raise NoSuchTransition(
            _("It opens with the slate “%(slate)s”. Move the slate, or take it off first.")
            % {"slate": slate}
        )


def _close(launch: Launch, at: datetime) -> Edition:
    """The current edition of a launch that is still closed, its opening cancelled."""
    launch.refresh_from_db()
    if launch.state != State.APPROVED:
        raise NoSuchTransition()
    dated = launch.opens_at is not None and launch.held_at is None
    if dated and not void_opening(launch, at=at):
        raise Stale(_("The launch is already public."), at=launch.opens_at)
    return launch.editions.get(CURRENT)


def _set_instant(
    launch: Launch,
    edition: Edition,
    action: Action,
    opens_at: datetime,
    *,
    by: User,
    at: datetime,
    note: str,
) -> None:
    changes: dict[str, Any] = {"opens_at": opens_at, "release_mode": ReleaseMode.CLOCK}
    transition(launch, action, by=by, at=at, note=note, **changes)
    Edition.objects.filter(pk=edition.pk).update(opens_at=opens_at)
