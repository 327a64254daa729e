"""Where an outlet begins: a place that was offered, or an application."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from launches import clock
from launches.domain import accreditation, newsrooms, terms
from launches.errors import UnveilError
from launches.files.arrivals import FromForm
from launches.portal.access import add_errors, portal_view, try_to
from launches.portal.limits import kept_address
from launches.queries.outlets import invitations_to, outlets_of

from ..access import CHOSEN, press_view
from ..forms import ApplyForm


@press_view
def start(request: HttpRequest) -> HttpResponse:
    """Into the room for whoever has an outlet; else the invitations, and how to apply."""
    invited = list(invitations_to(request.user))
    has_outlet = outlets_of(request.user).exists()
    if has_outlet and not invited:
        return redirect("site:room")
    return render(request, "press/start.html", {"invited": invited, "has_outlet": has_outlet})


@portal_view
@require_POST
def join(request: HttpRequest, uid: str) -> HttpResponse:
    invitation = get_object_or_404(invitations_to(request.user), uid=uid)
    said, act = _("Welcome to %(outlet)s.") % {"outlet": invitation.outlet}, newsrooms.join
    if not try_to(request, lambda: act(invitation, by=request.user, at=clock.now()), said=said):
        return redirect("press:start")
    request.session[CHOSEN] = invitation.outlet.uid
    return redirect("press:accreditation")


@press_view
def apply(request: HttpRequest) -> HttpResponse:
    """The application: facts, evidence, the terms. What was typed stays when something is wrong."""
    newest = terms.newest()
    form = ApplyForm(request.POST or None, request.FILES or None)
    form.initial = {"version": newest.version if newest else 0, "contact": request.user.email}
    if request.method == "POST" and form.is_valid() and _applied(request, form):
        return redirect("press:accreditation")
    status = 422 if form.errors else 200
    return render(request, "press/apply.html", {"form": form, "terms": newest}, status=status)


def _applied(request: HttpRequest, form: ApplyForm) -> bool:
    said = {name: value for name, value in form.cleaned_data.items() if name != "accept"}
    evidence = FromForm(said.pop("evidence"))
    by, at, address = request.user, clock.now(), kept_address(request)
    try:
        outlet = accreditation.apply_for(**said, evidence=evidence, address=address, by=by, at=at)
    except UnveilError as error:
        if not error.fields and error.code.startswith(("file", "no_room")):
            error.fields = {"evidence": error.message}
        add_errors(form, error)
        return False
    request.session[CHOSEN] = outlet.uid
    messages.success(request, _("Your application has arrived. You get a mail when it is decided."))
    return True
