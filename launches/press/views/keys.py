"""The keys of an outlet: made and shown once, replaced, revoked."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from launches import clock, rules
from launches.domain import outlets
from launches.errors import UnveilError
from launches.models import Outlet, OutletKey
from launches.models.outlet import RATE
from launches.portal.access import add_errors, try_to
from launches.queries.outlets import keys_of

from ..access import outlet_view
from ..forms import KeyForm, RotateForm


@outlet_view
def index(request: HttpRequest, outlet: Outlet) -> HttpResponse:
    """Every key with its reach; on POST one more. Its token is in this answer and no other."""
    form = KeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            key, token = outlets.create_key(outlet, **form.asked(), by=request.user, at=clock.now())
        except UnveilError as error:
            add_errors(form, error)
        else:
            return _page(request, outlet, KeyForm(), made=key, token=token)
    return _page(request, outlet, form, status=422 if form.errors else 200)


@outlet_view
@require_POST
def rotate(request: HttpRequest, outlet: Outlet, prefix: str) -> HttpResponse:
    """A successor with the same reach; the old key works on for a while."""
    key = get_object_or_404(outlet.keys.select_related("outlet"), prefix=prefix)
    form = RotateForm(request.POST, key=key)
    if not form.is_valid():
        messages.error(request, " ".join(form.errors.get("hours", [])))
        return redirect("press:keys")
    try:
        fresh, token = outlets.rotate_key(
            key, overlap=form.overlap(), by=request.user, at=clock.now()
        )
    except UnveilError as error:
        messages.error(request, error.in_words)
        return redirect("press:keys")
    return _page(request, outlet, KeyForm(), made=fresh, token=token)


@outlet_view
@require_POST
def revoke(request: HttpRequest, outlet: Outlet, prefix: str) -> HttpResponse:
    key = get_object_or_404(outlet.keys.select_related("outlet"), prefix=prefix)
    said = _("The key is revoked. It opens nothing any more.")
    act = outlets.revoke_key
    try_to(request, lambda: act(key, by=request.user, at=clock.now()), said=said)
    return redirect("press:keys")


def _page(
    request: HttpRequest,
    outlet: Outlet,
    form: KeyForm,
    *,
    made: OutletKey | None = None,
    token: str = "",
    status: int = 200,
) -> HttpResponse:
    working, over = keys_of(outlet, at=clock.now())
    context = {
        "outlet": outlet,
        "tab": "keys",
        "form": form,
        "keys": [(key, RotateForm(key=key)) for key in working],
        "over": over,
        "made": made,
        "token": token,
        "may_connect": rules.connects_outlet(request.user, outlet.pk),
        "rate": RATE,
    }
    return render(request, "press/keys.html", context, status=status)
