"""What may be done to a slate, each by its name in the address."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.desk.forms import ReasonForm
from cms.slates.forms import RetryForm, SlateMomentForm
from launches.domain import rollback, slates
from launches.domain.slate_steps import may
from launches.enums import SlateAction
from launches.models import Slate, User

Do = Callable[[Slate, dict[str, Any], User, datetime], Slate]


@dataclass(frozen=True)
class Act:
    """A button: its label, what it means, what is said when it is done, and the domain's act."""

    action: SlateAction
    label: Any
    meaning: Any
    done: Any
    do: Do
    form: type[forms.Form] = forms.Form
    grave: bool = False


def _plain(act: Callable[..., Slate]) -> Do:
    return lambda slate, data, by, at: act(slate, **data, by=by, at=at)


ACTS: dict[str, Act] = {
    "send": Act(
        SlateAction.SEND,
        _("Send to review"),
        _("Says that the slate is complete. A colleague checks and locks it."),
        _("The slate is in review. A colleague checks and locks it."),
        _plain(slates.send),
    ),
    "take-back": Act(
        SlateAction.TAKE_BACK,
        _("Back to work"),
        _("Takes it out of review."),
        _("The slate can be changed again."),
        _plain(slates.take_back),
    ),
    "lock": Act(
        SlateAction.LOCK,
        _("Lock"),
        _("Confirms the instant. All launches open then by themselves, or none does."),
        _("Locked. All launches open at the instant by themselves, or none does."),
        _plain(slates.lock),
        grave=True,
    ),
    "unlock": Act(
        SlateAction.UNLOCK,
        _("Unlock"),
        _("Takes the instant from all launches. Outlets under embargo are told."),
        _("Unlocked. No launch of it has an instant now."),
        _plain(slates.unlock),
        ReasonForm,
    ),
    "move": Act(
        SlateAction.MOVE,
        _("Move the instant"),
        _("The old instant is kept. Outlets under embargo are told; the public learns nothing."),
        _("The instant is moved, and outlets under embargo are told."),
        _plain(slates.move),
        SlateMomentForm,
    ),
    "retry": Act(
        SlateAction.RETRY,
        _("Try again"),
        _("Checks everything anew and gives all launches their instant again, or none."),
        _("All launches have their instant again."),
        _plain(slates.retry),
        RetryForm,
        grave=True,
    ),
    "release": Act(
        SlateAction.RELEASE_NOW,
        _("Release now"),
        _("Opens all launches to everybody, through every door, this instant."),
        _("Released: all launches are open."),
        _plain(slates.release_now),
        ReasonForm,
        grave=True,
    ),
    "cancel": Act(
        SlateAction.CANCEL,
        _("Cancel the slate"),
        _("Nothing opens. The launches are free for another slate or moment."),
        _("Cancelled. The launches are free for another slate or moment."),
        _plain(slates.cancel),
        ReasonForm,
    ),
    "rollback": Act(
        SlateAction.ROLL_BACK,
        _("Roll back"),
        _(
            "Takes the whole slate back at once: what was closed before is closed again. "
            "Readers are told of a recall."
        ),
        _("Rolled back. This slate takes the other one back."),
        _plain(rollback.roll_back),
        ReasonForm,
        grave=True,
    ),
}


def offered(slate: Slate, user: User, *, at: datetime) -> list[tuple[str, Act]]:
    """The acts that the table allows this person now."""
    return [(name, act) for name, act in ACTS.items() if may(user, act.action, slate, at=at)]
