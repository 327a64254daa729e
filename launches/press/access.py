"""Who comes through the outlets' door, and for which outlet."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from launches.models import Forum, Outlet
from launches.portal.access import portal_view
from launches.queries.outlets import outlets_of

CHOSEN = "press_outlet"  # in the session: the uid of the outlet that a person works for


def press_view(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for signed-in people on which all times are those of the forum's clocks."""

    @portal_view
    @wraps(view)
    def answered(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        with timezone.override(Forum.zone()):
            return view(request, *args, **kwargs)

    return answered


def outlet_view(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for the people of an outlet: it gets the outlet after the request.

    Whoever belongs to several chooses with `?outlet=`; another one's uid chooses nothing.
    Whoever belongs to none is led to where one begins.
    """

    @press_view
    @wraps(view)
    def answered(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        outlet = outlet_for(request)
        if outlet is None:
            return redirect("press:start")
        return view(request, outlet, *args, **kwargs)

    return answered


def outlet_for(request: HttpRequest) -> Outlet | None:
    """The outlet that the person works for now; None without any."""
    mine = {outlet.uid: outlet for outlet in outlets_of(request.user)}
    asked = request.GET.get("outlet", "")
    if asked in mine:
        request.session[CHOSEN] = asked
    chosen = request.session.get(CHOSEN, "")
    return mine.get(chosen) or next(iter(mine.values()), None)
