"""Following a launch: what happened, what is asked, what comes next."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from launches import clock, rules
from launches.domain import submission
from launches.domain import thread as talking
from launches.domain.transitions import may
from launches.enums import Action
from launches.errors import UnveilError
from launches.models import Launch
from launches.queries import confirmations, tenancy, thread

from .. import history, talk
from ..access import portal_view
from ..overview import shown_state
from ..talk import Refused


@portal_view
def status(request: HttpRequest, uid: str) -> HttpResponse:
    """The story of a launch in plain words."""
    return drawn(request, tenancy.launch_for(request.user, uid))


def drawn(request: HttpRequest, entry: Launch, refused: Refused | None = None) -> HttpResponse:
    """The page; with a form that was refused it comes back with its words, as 422."""
    at = clock.now()
    state, label = shown_state(entry, at=at)
    unread = thread.unread(request.user, [entry]).get(entry.pk, 0)
    context = {
        "launch": entry,
        "state": state,
        "state_label": label,
        "tells": history.tells(entry, state),
        "next": history.comes_next(entry, state, at=at),
        "to_confirm": entry.pk in confirmations.awaited_among([entry]),
        "points": talk.points_of(entry, refused),
        "thread": thread.of_company(entry),
        "unread": unread,
        "refused": refused if refused and refused.where == talk.MESSAGE else None,
        "longest": talking.LONGEST,
        "story": history.story(entry, at=at),
        "receipts": entry.receipts.all(),
        "may_edit": rules.may_edit(request.user, entry),
        "may_answer": rules.is_writer(request.user, entry),
        "may_withdraw": may(request.user, Action.WITHDRAW, entry),
        "may_reopen": may(request.user, Action.REOPEN, entry),
        "tab": "status",
    }
    if unread:
        talking.read(entry, by=request.user, at=at)
    return render(request, "portal/status.html", context, status=422 if refused else 200)


@portal_view
@require_POST
def reopen(request: HttpRequest, uid: str) -> HttpResponse:
    entry = tenancy.launch_for(request.user, uid)
    try:
        submission.reopen(entry, by=request.user, at=clock.now())
    except UnveilError as error:
        messages.error(request, str(error.message))
        return redirect("portal:status", uid=entry.uid)
    messages.success(request, _("It is a draft again."))
    return redirect("portal:launch", uid=entry.uid)
