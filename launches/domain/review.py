"""The desk reads: start, ask for changes, decline."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from launches.enums import Action, State
from launches.errors import ReasonNeeded
from launches.models import ChangeRequest, Launch, User

from .transitions import transition


def start_review(launch: Launch, *, by: User, at: datetime) -> Launch:
    """Take a submitted entry into review. Nothing happens if it is there already."""
    if launch.state == State.IN_REVIEW:
        return launch
    return transition(launch, Action.START_REVIEW, by=by, at=at)


def request_changes(
    launch: Launch, *, points: list[tuple[str, str]], by: User, at: datetime
) -> list[ChangeRequest]:
    """Send the entry back with what should be mended.

    `points` are (field, reason); field may be empty for the whole entry. Raises
    ReasonNeeded when no point has a reason.
    """
    points = [(field, reason.strip()) for field, reason in points if reason.strip()]
    if not points:
        raise ReasonNeeded(fields={"reason": _("Please say what should change.")})
    with transaction.atomic():
        note = "\n".join(reason for _field, reason in points)
        news = {"points": str(len(points))}
        transition(launch, Action.REQUEST_CHANGES, by=by, at=at, note=note, news=news)
        return ChangeRequest.objects.bulk_create(
            ChangeRequest(
                launch=launch,
                field=field,
                reason=reason,
                revision=launch.latest_revision,
                by=by,
                at=at,
            )
            for field, reason in points
        )


def reject(launch: Launch, *, reason: str, by: User, at: datetime) -> Launch:
    """Decline an entry. The company reads the reason."""
    if not reason.strip():
        raise ReasonNeeded(fields={"reason": _("Please say why the entry is declined.")})
    return transition(launch, Action.REJECT, by=by, at=at, note=reason.strip())
