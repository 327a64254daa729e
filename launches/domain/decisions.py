"""Decisions prepared one by one, and applied together at a moment or by a button.

Until then nothing has happened: no state, no mail, nothing that a company could see.
Applying takes each entry in a transaction of its own, all or nothing, with the right of
the person who decided; what does not work is kept with its reason and can be applied
again. What is applied once stays applied.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import InterfaceError, OperationalError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from launches import rules
from launches.content import Content
from launches.enums import UNDER_REVIEW, Ruling, RulingState
from launches.errors import NoSuchTransition, NotAllowed, ReasonNeeded, Stale, UnveilError
from launches.models import DecisionBatch, Launch, PreparedDecision, User

from . import audit, editing, mailing, outbox, release, review
from .submission import edited_since
from .transitions import require_deciding

log = logging.getLogger("unveil.decisions")
LONGEST = 2000
Read = Callable[[Launch, Ruling], Content]  # what an entry's newest version says, to rule on it


@dataclass
class Report:
    """How many decisions of a batch were applied just now, and those that were not."""

    applied: int = 0
    refused: int = 0


def open_batch(
    *, name: str, apply_at: datetime | None, holds_mail: bool, by: User, at: datetime
) -> DecisionBatch:
    """Begin a batch. Raises UnveilError where it has no name or its moment has passed."""
    if not rules.is_desk(by) or not by.has_perm("launches.review_launch"):
        raise NotAllowed()
    name = " ".join(name.replace("\0", "").split())
    if not name:
        raise UnveilError(fields={"name": _("Please give the batch a name.")})
    if apply_at is not None and apply_at <= at:
        raise UnveilError(fields={"apply_at": _("This moment has passed.")})
    with transaction.atomic():
        batch = DecisionBatch.objects.create(
            name=name[:120], apply_at=apply_at, holds_mail=holds_mail, by=by, at=at
        )
        audit.record("decisions_opened", by=by, at=at, batch=batch.uid)
    return batch


def prepare(
    batch: DecisionBatch, launch: Launch, *, ruling: Ruling, words: str, by: User, at: datetime
) -> PreparedDecision:
    """Note what is to become of an entry; an earlier note about it is replaced.

    `words` go to the company: the reason of a refusal, or what should change. Raises
    ReasonNeeded where they lack, NotAllowed and FourEyes as the act itself would.
    """
    words = words.replace("\0", "").strip()[:LONGEST]
    if ruling != Ruling.ACCEPT and not words:
        raise ReasonNeeded(fields={"words": _("Please write what the company will read.")})
    with transaction.atomic():
        launch = editing.lock(launch)
        if launch.state not in UNDER_REVIEW:
            raise NoSuchTransition(_("Only entries under review are decided."))
        require_deciding(launch, by, approving=ruling == Ruling.ACCEPT)
        PreparedDecision.objects.filter(launch=launch).exclude(state=RulingState.APPLIED).delete()
        decision = PreparedDecision.objects.create(
            batch=batch,
            launch=launch,
            ruling=ruling,
            words=words,
            revision=launch.latest_revision or 0,
            by=by,
            at=at,
        )
        audit.record("decision_prepared", by=by, at=at, launch=launch, after=ruling)
    return decision


def drop(decision: PreparedDecision, *, by: User, at: datetime) -> None:
    """Take a prepared decision out again. Raises Stale where it was applied meanwhile."""
    require_deciding(decision.launch, by)
    with transaction.atomic():
        waiting = PreparedDecision.objects.filter(pk=decision.pk)
        if not waiting.exclude(state=RulingState.APPLIED).delete()[0]:
            raise Stale(_("This decision has been applied already."))
        audit.record("decision_dropped", by=by, at=at, launch=decision.launch)


def apply(batch: DecisionBatch, *, read: Read, by: User | None, at: datetime) -> Report:
    """Apply what waits in a batch, then let its mails go together unless they are held.

    `by` is who pressed the button, None for the batch's own moment; the acts are those of
    the people who decided. Pressing twice, or two workers at once, decide nothing twice.
    """
    if by is not None and not by.has_perm("launches.approve_launch"):
        raise NotAllowed()
    report = Report()
    waiting = batch.decisions.exclude(state=RulingState.APPLIED).select_related("by")
    for decision in waiting:
        if _applied(decision, batch, read, at=at):
            report.applied += 1
        elif decision.state == RulingState.REFUSED:
            report.refused += 1
    with transaction.atomic():
        DecisionBatch.objects.filter(pk=batch.pk).update(applied_at=at, apply_at=None)
        audit.record("decisions_applied", by=by, at=at, batch=batch.uid, **vars(report))
        if not batch.holds_mail:
            outbox.send_held(batch.uid, at=at)
    return report


def _applied(decision: PreparedDecision, batch: DecisionBatch, read: Read, *, at: datetime) -> bool:
    """Take one decision; False where it was refused or another was first.

    What breaks for a reason of its own is refused as well, so that it holds up no other.
    A database that does not answer is nobody's fault: that is tried again.
    """
    try:
        with transaction.atomic(), mailing.held(batch.uid):
            mine = PreparedDecision.objects.filter(pk=decision.pk)
            if not mine.exclude(state=RulingState.APPLIED).update(
                state=RulingState.APPLIED, applied_at=at, refusal=""
            ):
                return False
            _take(decision, read, at=at)
    except UnveilError as refusal:
        _refuse(decision, refusal.in_words)
        return False
    except (InterfaceError, OperationalError):
        raise
    except Exception as error:
        # The kind of error only: its words may hold a title.
        log.error("decision %s failed (%s)", decision.pk, type(error).__name__)
        _refuse(decision, _("Something went wrong here. Please tell the technicians."))
        return False
    return True


def _refuse(decision: PreparedDecision, words: str) -> None:
    decision.state = RulingState.REFUSED
    still = PreparedDecision.objects.filter(pk=decision.pk).exclude(state=RulingState.APPLIED)
    still.update(state=RulingState.REFUSED, refusal=words)


def _take(decision: PreparedDecision, read: Read, *, at: datetime) -> None:
    launch = Launch.objects.select_related("forum", "company").get(pk=decision.launch_id)
    by, words = decision.by, decision.words
    if launch.latest_revision != decision.revision:
        raise edited_since(launch)
    if decision.ruling == Ruling.DECLINE:
        review.reject(launch, reason=words, by=by, at=at)
    elif decision.ruling == Ruling.CHANGES:
        content = read(launch, Ruling.CHANGES)
        review.request_changes(launch, points=[("", words)], content=content, by=by, at=at)
    else:
        review.start_review(launch, by=by, at=at)
        content = read(launch, Ruling.ACCEPT)
        release.approve(
            launch, revision=decision.revision, content=content, by=by, at=at, note=words
        )


def apply_due(*, read: Read, at: datetime) -> int:
    """Apply the batches whose moment has come; how many those were. For the worker.

    The earliest moment first. A batch that fails keeps its moment and holds up none. What does
    not work is said in the language of whoever opened the batch.
    """
    batches = DecisionBatch.objects.filter(apply_at__lte=at).select_related("by")
    done = 0
    for batch in list(batches.order_by("apply_at", "pk")):
        with override((batch.by and batch.by.language) or "en"):
            done += _apply_due(batch, read, at=at)
    return done


def _apply_due(batch: DecisionBatch, read: Read, *, at: datetime) -> bool:
    try:
        apply(batch, read=read, by=None, at=at)
    except (InterfaceError, OperationalError):
        raise
    except Exception as error:
        log.error("decisions %s not applied (%s)", batch.uid, type(error).__name__)
        return False
    return True
