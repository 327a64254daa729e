"""A person's alerts, and what their outlet has read, day by day."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from launches import clock
from launches.domain import alerts
from launches.models import Outlet, PressAlert
from launches.portal.access import form_page, try_to
from launches.queries import ledger

from ..access import outlet_view
from ..forms import AlertForm


@outlet_view
def index(request: HttpRequest, outlet: Outlet) -> HttpResponse:
    """The alerts of this person; on POST one more. `?q=` and `?theme=` begin one."""
    form = AlertForm(request.POST or None, initial=request.GET.dict())
    rows = PressAlert.objects.filter(outlet=outlet, user=request.user)
    return form_page(
        request,
        form,
        lambda by, at, **_said: alerts.make(outlet, **form.asked(), by=by, at=at),
        said=_("The alert is made. It tells what opens from now on."),
        to=reverse("press:alerts"),
        template="press/alerts.html",
        context=lambda: {"outlet": outlet, "tab": "alerts", "alerts": rows},
    )


@outlet_view
@require_POST
def end(request: HttpRequest, outlet: Outlet, uid: str) -> HttpResponse:
    rows = PressAlert.objects.filter(outlet=outlet, user=request.user)
    alert = get_object_or_404(rows, uid=uid)
    said = _("The alert is ended.")
    try_to(request, lambda: alerts.end(alert, by=request.user, at=clock.now()), said=said)
    return redirect("press:alerts")


@outlet_view
def use(request: HttpRequest, outlet: Outlet) -> HttpResponse:
    """How many answers under embargo went out to the outlet, a bar and a row for each day."""
    days = ledger.use_of(outlet, at=clock.now())
    most = max((keyed + room for _day, keyed, room in days), default=0) or 1
    bars = [
        (day, keyed, room, keyed * 100 / most, (keyed + room) * 100 / most)
        for day, keyed, room in days
    ]
    context = {"outlet": outlet, "tab": "use", "bars": bars, "keys": outlet.keys.all()}
    return render(request, "press/use.html", context)
