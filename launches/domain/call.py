"""What a company says beside its words: the type of its entry, and when it would like to open."""

from datetime import date, datetime, time

from django.db import transaction
from django.utils.translation import gettext as _

from launches import rules
from launches.enums import State
from launches.errors import NotAllowed, UnveilError
from launches.models import EntryType, Launch, Preference, Stage, User

from . import audit


def choose_type(launch: Launch, entry_type: EntryType, *, by: User, at: datetime) -> Launch:
    """Set what kind of entry it is, which decides its window and its questions.

    Once it was handed in, only the desk changes it. Raises NotAllowed, and UnveilError
    on "entry_type" for a type that this forum does not offer.
    """
    launch.refresh_from_db(fields=["state", "entry_type", "submitted_at"])
    if launch.entry_type_id == entry_type.pk:
        return launch
    _may_change(launch, by)
    if launch.submitted_at and not rules.edits(by):
        raise NotAllowed(_("It has been handed in as this type. Ask the editors to change it."))
    if entry_type.forum_id != launch.forum_id or not entry_type.is_offered:
        raise UnveilError(fields={"entry_type": _("This type is not offered.")})
    with transaction.atomic():
        launch.entry_type = entry_type
        launch.save(update_fields=["entry_type"])
        audit.record("type_chosen", by=by, at=at, launch=launch, type=entry_type.slug)
    return launch


def prefer(
    launch: Launch,
    *,
    day: date | None,
    stage: Stage | None,
    hour: time | None,
    note: str,
    by: User,
    at: datetime,
) -> Preference | None:
    """Note which day, hall and hour (the forum's clock) the company would like; a wish only.

    The day must be one of the forum's and the stage one of its halls: UnveilError
    names the field. All empty takes the wish back. The audit tells which parts changed.
    """
    launch.refresh_from_db(fields=["state"])
    _may_change(launch, by)
    _check_wish(launch, day, stage)
    wished = {"day": day, "stage": stage, "time": hour, "note": note[:300]}
    with transaction.atomic():
        before = Preference.objects.filter(launch=launch).first() or Preference()
        fields = [
            f"wish_{name}" for name, value in wished.items() if getattr(before, name) != value
        ]
        if not fields:
            return before if before.pk else None
        audit.record("slot_wished", by=by, at=at, launch=launch, day=str(day or ""), fields=fields)
        if not any(wished.values()):
            before.delete()
            return None
        found, _made = Preference.objects.update_or_create(launch=launch, defaults=wished)
    return found


def _may_change(launch: Launch, by: User) -> None:
    if not rules.may_edit(by, launch) or launch.state == State.APPROVED:
        raise NotAllowed(_("This can no longer be changed here."))


def _check_wish(launch: Launch, day: date | None, stage: Stage | None) -> None:
    forum = launch.forum
    if day and not forum.starts_on <= day <= forum.ends_on:
        raise UnveilError(
            fields={
                "wish_day": _("The forum runs from %(first)s to %(last)s.")
                % {"first": forum.starts_on.isoformat(), "last": forum.ends_on.isoformat()}
            }
        )
    if stage and stage.forum_id != forum.pk:
        raise UnveilError(fields={"wish_stage": _("There is no such stage.")})
