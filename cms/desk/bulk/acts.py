"""The acts on many, each with what it asks for and the domain's act for one entry."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.desk.bulk import forms
from launches.domain import assigning, dealing, placing, review, slates, tagging, thread, undoing
from launches.domain.points import Asked
from launches.enums import CLOSED_STATES, UNDER_REVIEW, BulkAct, CommentAudience, Slot
from launches.errors import UnveilError
from launches.models import AuditEntry, Launch, User

Said = dict[str, Any]  # what the form says
Do = Callable[[Launch, Said, User, datetime], object]


@dataclass(frozen=True)
class Many:
    """One act: its form, what it means, and what it does to one entry."""

    meaning: Any
    do: Do
    form: type[forms.BulkForm] = forms.BulkForm


def assign(launch: Launch, said: Said, by: User, at: datetime) -> None:
    assigning.assign(launch, to=said["to"], instead=said["instead"], by=by, at=at)


def deal(launch: Launch, said: Said, by: User, at: datetime) -> None:
    dealing.deal(launch, by=by, at=at)


def unassign(launch: Launch, said: Said, by: User, at: datetime) -> None:
    assigning.unassign(launch, by=by, at=at)


def tag(launch: Launch, said: Said, by: User, at: datetime) -> None:
    tagging.tag(launch, name=said["name"], by=by, at=at)


def untag(launch: Launch, said: Said, by: User, at: datetime) -> None:
    tagging.untag(launch, name=said["name"], by=by, at=at)


def move_theme(launch: Launch, said: Said, by: User, at: datetime) -> None:
    placing.move_theme(launch, to=said["to"], by=by, at=at)


def request_material(launch: Launch, said: Said, by: User, at: datetime) -> None:
    """Under review: a point on the material, so the entry goes back. Else: a message.

    Raises UnveilError for an entry that is closed.
    """
    if launch.state in CLOSED_STATES:
        raise UnveilError(_("The entry is closed; nothing more can be sent."))
    slot = said["slot"]
    if launch.state not in UNDER_REVIEW:
        words = f"{Slot(slot).label}: {said['text']}"
        thread.say(launch, text=words, audience=CommentAudience.COMPANY, by=by, at=at)
        return
    from cms.models import LaunchPage

    content = LaunchPage.contents_of([launch]).get(launch.pk)
    points = [Asked(f"materials.{slot}", said["text"], None, said["due_at"])]
    review.request_changes(launch, points=points, content=content, by=by, at=at)


def write(launch: Launch, said: Said, by: User, at: datetime) -> None:
    """A message in the conversation; the mail tells of it and says none of its words."""
    thread.say(launch, text=said["text"], audience=CommentAudience.COMPANY, by=by, at=at)


def put_on_slate(launch: Launch, said: Said, by: User, at: datetime) -> None:
    slates.add(said["to"], launch, by=by, at=at)


def undo(launch: Launch, said: Said, by: User, at: datetime) -> None:
    """Undo what a job did to this entry. Raises UnveilError where it did nothing to it."""
    act = BulkAct(said["job"].act)
    if act not in UNDONE:
        raise UnveilError(_("The companies have been told."))
    found = AuditEntry.objects.filter(
        launch_uid=launch.uid,
        verb__in=UNDONE[act],
        actor=said["job"].by,
        at__gte=said["job"].at,
        at__lte=said["job"].finished_at,
    )
    if not found:
        raise UnveilError(_("It changed nothing here."))
    for entry in found.order_by("-pk"):
        undoing.undo(entry, by=by, at=at)


UNDONE = {  # the audit's words for what each act does to an entry, of those that are undone
    BulkAct.ASSIGN: ("assigned", "unassigned"),
    BulkAct.DEAL: ("assigned",),
    BulkAct.UNASSIGN: ("unassigned",),
    BulkAct.TAG: ("tagged",),
    BulkAct.UNTAG: ("untagged",),
    BulkAct.MOVE_THEME: ("theme_moved",),
    BulkAct.REQUEST_MATERIAL: ("changes_requested",),
    BulkAct.SLATE: ("slate_joined",),
}
ACTS: dict[BulkAct, Many] = {
    BulkAct.ASSIGN: Many(
        gettext_lazy("They mind these entries from now on."), assign, forms.AssignForm
    ),
    BulkAct.DEAL: Many(
        gettext_lazy(
            "Each goes to the next person of the first rule that fits; those minded stay."
        ),
        deal,
    ),
    BulkAct.UNASSIGN: Many(gettext_lazy("Nobody in particular minds them any more."), unassign),
    BulkAct.TAG: Many(gettext_lazy("A word for the desk alone."), tag, forms.TagForm),
    BulkAct.UNTAG: Many(gettext_lazy("Take this word off them."), untag, forms.TagForm),
    BulkAct.MOVE_THEME: Many(
        gettext_lazy("Entries that are approved keep their theme: it is in their edition."),
        move_theme,
        forms.ThemeForm,
    ),
    BulkAct.REQUEST_MATERIAL: Many(
        gettext_lazy(
            "Entries under review go back to the company with a point on this material; "
            "the others get a message."
        ),
        request_material,
        forms.MaterialForm,
    ),
    BulkAct.MAIL: Many(
        gettext_lazy(
            "The message stands in each entry's conversation; a mail tells the company "
            "that it is there."
        ),
        write,
        forms.TextForm,
    ),
    BulkAct.SLATE: Many(
        gettext_lazy("They open together with this slate and have no instant of their own."),
        put_on_slate,
        forms.SlateForm,
    ),
    BulkAct.UNDO: Many(
        gettext_lazy("As far as nobody outside was told yet."), undo, forms.UndoForm
    ),
}
OFFERED = [(act.value, act.label) for act in ACTS if act != BulkAct.UNDO]  # in the listing
