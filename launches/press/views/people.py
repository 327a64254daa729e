"""The people of an outlet."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from launches import clock, rules
from launches.domain import newsrooms
from launches.models import Outlet
from launches.portal.access import form_page, try_to

from ..access import outlet_view
from ..forms import PersonForm


@outlet_view
def index(request: HttpRequest, outlet: Outlet) -> HttpResponse:
    """Everybody of the outlet; on POST a manager invites one more."""
    return form_page(
        request,
        PersonForm(request.POST or None),
        partial(newsrooms.invite, outlet),
        said=_("The invitation is on its way."),
        to=reverse("press:people"),
        template="press/people.html",
        context=lambda: _everybody(request, outlet),
    )


def _everybody(request: HttpRequest, outlet: Outlet) -> dict:
    is_manager = rules.runs_outlet(request.user, outlet.pk)
    return {
        "outlet": outlet,
        "tab": "people",
        "members": outlet.memberships.select_related("user"),
        "invitations": outlet.invitations.filter(ended_at=None) if is_manager else [],
        "is_manager": is_manager,
    }


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
