"""The points of a change request: asked by the desk, answered or fixed by the company.

A point is met when the company said why it stays, or when the field it is about is no
longer what it was. A point that is neither keeps the entry from being handed in again.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from launches import rules
from launches.content import Content
from launches.enums import State
from launches.errors import NotAllowed, NotReady, ReasonNeeded, Stale, UnveilError
from launches.models import ChangeRequest, DefectCode, Launch, User

from . import audit

LONGEST = 2000


class Asked(NamedTuple):
    """What the desk wants mended: on which field (empty: the whole entry), why, until when."""

    field: str
    reason: str
    code: DefectCode | None = None
    due_at: datetime | None = None


def cleaned(points: Iterable[tuple], *, at: datetime) -> list[Asked]:
    """The points that say something. A code alone says its own name.

    Raises UnveilError for a day that has passed.
    """
    found = []
    for number, row in enumerate(points):
        point = Asked(*row)
        reason = point.reason.strip() or (str(point.code) if point.code else "")
        if not reason:
            continue
        if point.due_at and point.due_at <= at:
            raise UnveilError(fields={f"point-{number}-due_at": _("This moment has passed.")})
        field = point.field or (point.code.field if point.code else "")
        found.append(point._replace(reason=reason, field=field))
    return found


def fingerprint(launch: Launch, content: Content, field: str) -> str:
    """SHA-256 in hex of what a field holds; fields are named as in rules.missing.

    The whole entry, and a name that is no field of the content, stand for everything.
    """
    value = _value(launch, content, field)
    kept = json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(kept.encode("utf-8", "replace")).hexdigest()


def _value(launch: Launch, content: Content, field: str) -> object:
    moment = [launch.release_mode, launch.opens_at]
    kind, _dot, rest = field.partition(".")
    if field == "opens_at":
        return moment
    if kind == "texts" and rest:
        language, _dot, name = rest.partition(".")
        words = content.in_language(language)
        said = asdict(words) if words else {}
        return said.get(name, "") if name else said
    if kind == "materials" and rest:
        slot = rest.partition(".")[0]
        return [asdict(row) for row in content.materials if row.slot == slot]
    if field and hasattr(content, field):
        return getattr(content, field)
    return [content.digest(), moment]


def is_fixed(point: ChangeRequest, launch: Launch, content: Content) -> bool:
    """Whether the field differs from what it was when the point was asked."""
    if not point.before:
        return point.revision != launch.latest_revision
    return fingerprint(launch, content, point.field) != point.before


def open_of(launch: Launch) -> list[ChangeRequest]:
    """The points that wait for the company, in the order they were asked."""
    rows = launch.change_requests.filter(resolved_at=None).select_related("code")
    return list(rows.order_by("number"))


def unmet(launch: Launch, content: Content) -> list[ChangeRequest]:
    """Open points that are neither answered nor fixed."""
    return [
        point
        for point in open_of(launch)
        if point.answered_at is None and not is_fixed(point, launch, content)
    ]


def require_met(launch: Launch, content: Content) -> None:
    """Raise NotReady naming each open point that is neither answered nor fixed."""
    if found := unmet(launch, content):
        sentence = _("Point %(number)d is neither changed nor answered: %(reason)s")
        fields = {
            f"points.{point.number}": sentence % {"number": point.number, "reason": point.reason}
            for point in found
        }
        raise NotReady(
            _("Some points of the editors are open. Change them, or say why they stay."),
            fields=fields,
        )


def hand_in(launch: Launch, content: Content, *, at: datetime) -> None:
    """Mark the open points as handed in, each with whether its field was changed."""
    rows = open_of(launch)
    for point in rows:
        point.fixed, point.resolved_at = is_fixed(point, launch, content), at
    ChangeRequest.objects.bulk_update(rows, ["fixed", "resolved_at"])


def answer(point: ChangeRequest, *, text: str, by: User, at: datetime) -> ChangeRequest:
    """Say why something stays as it is. Can be said anew until the entry is handed in.

    Raises NotAllowed for all but the company's writers, ReasonNeeded for nothing said,
    Stale when the entry is no longer with the company.
    """
    launch, text = point.launch, text.strip()
    if not rules.is_writer(by, launch):
        raise NotAllowed()
    if not text:
        raise ReasonNeeded(fields={"answer": _("Please say why it stays as it is.")})
    if len(text) > LONGEST:
        found = {"found": len(text), "wanted": LONGEST}
        words = _("%(found)s characters; at most %(wanted)s are possible.") % found
        raise UnveilError(fields={"answer": words})
    with transaction.atomic():
        mine = ChangeRequest.objects.filter(
            pk=point.pk, resolved_at=None, launch__state=State.CHANGES_REQUESTED
        )
        if not mine.update(answer=text, answered_by=by, answered_at=at):
            raise Stale(_("This point is no longer open."))
        audit.record("point_answered", by=by, at=at, launch=launch, note=text, point=point.number)
    point.refresh_from_db()
    return point


def accept(point: ChangeRequest, *, by: User, at: datetime) -> ChangeRequest:
    """The desk is content with how a point was met. Accepting twice changes nothing."""
    launch = point.launch
    if not rules.reviews(by, launch):
        raise NotAllowed()
    with transaction.atomic():
        handed_in = ChangeRequest.objects.filter(
            pk=point.pk, resolved_at__isnull=False, accepted_at=None
        )
        if handed_in.update(accepted_by=by, accepted_at=at):
            audit.record("point_accepted", by=by, at=at, launch=launch, point=point.number)
    point.refresh_from_db()
    if point.accepted_at is None:
        raise Stale(_("This point is open: the company has not handed it in again."))
    return point
