"""Corrections that open with a slate: approved now, read from its instant on."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from launches import clock
from launches.content import Content
from launches.enums import Action
from launches.errors import NoSuchTransition, ReasonNeeded
from launches.models import Edition, Launch, Slate, User

from . import slates
from .freeze import freeze
from .release import check_latest, check_names
from .transitions import transition
from .wire import hold_wire


def prepare(
    slate: Slate,
    launch: Launch,
    *,
    revision: int,
    content: Content,
    note: str,
    by: User,
    at: datetime,
) -> Edition:
    """Approve a newer revision of an open launch as a correction that opens with the slate.

    `content` is what `revision` says, `note` the public sentence of what changed. Nobody
    reads it before the slate's instant, press under embargo included: they have the
    version that stands. A correction prepared for this slate before is replaced.
    Raises ReasonNeeded, Stale (a newer revision exists), FourEyes and NotAllowed, and
    NoSuchTransition where the slate is locked, the launch is not open, says this already, or
    is on another slate.
    """
    if not note.strip():
        raise ReasonNeeded(fields={"note": _("Say in a sentence what was corrected.")})
    slates.changeable(slate, by)
    check_latest(launch, revision)
    if not launch.is_released(at=clock.now()):
        raise NoSuchTransition(_("“%s” is not open yet. Put it on the slate as it is.") % launch)
    if launch.approved_revision == revision:
        raise NoSuchTransition(_("There is no newer version to correct with."))
    check_names(launch, content)
    with transaction.atomic():
        hold_wire()
        if not slate.members.filter(launch=launch).exists():
            slates.join(slate, launch, corrects=True, by=by, at=at)
        transition(
            launch,
            Action.PREPARE_CORRECTION,
            by=by,
            at=at,
            note=note,
            **launch.approval(revision, by=by, at=at),
        )
        return freeze(
            launch, content, revision=revision, by=by, at=at, note=note.strip(), prepared=True
        )
