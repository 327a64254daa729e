"""Where an outlet stands: its state with every step, its evidence, the terms."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from launches import clock, rules
from launches.domain import accreditation, terms
from launches.enums import OutletAct
from launches.files.arrivals import FromForm
from launches.models import Outlet
from launches.portal.access import try_to
from launches.portal.limits import kept_address
from launches.queries.outlets import reader_in

from ..access import outlet_view
from ..forms import AcceptForm, EvidenceForm


@outlet_view
def page(request: HttpRequest, outlet: Outlet) -> HttpResponse:
    at, newest = clock.now(), terms.newest()
    accepted = outlet.accepted.version if outlet.accepted else 0
    version = newest.version if newest else 0
    context = {
        "outlet": outlet,
        "tab": "accreditation",
        "steps": outlet.steps.all(),
        "evidence": outlet.evidence.all(),
        "is_manager": rules.runs_outlet(request.user, outlet.pk),
        "reads_embargo": reader_in(outlet, at=at).reads_embargo,
        "terms": newest,
        "accepts": AcceptForm(initial={"version": version}) if accepted < version else None,
        "evidence_form": EvidenceForm() if outlet.state in accreditation.OPEN else None,
        "may_apply": (outlet.state, OutletAct.APPLY) in accreditation.TABLE,
    }
    return render(request, "press/accreditation.html", context)


@outlet_view
@require_POST
def accept(request: HttpRequest, outlet: Outlet) -> HttpResponse:
    form = AcceptForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Please tick the box if you accept the terms."))
        return redirect("press:accreditation")
    version, address = form.cleaned_data["version"], kept_address(request)
    by, at = request.user, clock.now()
    try_to(
        request,
        lambda: terms.accept(outlet, version=version, address=address, by=by, at=at),
        said=_("The terms are accepted."),
    )
    return redirect("press:accreditation")


@outlet_view
@require_POST
def evidence(request: HttpRequest, outlet: Outlet) -> HttpResponse:
    if upload := request.FILES.get("evidence"):
        by, at = request.user, clock.now()
        act = accreditation.receive_evidence
        said = _("The paper has arrived.")
        try_to(request, lambda: act(outlet, upload=FromForm(upload), by=by, at=at), said=said)
    else:
        messages.error(request, _("Please choose a file."))
    return redirect("press:accreditation")


@outlet_view
@require_POST
def again(request: HttpRequest, outlet: Outlet) -> HttpResponse:
    said = _("Your application has arrived. You get a mail when it is decided.")
    act = accreditation.apply_again
    try_to(request, lambda: act(outlet, by=request.user, at=clock.now()), said=said)
    return redirect("press:accreditation")
