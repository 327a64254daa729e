"""Due dates of points: they remind the company, once a step, and the desk can move them."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from launches import rules, zones
from launches.enums import State
from launches.errors import NotAllowed, ReasonNeeded, Stale, UnveilError
from launches.mail_kinds import Values
from launches.models import ChangeRequest, Launch, User
from launches.queries import tenancy

from . import audit, mailing

STEPS = {"points_due": timedelta(days=1), "points_overdue": timedelta(0)}  # mail: time before due
LONGEST = 500


def move(point: ChangeRequest, *, to: datetime, reason: str, by: User, at: datetime) -> None:
    """Give the company more or less time for an open point; it reads the reason in the portal.

    The mail of the move counts as the reminder of every step that lies before it. Raises
    NotAllowed for whoever may not review the entry, UnveilError for a moment that has
    passed or stands already, ReasonNeeded, and Stale where the point is no longer open.
    """
    launch = point.launch
    if not rules.reviews(by, launch):
        raise NotAllowed()
    reason = reason.replace("\0", "").strip()[:LONGEST]
    if not reason:
        raise ReasonNeeded(fields={"reason": _("Please say why the date is moved.")})
    if to <= at:
        raise UnveilError(fields={"due_at": _("This moment has passed.")})
    if to == point.due_at:
        raise UnveilError(fields={"due_at": _("It is due then already.")})
    was = point.due_at
    with transaction.atomic():
        mine = open_points().filter(pk=point.pk, due_at=was)
        moved = {"due_was": was, "due_reason": reason, "due_moved_at": at, "due_moved_by": by}
        if not mine.update(due_at=to, reminded_at=at, **moved):
            raise Stale(_("This point is no longer open."))
        audit.record(
            "due_moved",
            by=by,
            at=at,
            launch=launch,
            note=reason,
            point=point.number,
            was=was.isoformat() if was else "",
            now=to.isoformat(),
        )
        _write("due_moved", launch, by=by, at=at, point=str(point.number), due=to)
    point.refresh_from_db()


def open_points() -> QuerySet[ChangeRequest]:
    """Points that wait for the company."""
    return ChangeRequest.objects.filter(
        resolved_at=None, launch__state=State.CHANGES_REQUESTED
    ).select_related("launch__forum")


def remind(*, at: datetime) -> int:
    """One mail for each entry and step that open points have come to; how many were written.

    Whoever was asked, or told of a new date, after a step's instant does not get it.
    """
    return sum(_remind_step(kind, lead, at) for kind, lead in STEPS.items())


def _remind_step(kind: str, lead: timedelta, at: datetime) -> int:
    instant = F("due_at") - lead
    later = min((span for span in STEPS.values() if span < lead), default=None)
    due = open_points().filter(
        Q(reminded_at=None) | Q(reminded_at__lt=instant),
        answered_at=None,
        at__lte=instant,
        due_at__lte=at + lead,
    )
    if later is not None:
        due = due.filter(due_at__gt=at + later)
    launches = {point.launch_id: point.launch for point in due}
    return sum(_remind_of(launch, kind, due, at) for launch in launches.values())


def _remind_of(launch: Launch, kind: str, due: QuerySet[ChangeRequest], at: datetime) -> bool:
    with transaction.atomic():
        rows = due.filter(launch=launch)
        first = rows.order_by("due_at").values_list("due_at", flat=True).first()
        found = ChangeRequest.objects.filter(pk__in=rows.values("pk")).update(reminded_at=at)
        if not found or first is None:
            return False
        _write(kind, launch, at=at, points=str(found), due=first)
    return True


def _write(
    kind: str, launch: Launch, *, due: datetime, at: datetime, by: User | None = None, **said: str
) -> None:
    def values() -> Values:
        link = mailing.address("portal:status", launch.uid)
        return {**said, "due": local(launch, due), "link": link}

    mailing.post(kind, to=tenancy.people_of(launch), launch=launch, by=by, at=at, values=values)


def local(launch: Launch, instant: datetime) -> str:
    """An instant in the forum's zone, with its distance from UTC, in the active language."""
    there = instant.astimezone(launch.forum.tz)
    return f"{date_format(there, 'DATETIME_FORMAT')} {zones.offset(instant, launch.forum.tz)}"
