"""Reminds drafts of the deadline, and has companies reminded of due points, each once.

A reminder is claimed by a row before it is written, in the same transaction. Only the
nearest one is due at any time: a worker that was down for a week does not send three.
Whoever began after a reminder's instant does not get it.
"""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from launches.enums import State
from launches.mail_kinds import Values
from launches.models import CallWindow, Launch, Reminder
from launches.queries import call, tenancy

from . import dues, expiries, mailing

LEADS = {"3h": timedelta(hours=3), "1d": timedelta(days=1), "7d": timedelta(days=7)}


def remind(*, at: datetime) -> int:
    """Write the reminders that are due; how many entries were reminded."""
    drafts = _drafts(at)
    taken = set(
        Reminder.objects.filter(launch__in=drafts).values_list("launch", "lead", "closes_at")
    )
    windows = call.windows_of(drafts)
    told = sum(_remind_draft(draft, windows[draft.pk].closes_at, taken, at) for draft in drafts)
    return told + dues.remind(at=at) + expiries.remind(at=at)


def _drafts(at: datetime) -> list[Launch]:
    """Drafts of forums that have a window closing within the longest lead."""
    soon = {"gt": at, "lte": at + LEADS["7d"]}
    windows = CallWindow.objects.filter(**{f"closes_at__{name}": to for name, to in soon.items()})
    dates = {f"forum__submissions_close_at__{name}": to for name, to in soon.items()}
    near = Q(**dates) | Q(forum__in=windows.values("forum"))
    drafts = Launch.objects.filter(near, state=State.DRAFT)
    return list(drafts.select_related("forum").order_by("pk"))


def nearest(closing: datetime, *, at: datetime) -> str:
    """The lead that is due: the shortest that has been reached; empty where none is."""
    if at >= closing:
        return ""
    return next((name for name, span in LEADS.items() if closing - span <= at), "")


def _remind_draft(
    launch: Launch, closing: datetime, taken: set[tuple[int, str, datetime]], at: datetime
) -> bool:
    lead = nearest(closing, at=at)
    if not lead or launch.created_at > closing - LEADS[lead]:
        return False
    if (launch.pk, lead, closing) in taken:
        return False
    try:
        with transaction.atomic():
            Reminder.objects.create(launch=launch, lead=lead, closes_at=closing, at=at)
            _write_deadline(launch, lead, closing, at)
    except IntegrityError:  # another worker was first
        return False
    return True


def _write_deadline(launch: Launch, lead: str, closing: datetime, at: datetime) -> None:
    def values() -> Values:
        return {
            "left": {"3h": _("3 hours"), "1d": _("1 day"), "7d": _("7 days")}[lead],
            "closes": dues.local(launch, closing),
            "link": mailing.address("portal:launch", launch.uid),
        }

    mailing.post("deadline", to=tenancy.people_of(launch), launch=launch, at=at, values=values)
