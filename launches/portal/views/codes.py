"""Entering an access code on the page that says the call is closed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from launches import clock
from launches.domain import codes
from launches.errors import UnveilError
from launches.queries import tenancy

from ..access import portal_view
from .sending import draw


@portal_view
@require_POST
def redeem(request: HttpRequest, uid: str) -> HttpResponse:
    """Use a code for this launch, then go on to hand it in; a refusal tells nothing."""
    entry = tenancy.launch_for(request.user, uid)
    try:
        codes.redeem(entry, request.POST.get("code", ""), by=request.user, at=clock.now())
    except UnveilError as error:
        return draw(request, entry, error)
    messages.success(request, _("The code is accepted: you can hand in this launch."))
    return redirect("portal:submit", uid=entry.uid)
