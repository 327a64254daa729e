"""What a failing database leaves of a slate: everything as it was, and the desk alarmed."""

from collections.abc import Callable
from datetime import datetime

from django.db import Error as DatabaseError
from django.db import transaction
from django.utils.translation import gettext as _

from launches import clock
from launches.errors import NotReady
from launches.models import Slate, User

from . import audit, mailing, preflight


def whole(slate: Slate, act: Callable[[], Slate], *, by: User, at: datetime) -> Slate:
    """Do an act on a slate, all of it or nothing.

    Where the database fails in the midst of it, for one member of ten, nothing has opened
    or changed. Then all who may release are alarmed, each member is tried by itself to learn
    which one it is, and NotReady names it. What the act itself refuses is passed on.
    """
    try:
        with transaction.atomic():
            return act()
    except DatabaseError as error:
        why = type(error).__name__
    slate.refresh_from_db()
    opens_at = max(slate.opens_at or at, clock.now())
    said = preflight.grave(preflight.rehearse(slate, opens_at=opens_at, at=at))
    with transaction.atomic():
        audit.record_slate("slate_failed", slate, by=by, at=at, note=why)
        mailing.tell_alarm(slate, by=by, at=at)
    raise NotReady(
        _("The database failed in the midst of it (%(why)s). Nothing has changed; try again.")
        % {"why": why},
        fields=said,
    )
