"""The desk's acts, each by its name in the address: what it asks for and what it does."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cms.desk.flow import in_step
from cms.desk.forms import (
    ChangesForm,
    CorrectionForm,
    EmptyForm,
    MomentForm,
    NoteForm,
    PassForm,
    ReasonForm,
    SlateCorrectionForm,
)
from cms.translating.drafting import content_to_release
from launches.domain import correcting, editing, release, review, submission
from launches.domain.transitions import require_deciding
from launches.enums import Action, ReleaseMode
from launches.errors import NoSuchTransition, NotAllowed
from launches.models import Launch, User

Do = Callable[[Any, dict[str, Any], User, datetime], object]


@dataclass(frozen=True)
class Act:
    """A button: its label, what it means, its form, and the domain's act behind it."""

    action: Action
    label: Any
    meaning: Any
    do: Do
    form: type[forms.Form] = ReasonForm
    done: Any = field(default_factory=lambda: _("Done."))
    grave: bool = False


def pass_on(page: Any, data: dict[str, Any], by: User, at: datetime) -> None:
    """Pass the step that is in progress; the last one approves.

    The person must be in one of the step's groups, and the revision they saw must
    still be the latest (release.approve and the form check it).
    """
    with transaction.atomic():
        task_state = in_step(page)
        if task_state is None:
            raise NoSuchTransition(_("The entry is not under review."))
        _set_slate(page.launch, data.get("opens_at"), by, at)
        require_deciding(page.launch, by)
        task = task_state.task.specific
        if "approve" not in [name for name, *_rest in task.get_actions(page, by)]:
            raise NotAllowed(
                _("“%(step)s” is passed by: %(groups)s.")
                % {
                    "step": task.name,
                    "groups": ", ".join(task.groups.values_list("name", flat=True)),
                }
            )
        task.on_action(task_state.specific, by, "approve", comment=data.get("note", ""))


def _set_slate(launch: Launch, opens_at: datetime | None, by: User, at: datetime) -> None:
    """The desk's instant for a launch that opens with the slate; of others it is not taken."""
    if opens_at and launch.release_mode == ReleaseMode.SLATE:
        editing.wish(launch, opens_at=opens_at, release_mode=ReleaseMode.SLATE, by=by, at=at)


def ask_for_changes(page: Any, data: dict[str, Any], by: User, at: datetime) -> None:
    review.request_changes(
        page.launch,
        points=data["points"],
        reopen=data["reopen"],
        content=page.get_latest_revision_as_object().content(),
        by=by,
        at=at,
    )


def correct(page: Any, data: dict[str, Any], by: User, at: datetime) -> None:
    revision = page.get_latest_revision()
    release.correct(
        page.launch,
        revision=revision.pk,
        content=content_to_release(revision.as_object()),
        note=data["reason"],
        by=by,
        at=at,
    )


def prepare_correction(page: Any, data: dict[str, Any], by: User, at: datetime) -> None:
    revision = page.get_latest_revision()
    correcting.prepare(
        data["slate"],
        page.launch,
        revision=revision.pk,
        content=content_to_release(revision.as_object()),
        note=data["reason"],
        by=by,
        at=at,
    )


def _with_reason(act: Callable[..., Launch]) -> Do:
    return lambda page, data, by, at: act(page.launch, reason=data["reason"], by=by, at=at)


CORRECTING = {"correct", "correct-later"}  # they show what readers will see changed
ACTS: dict[str, Act] = {
    "pass": Act(
        Action.APPROVE,
        _("Pass on"),
        _("Passes this step. The last step approves the entry under embargo."),
        pass_on,
        PassForm,
        _("Passed on."),
    ),
    "changes": Act(
        Action.REQUEST_CHANGES,
        _("Ask for changes"),
        _("Sends the entry back to the company with these points."),
        ask_for_changes,
        ChangesForm,
        _("Sent back to the company."),
    ),
    "undo": Act(
        Action.TAKE_BACK,
        _("Take the request back"),
        _("Its points go, the company gets no mail, and the review goes on."),
        lambda page, data, by, at: review.take_back(page.launch, by=by, at=at),
        EmptyForm,
        _("Taken back."),
    ),
    "reject": Act(
        Action.REJECT,
        _("Decline"),
        _("Declines the entry. The company reads the reason."),
        _with_reason(review.reject),
        done=_("Declined."),
        grave=True,
    ),
    "reopen": Act(
        Action.REOPEN,
        _("Reopen"),
        _("Gives a declined entry back to the company for changes."),
        lambda page, data, by, at: submission.reopen(page.launch, by=by, at=at),
        NoteForm,
        _("Reopened."),
    ),
    "move": Act(
        Action.MOVE_EMBARGO,
        _("Move the release moment"),
        _("Outlets under embargo are told. The public learns nothing."),
        lambda page, data, by, at: release.move_embargo(
            page.launch, opens_at=data["opens_at"], reason=data["reason"], by=by, at=at
        ),
        MomentForm,
        _("The release moment is moved."),
    ),
    "release": Act(
        Action.RELEASE_NOW,
        _("Release now"),
        _("Opens the launch to everybody, through every door, this instant."),
        _with_reason(release.release_now),
        done=_("Released."),
        grave=True,
    ),
    "revoke": Act(
        Action.REVOKE,
        _("Take the approval back"),
        _("Puts the entry back into review. Possible until the release moment."),
        _with_reason(release.revoke),
        done=_("The approval is taken back."),
    ),
    "correct": Act(
        Action.CORRECT,
        _("Publish a correction"),
        _("Replaces the edition by the newest version. The reason is public."),
        correct,
        CorrectionForm,
        _("The correction stands."),
        grave=True,
    ),
    "correct-later": Act(
        Action.PREPARE_CORRECTION,
        _("Correct with a slate"),
        _("Approves the newest version. Everybody reads it from the slate's instant on."),
        prepare_correction,
        SlateCorrectionForm,
        _("The correction waits for its slate."),
    ),
    "kill": Act(
        Action.KILL,
        _("Recall"),
        _("Removes the launch everywhere, at once, for good."),
        _with_reason(release.kill),
        done=_("Recalled everywhere."),
        grave=True,
    ),
}
