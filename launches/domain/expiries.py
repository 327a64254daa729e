"""Reminds the owners of an entry of licences and model releases that end, once a step.

Read from what the worker found in the latest revisions (launches.models.Finding).
"""

from datetime import date, datetime, time, timedelta

from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.timezone import localdate

from launches.mail_kinds import Values
from launches.models import Launch, Reminder
from launches.queries import desk, tenancy

from . import mailing

# The step's name: days before the last day. Of two that have come, the nearer one is sent.
STEPS = {"rights3": timedelta(days=3), "rights14": timedelta(days=14)}


def remind(*, at: datetime) -> int:
    """Write the reminders that are due; how many entries were reminded.

    A right that is given for longer afterwards reminds again before its new end; one
    that has ended already is shown on the desk and in the portal, and reminds nobody. Of an
    entry only the first end is known: until one that has passed is mended, a later one
    reminds nobody.
    """
    day, today = timedelta(days=1), localdate(at)  # some zones are a day ahead, some behind
    rows = list(desk.expiring(today + day).filter(finding__expires_on__gte=today - day))
    taken = set(Reminder.objects.filter(launch__in=rows).values_list("launch", "lead", "closes_at"))
    return sum(_remind(row, taken, at) for row in rows)


def _remind(launch: Launch, taken: set[tuple[int, str, datetime]], at: datetime) -> bool:
    last, today = launch.finding.expires_on, localdate(at, launch.forum.tz)
    if last is None or last < today:
        return False
    step = next((name for name, lead in STEPS.items() if last - lead <= today), "")
    ends = datetime.combine(last, time.max, launch.forum.tz).replace(microsecond=0)
    if not step or (launch.pk, step, ends) in taken:
        return False
    try:
        with transaction.atomic():
            Reminder.objects.create(launch=launch, lead=step, closes_at=ends, at=at)
            _write(launch, last, (last - today).days, at)
    except IntegrityError:  # another worker was first
        return False
    return True


def _write(launch: Launch, last: date, left: int, at: datetime) -> None:
    def values() -> Values:
        link = mailing.address("portal:launch", launch.uid)
        return {"last": date_format(last), "left": str(left), "link": link}

    to = tenancy.owners_of(launch)
    mailing.post("rights_end", to=to, launch=launch, at=at, values=values)
