"""The desk reads: start, ask for changes and take that back, decline."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from launches.content import Content
from launches.enums import Action, MailState, State
from launches.errors import NotAllowed, ReasonNeeded, Stale
from launches.models import ChangeRequest, Launch, Mail, User

from . import audit, mailing, points
from .points import Asked
from .transitions import transition

UNDO = timedelta(minutes=10)  # how long a request can be edited and taken back by its author


def start_review(launch: Launch, *, by: User, at: datetime) -> Launch:
    """Take a submitted entry into review. Nothing happens if it is there already."""
    if launch.state == State.IN_REVIEW:
        return launch
    return transition(launch, Action.START_REVIEW, by=by, at=at)


def request_changes(
    launch: Launch,
    *,
    points: Iterable[tuple],
    by: User,
    at: datetime,
    content: Content | None = None,
    reopen: Mapping[int, str] | None = None,
) -> list[ChangeRequest]:
    """Send the entry back with what should be mended.

    `points` are (field, reason, code, due_at) as in points.Asked, the last two optional;
    `reopen` are earlier points by number, each with a remark. `content` is what the
    company's version says now, to see later what was changed. The mail leaves after
    UNDO, so that a request taken back was never told. Raises ReasonNeeded when nothing
    says anything.
    """
    asked, again = _asked(launch, points, reopen or {}, at)
    with transaction.atomic(), mailing.held(until=at + UNDO):
        note = "\n".join([*(point.reason for point in asked), *again.values()])
        news = {"points": str(len(asked) + len(again))}
        transition(launch, Action.REQUEST_CHANGES, by=by, at=at, note=note, news=news)
        _reopen(launch, again, content, at=at)
        last = launch.change_requests.aggregate(last=Max("number"))["last"] or 0
        return ChangeRequest.objects.bulk_create(
            ChangeRequest(
                launch=launch,
                number=number,
                revision=launch.latest_revision,
                before=_fingerprint(launch, content, point.field),
                by=by,
                at=at,
                **point._asdict(),
            )
            for number, point in enumerate(asked, last + 1)
        )


def _asked(
    launch: Launch, rows: Iterable[tuple], reopen: Mapping[int, str], at: datetime
) -> tuple[list[Asked], dict[int, str]]:
    asked = points.cleaned(rows, at=at)
    known = launch.change_requests.filter(number__in=reopen, resolved_at__isnull=False)
    again = {number: reopen[number].strip() for number in known.values_list("number", flat=True)}
    if not asked and not again:
        raise ReasonNeeded(fields={"reason": _("Please say what should change.")})
    return asked, again


def _fingerprint(launch: Launch, content: Content | None, field: str) -> str:
    return points.fingerprint(launch, content, field) if content else ""


def _reopen(
    launch: Launch, again: Mapping[int, str], content: Content | None, *, at: datetime
) -> None:
    """Open points again: what was answered before is kept to be read, and wants a new answer."""
    for point in launch.change_requests.filter(number__in=again):
        point.remark, point.reopened_at = again[point.number], at
        point.resolved_at = point.accepted_at = point.accepted_by = point.answered_at = None
        point.revision = launch.latest_revision
        point.before = _fingerprint(launch, content, point.field)
        point.save()


def _of_request(launch: Launch, *, by: User, at: datetime) -> list[ChangeRequest]:
    """The points of the request that stands, if its author may still change it.

    Raises NotAllowed (another's request), Stale (too late, or the company has begun).
    """
    launch.refresh_from_db(fields=["state", "state_by", "state_at", "latest_revision"])
    if launch.state != State.CHANGES_REQUESTED:
        raise Stale(_("The entry is no longer with the company."))
    if launch.state_by_id != by.pk:
        raise NotAllowed(_("Only the person who asked can change or take back the request."))
    rows = points.open_of(launch)
    if not rows:
        raise Stale(_("There is no request to take back."))
    begun = any(row.answered_at or row.revision != launch.latest_revision for row in rows)
    if begun or at > launch.state_at + UNDO:
        raise Stale(_("The company has the request already. Write to them, or ask again later."))
    return rows


def may_undo(launch: Launch, *, by: User, at: datetime) -> bool:
    """Whether this person can still edit or take back the request that stands."""
    try:
        return bool(_of_request(launch, by=by, at=at))
    except (NotAllowed, Stale):
        return False


def take_back(launch: Launch, *, by: User, at: datetime) -> Launch:
    """Undo a request for changes: its points go, its mail is never sent, review goes on."""
    with transaction.atomic():
        rows, asked_at = _of_request(launch, by=by, at=at), launch.state_at
        transition(launch, Action.TAKE_BACK, by=by, at=at)
        for row in rows:
            if row.reopened_at == asked_at:
                row.resolved_at = asked_at
                row.save(update_fields=["resolved_at"])
            else:
                row.delete()
        Mail.objects.filter(
            launch_uid=launch.uid,
            kind="changes_requested",
            state=MailState.HELD,
            made_at=asked_at,
        ).delete()
    return launch


def edit_point(point: ChangeRequest, *, asked: Asked, by: User, at: datetime) -> ChangeRequest:
    """Say a point of the request that stands better. Raises what take_back raises."""
    with transaction.atomic():
        if point not in _of_request(point.launch, by=by, at=at):
            raise Stale(_("This point is no longer open."))
        said = points.cleaned([asked], at=at)
        if not said:
            raise ReasonNeeded(fields={"reason": _("Please say what should change.")})
        if said[0].field != point.field:
            point.before = ""
        for name, value in said[0]._asdict().items():
            setattr(point, name, value)
        point.save()
        audit.record(
            "point_edited", by=by, at=at, launch=point.launch, note=point.reason, point=point.number
        )
    return point


def reject(launch: Launch, *, reason: str, by: User, at: datetime) -> Launch:
    """Decline an entry. The company reads the reason; its mail leaves after UNDO."""
    if not reason.strip():
        raise ReasonNeeded(fields={"reason": _("Please say why the entry is declined.")})
    with mailing.held(until=at + UNDO):
        return transition(launch, Action.REJECT, by=by, at=at, note=reason.strip())
