"""Calling the show: each command names the version it saw, so that two callers move it once."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from launches import rules
from launches.enums import ReleaseMode, RundownState, State
from launches.errors import NoSuchTransition, NotAllowed, Stale
from launches.models import AuditEntry, Cue, Rundown, User

from . import audit
from .release import release_on_cue


def go(rundown: Rundown, *, version: int, by: User, at: datetime) -> Rundown:
    """Take the next cue. If its launch waits for the cue, this is the instant it opens.

    Raises NotAllowed, Stale (another caller was first; says who) and NoSuchTransition
    at the end of the list.
    """
    _check(rundown, version=version, by=by)
    coming = following(rundown)
    if coming is None:
        raise NoSuchTransition(_("This was the last cue."))
    return _take(rundown, coming, "show_go", version=version, by=by, at=at)


def back(rundown: Rundown, *, version: int, by: User, at: datetime) -> Rundown:
    """Take the cue before. What was opened stays open."""
    _check(rundown, version=version, by=by)
    before = _neighbour(rundown, forward=False)
    if before is None:
        raise NoSuchTransition(_("There is no cue before this one."))
    return _take(rundown, before, "show_back", version=version, by=by, at=at, opening=False)


def jump(rundown: Rundown, *, cue: Cue, version: int, by: User, at: datetime) -> Rundown:
    """Take any cue of this rundown. It opens nothing: only GO does."""
    if cue.rundown_id != rundown.pk:
        raise NoSuchTransition(_("That cue is not of this stage."))
    return _take(rundown, cue, "show_jump", version=version, by=by, at=at, opening=False)


def hold(rundown: Rundown, *, version: int, by: User, at: datetime) -> Rundown:
    """Put the forum's own slate before everything, until `resume` or the next cue."""
    _allow(by)
    if rundown.state == RundownState.HOLD:
        return rundown
    return _move(rundown, "show_hold", version=version, by=by, at=at, state=RundownState.HOLD)


def resume(rundown: Rundown, *, version: int, by: User, at: datetime) -> Rundown:
    """Go on where it was held."""
    _allow(by)
    if rundown.state != RundownState.HOLD:
        return rundown
    state = RundownState.RUNNING if rundown.current_id else RundownState.IDLE
    return _move(rundown, "show_resume", version=version, by=by, at=at, state=state)


def following(rundown: Rundown) -> Cue | None:
    """The cue that GO takes."""
    return _neighbour(rundown, forward=True)


def opens(cue: Cue) -> bool:
    """GO onto this cue is the release moment of its launch."""
    launch = cue.launch
    return (
        launch is not None
        and launch.state == State.APPROVED
        and launch.release_mode == ReleaseMode.CUE
        and launch.opens_at is None
    )


def _neighbour(rundown: Rundown, *, forward: bool) -> Cue | None:
    cues = rundown.cues.select_related("launch")
    if rundown.current is None:
        return cues.order_by("position").first() if forward else None
    place = rundown.current.position
    if forward:
        return cues.filter(position__gt=place).order_by("position").first()
    return cues.filter(position__lt=place).order_by("-position").first()


def _take(
    rundown: Rundown,
    cue: Cue,
    verb: str,
    *,
    version: int,
    by: User,
    at: datetime,
    opening: bool = True,
) -> Rundown:
    with transaction.atomic():
        _move(
            rundown,
            verb,
            version=version,
            by=by,
            at=at,
            current=cue,
            since=at,
            state=RundownState.RUNNING,
        )
        if opening and cue.launch is not None:
            release_on_cue(cue.launch, by=by, at=at)
    return rundown


def _allow(by: User) -> None:
    if not rules.calls_show(by):
        raise NotAllowed(_("You are not a caller of this show."))


def _check(rundown: Rundown, *, version: int, by: User) -> None:
    """Whoever is late is told so, and not that the list has ended."""
    _allow(by)
    rundown.refresh_from_db()
    if rundown.version != version:
        raise _stale(rundown)


def _move(
    rundown: Rundown, verb: str, *, version: int, by: User, at: datetime, **columns: object
) -> Rundown:
    """Change the row if it is still the version the caller saw."""
    _allow(by)
    before = rundown.state
    with transaction.atomic():
        same = Rundown.objects.filter(pk=rundown.pk, version=version)
        if not same.update(version=version + 1, **columns):
            raise _stale(rundown)
        for name, value in {"version": version + 1, **columns}.items():
            setattr(rundown, name, value)
        audit.record(
            verb,
            by=by,
            at=at,
            before=before,
            after=rundown.state,
            stage=rundown.stage.slug,
            cue=rundown.current.uid if rundown.current else "",
            version=rundown.version,
        )
    return rundown


def _stale(rundown: Rundown) -> Stale:
    last = (
        AuditEntry.objects.filter(verb__startswith="show_", detail__stage=rundown.stage.slug)
        .select_related("actor")
        .order_by("-pk")
        .first()
    )
    who = str(last.actor) if last and last.actor else _("Another caller")
    message = _("%(who)s was first. Look at what is on now, then press again.") % {"who": who}
    return Stale(message, by=last.actor if last else None, at=last.at if last else None)
