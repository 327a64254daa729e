"""One act on many entries: begun by a person, done one by one, each with its own outcome.

Each entry is one transaction that claims its item first, so a job that died is begun
again and does nothing twice. What did not work says why and holds up none of the others.
"""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import Error as DatabaseError
from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from launches import clock, rules
from launches.enums import BulkAct, BulkItemState, BulkState
from launches.errors import NotAllowed, Stale, UnveilError
from launches.models import BulkItem, BulkJob, Launch, User

from . import audit

log = logging.getLogger("unveil.worker")
MOST = 20_000
STUCK = timedelta(minutes=2)  # without a sign of life
Do = Callable[[Launch], object]


def begin(
    act: BulkAct, launches: Iterable[int], *, params: dict[str, Any], by: User, at: datetime
) -> BulkJob:
    """Note what is to be done to which launches (ids); a job of the worker does it.

    Raises NotAllowed for all but the desk, UnveilError where there is none or too many.
    """
    if not rules.works_at_desk(by):
        raise NotAllowed()
    ids = list(dict.fromkeys(launches))
    if not ids:
        raise UnveilError(_("Choose at least one entry."))
    if len(ids) > MOST:
        found = {"found": len(ids), "wanted": MOST}
        raise UnveilError(_("%(found)s entries; at most %(wanted)s are possible at once.") % found)
    with transaction.atomic():
        job = BulkJob.objects.create(
            act=act, params=params, by=by, at=at, touched_at=at, total=len(ids)
        )
        BulkItem.objects.bulk_create(
            (BulkItem(job=job, launch_id=pk) for pk in ids), batch_size=1000
        )
        audit.record("bulk_begun", by=by, at=at, job=job.uid, act=str(act), entries=len(ids))
    return job


def run(job: BulkJob, do: Do) -> None:
    """Do what is still to be done. Any number of workers may run the same job."""
    BulkJob.objects.filter(pk=job.pk, state=BulkState.WAITING).update(state=BulkState.RUNNING)
    waiting = job.items.filter(state=BulkItemState.WAITING)
    rows = Launch.objects.select_related("forum", "company", "theme")
    for item in list(waiting):
        launch = rows.get(pk=item.launch_id)
        reason = _done(item, launch, do)
        if reason:
            mine = BulkItem.objects.filter(pk=item.pk, state=BulkItemState.WAITING)
            mine.update(state=BulkItemState.REFUSED, reason=reason)
        BulkJob.objects.filter(pk=job.pk).update(touched_at=clock.now())
    _finish(job, at=clock.now())


def _done(item: BulkItem, launch: Launch, do: Do) -> str:
    """Claim one item and do it; why it did not work, or nothing."""
    try:
        with transaction.atomic():
            mine = BulkItem.objects.filter(pk=item.pk, state=BulkItemState.WAITING)
            if mine.update(state=BulkItemState.DONE):
                do(launch)
    except UnveilError as refusal:
        return "\n".join([str(refusal.message), *map(str, refusal.fields.values())])
    except DatabaseError:
        raise
    except Exception as error:
        # The kind of error only: its words may hold a title.
        log.error("bulk item %s failed (%s)", item.pk, type(error).__name__)
        return _("Something went wrong here. Please tell the technicians.")
    return ""


def _finish(job: BulkJob, *, at: datetime) -> None:
    with transaction.atomic():
        open_ones = BulkJob.objects.exclude(state=BulkState.DONE).filter(pk=job.pk)
        if open_ones.update(state=BulkState.DONE, finished_at=at, touched_at=at):
            audit.record("bulk_done", by=job.by, at=at, job=job.uid, entries=counts(job))


def counts(job: BulkJob) -> dict[str, int]:
    """{state of an item: how many}, zero included."""
    rows = dict(job.items.order_by().values_list("state").annotate(n=Count("pk")))
    return {str(state): rows.get(state, 0) for state in BulkItemState.values}


def is_stuck(job: BulkJob, *, at: datetime) -> bool:
    """Whether the worker seems to have died over it."""
    return job.state != BulkState.DONE and job.touched_at < at - STUCK


def again(job: BulkJob, *, by: User, at: datetime) -> None:
    """Claim a job that seems to have died, to have it gone on with. Raises Stale."""
    if not rules.works_at_desk(by):
        raise NotAllowed()
    rows = BulkJob.objects.exclude(state=BulkState.DONE)
    if not rows.filter(pk=job.pk, touched_at__lt=at - STUCK).update(touched_at=at):
        raise Stale(_("It is being worked on."))
