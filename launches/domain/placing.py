"""Where in the programme an entry belongs."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from launches import rules
from launches.enums import CLOSED_STATES, State
from launches.errors import NotAllowed, UnveilError
from launches.models import Launch, Theme, User

from . import audit
from .transitions import stale


def move_theme(launch: Launch, *, to: Theme, by: User, at: datetime) -> Launch:
    """Move an entry to another theme of its forum.

    Raises NotAllowed (not of the desk, or a closed entry), UnveilError (a theme of
    another forum; an approved entry, whose frozen edition names its theme) and Stale.
    """
    if not rules.reviews(by, launch) or launch.state in CLOSED_STATES:
        raise NotAllowed()
    if to.forum_id != launch.forum_id:
        raise UnveilError(_("This theme belongs to another forum."))
    if launch.state == State.APPROVED:
        raise UnveilError(_("The entry is approved: its edition names the theme already."))
    if launch.theme_id == to.pk:
        return launch
    with transaction.atomic():
        same = Launch.objects.filter(pk=launch.pk, state=launch.state, theme=launch.theme_id)
        if not same.update(theme=to):
            raise stale(launch)
        was, now = launch.theme.slug, to.slug
        audit.record("theme_moved", by=by, at=at, launch=launch, was=was, now=now)
    launch.theme = to
    return launch
