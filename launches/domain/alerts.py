"""Alerts of the press room: a saved search tells by mail what has opened.

Only what is public is told, and the mail says how many and where to look, never what: a
subject is read on many screens. A worker that was down tells everything since, once.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from launches import rules
from launches.enums import Audience, Cadence
from launches.errors import NotAllowed, UnveilError
from launches.models import Forum, Outlet, PressAlert, User
from launches.queries.gate import visible_to
from launches.queries.search import Wanted, matching

from . import audit, mailing

MOST = 20  # alerts of one person in one outlet
SETTLED = timedelta(seconds=2)  # what opened later than this may not be committed yet
DAY = timedelta(days=1)
PARTS = ("q", "theme", "country")


def make(
    outlet: Outlet, *, name: str, asked: dict[str, str], cadence: Cadence, by: User, at: datetime
) -> PressAlert:
    """Keep a search of somebody of the outlet; it tells of what opens from now on."""
    if rules.outlet_role(by, outlet.pk) is None:
        raise NotAllowed()
    if PressAlert.objects.filter(outlet=outlet, user=by).count() >= MOST:
        full = _("There are %(most)d alerts already, and that is the most.")
        raise UnveilError(fields={"name": full % {"most": MOST}})
    kept = {part: asked.get(part, "") for part in PARTS}
    with transaction.atomic():
        alert = PressAlert.objects.create(
            outlet=outlet,
            user=by,
            name=" ".join(name.split())[:80],
            asked=kept,
            cadence=cadence,
            made_at=at,
            told_until=at,
            next_at=at if cadence == Cadence.AT_ONCE else at + DAY,
        )
        audit.record("alert_made", by=by, at=at, outlet=outlet.pk, alert=alert.uid)
    return alert


def end(alert: PressAlert, *, by: User, at: datetime) -> None:
    """Forget an alert; only its own person can."""
    if alert.user_id != by.pk:
        raise NotAllowed()
    with transaction.atomic():
        audit.record("alert_ended", by=by, at=at, outlet=alert.outlet_id, alert=alert.uid)
        alert.delete()


def tell(*, at: datetime) -> int:
    """Write the mails that are due; how many. Two queries while nothing has opened."""
    until = at - SETTLED
    newest = visible_to(Audience.PUBLIC, at=until).aggregate(top=Max("opens_at"))["top"]
    if newest is None:
        return 0
    due = PressAlert.objects.filter(next_at__lte=at, told_until__lt=newest)
    rows = due.select_related("outlet", "user").order_by("next_at", "pk")[:500]
    return sum(_tell(alert, until, at) for alert in rows)


def count(alert: PressAlert, *, until: datetime) -> int:
    """How much of what it asks for has opened since it was last told."""
    editions = visible_to(Audience.PUBLIC, at=until)
    found = matching(editions, Wanted(**alert.asked), Forum.zone())
    return found.filter(opens_at__gt=alert.told_until).count()


def _tell(alert: PressAlert, until: datetime, at: datetime) -> bool:
    number = count(alert, until=until)
    with transaction.atomic():
        mine = PressAlert.objects.filter(pk=alert.pk, told_until=alert.told_until)
        following = at if alert.cadence == Cadence.AT_ONCE else at + DAY
        if not mine.update(told_until=until, next_at=following):
            return False  # another worker was first
        if not number or not alert.user.is_active:
            return False
        query = urlencode({name: value for name, value in alert.asked.items() if value})
        link = f"{mailing.address('site:room')}?{query}"
        values = {"outlet": alert.outlet.name, "count": str(number), "link": link}
        mailing.post("press_alert", to=alert.user, at=at, values=values)
    return True
