"""Answering a point, writing to the editors, and the link in their mail."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from launches import clock, rules
from launches.domain import points, thread
from launches.enums import CommentAudience
from launches.errors import UnveilError
from launches.queries import tenancy

from ..access import portal_view
from ..talk import MESSAGE, Refused
from .status import drawn


@portal_view
@require_POST
def answer(request: HttpRequest, uid: str, point: int) -> HttpResponse:
    """Say why something stays as it is."""
    entry = tenancy.launch_for(request.user, uid)
    found = get_object_or_404(entry.change_requests.select_related("launch"), number=point)
    text = request.POST.get("answer", "")
    try:
        points.answer(found, text=text, by=request.user, at=clock.now())
    except UnveilError as refusal:
        return drawn(request, entry, Refused(point, text, refusal.in_words))
    messages.success(request, _("Your answer to point %(number)d is kept.") % {"number": point})
    return redirect(reverse("portal:status", args=[entry.uid]) + "#asked")


@portal_view
@require_POST
def say(request: HttpRequest, uid: str) -> HttpResponse:
    """Write to the editors."""
    entry = tenancy.launch_for(request.user, uid)
    text = request.POST.get("text", "")
    audience = CommentAudience.COMPANY
    try:
        thread.say(entry, text=text, audience=audience, by=request.user, at=clock.now())
    except UnveilError as refusal:
        return drawn(request, entry, Refused(MESSAGE, text, refusal.in_words))
    messages.success(request, _("Your message is with the editors."))
    return redirect(reverse("portal:status", args=[entry.uid]) + "#thread")


@portal_view
def reply(request: HttpRequest, token: str) -> HttpResponse:
    """The link of a mail: after log-in on to the conversation, for those whose it is.

    It lets nobody in. An old or altered one, and one of another company, is absent.
    """
    try:
        uid = thread.launch_of(token)
    except UnveilError as refusal:
        raise Http404 from refusal
    if rules.is_desk(request.user):
        return redirect(reverse("desk:review", args=[uid]) + "#thread")
    entry = tenancy.launch_for(request.user, uid)
    return redirect(reverse("portal:status", args=[entry.uid]) + "#thread")
