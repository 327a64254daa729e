"""The company reads what the desk changed in its words, and confirms it or objects."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from launches import clock, rules
from launches.domain import confirming
from launches.errors import NotAllowed, Stale, UnveilError
from launches.models import Launch
from launches.queries import confirmations, tenancy

from .. import versions
from ..access import portal_view
from ..comparing import compare
from ..overview import shown_state
from .editor import number


@portal_view
def confirm(request: HttpRequest, uid: str) -> HttpResponse:
    """What is to be confirmed; an answer that is refused comes back with its words."""
    entry = tenancy.launch_for(request.user, uid)
    if request.method != "POST":
        return _draw(request, entry)
    try:
        done = _answer(request, entry)
    except UnveilError as error:
        statuses = {NotAllowed: 403, Stale: 409}
        return _draw(request, entry, error.in_words, status=statuses.get(type(error), 422))
    messages.success(request, done)
    return redirect("portal:status", uid=entry.uid)


def _answer(request: HttpRequest, entry: Launch) -> str:
    seen, by, at = number(request.POST.get("revision")), request.user, clock.now()
    if request.POST.get("answer") == "confirm":
        confirming.confirm(entry, revision=seen, by=by, at=at)
        return _("Confirmed. The review goes on.")
    words = request.POST.get("words", "")
    confirming.object_to(entry, revision=seen, words=words, by=by, at=at)
    return _("Said. The editors read it.")


def _draw(
    request: HttpRequest, entry: Launch, refusal: str = "", *, status: int = 200
) -> HttpResponse:
    asked = confirmations.of(entry)
    state, label = shown_state(entry, at=clock.now())
    context = {
        "launch": entry,
        "asked": asked,
        "comparison": compare(*versions.pages_at(entry, [asked.before, asked.revision]))
        if asked
        else None,
        "may_answer": rules.is_writer(request.user, entry),
        "words": request.POST.get("words", ""),
        "refusal": refusal,
        "state": state,
        "state_label": label,
        "tab": "status",
    }
    return render(request, "portal/confirm.html", context, status=status)
