"""The people of an outlet."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from launches import clock, rules
from launches.domain import newsrooms
from launches.errors import UnveilError
from launches.models import Outlet
from launches.portal.access import add_errors, try_to

from ..access import outlet_view
from ..forms import PersonForm


@outlet_view
def index(request: HttpRequest, outlet: Outlet) -> HttpResponse:
    """Everybody of the outlet; on POST a manager invites one more."""
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            newsrooms.invite(outlet, **form.cleaned_data, by=request.user, at=clock.now())
        except UnveilError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("The invitation is on its way."))
            return redirect("press:people")
    is_manager = rules.runs_outlet(request.user, outlet.pk)
    context = {
        "outlet": outlet,
        "tab": "people",
        "members": outlet.memberships.select_related("user"),
        "invitations": outlet.invitations.filter(ended_at=None) if is_manager else [],
        "is_manager": is_manager,
        "form": form,
    }
    return render(request, "press/people.html", context, status=422 if form.errors else 200)


@outlet_view
@require_POST
def remove(request: HttpRequest, outlet: Outlet, uid: str) -> HttpResponse:
    """Take somebody out, or leave."""
    member = get_object_or_404(outlet.memberships.select_related("user", "outlet"), uid=uid)
    said = _("%(who)s is no longer in this outlet.") % {"who": member.user}
    act = newsrooms.remove
    try_to(request, lambda: act(member, by=request.user, at=clock.now()), said=said)
    return redirect("press:people")


@outlet_view
@require_POST
def take_back(request: HttpRequest, outlet: Outlet, uid: str) -> HttpResponse:
    invitation = get_object_or_404(outlet.invitations.select_related("outlet"), uid=uid)
    said = _("The invitation is withdrawn.")
    act = newsrooms.take_back
    try_to(request, lambda: act(invitation, by=request.user, at=clock.now()), said=said)
    return redirect("press:people")
