"""The webhooks of an outlet: added, tried, paused, and what became of each message."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from launches import clock, rules
from launches.domain import webhooks
from launches.errors import UnveilError
from launches.models import Outlet, Webhook
from launches.portal.access import add_errors, try_to
from launches.queries.webhooks import SHOWN, messages_of, webhooks_of

from ..access import outlet_view
from ..webhook_forms import SinceForm, WebhookForm


@outlet_view
def index(request: HttpRequest, outlet: Outlet) -> HttpResponse:
    """All of them; on POST one more. Its secret is on the page that follows and no other."""
    form = WebhookForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made, secret = webhooks.add(
                outlet, **form.cleaned_data, by=request.user, at=clock.now()
            )
        except UnveilError as error:
            add_errors(form, error)
        else:
            return _one(request, outlet, made.uid, secret=secret)
    context = {**_house(request, outlet), "form": form, "webhooks": webhooks_of(outlet)}
    return render(request, "press/webhooks.html", context, status=422 if form.errors else 200)


@outlet_view
def page(request: HttpRequest, outlet: Outlet, uid: str) -> HttpResponse:
    return _one(request, outlet, uid)


@outlet_view
@require_POST
def rotate(request: HttpRequest, outlet: Outlet, uid: str) -> HttpResponse:
    """A new secret; for a day messages carry the signature of the old one too."""
    webhook = _webhook(outlet, uid)
    try:
        secret = webhooks.rotate_secret(webhook, by=request.user, at=clock.now())
    except UnveilError as error:
        messages.error(request, error.in_words)
        return _back(uid)
    return _one(request, outlet, uid, secret=secret)


@outlet_view
@require_POST
def act(request: HttpRequest, outlet: Outlet, uid: str, name: str) -> HttpResponse:
    """Pause, resume, send a test message, remove."""
    webhook, (do, said) = _webhook(outlet, uid), ACTS[name]
    done = try_to(request, lambda: do(webhook, by=request.user, at=clock.now()), said=said())
    return redirect("press:webhooks") if name == "remove" and done else _back(uid)


ACTS: dict[str, Any] = {
    "pause": (webhooks.pause, lambda: _("Paused. Nothing is sent there.")),
    "resume": (webhooks.resume, lambda: _("On again. What waited goes out now.")),
    "test": (webhooks.try_out, lambda: _("A test message is on its way; it is in the list below.")),
    "remove": (webhooks.remove, lambda: _("The webhook is removed.")),
}


@outlet_view
@require_POST
def since(request: HttpRequest, outlet: Outlet, uid: str) -> HttpResponse:
    """Everything of a while once more."""
    webhook, form, at = _webhook(outlet, uid), SinceForm(request.POST), clock.now()
    if not form.is_valid():
        messages.error(request, " ".join(form.errors.get("hours", [])))
        return _back(uid)
    try:
        sent = webhooks.send_since(webhook, since=form.since(at), by=request.user, at=at)
    except UnveilError as error:
        messages.error(request, error.in_words)
    else:
        said = ngettext("%(n)d message goes out again.", "%(n)d messages go out again.", sent)
        messages.success(request, said % {"n": sent})
    return _back(uid)


@outlet_view
@require_POST
def again(request: HttpRequest, outlet: Outlet, uid: str, message: str) -> HttpResponse:
    """One message once more."""
    webhook = _webhook(outlet, uid)
    row = get_object_or_404(webhook.deliveries.select_related("webhook__outlet"), uid=message)
    do = webhooks.send_again
    said = _("The message goes out again.")
    try_to(request, lambda: do(row, by=request.user, at=clock.now()), said=said)
    return _back(uid)


def _webhook(outlet: Outlet, uid: str) -> Webhook:
    return get_object_or_404(webhooks_of(outlet).select_related("outlet"), uid=uid)


def _back(uid: str) -> HttpResponse:
    return redirect("press:webhook", uid)


def _house(request: HttpRequest, outlet: Outlet) -> dict[str, Any]:
    may_connect = rules.connects_outlet(request.user, outlet.pk)
    return {"outlet": outlet, "tab": "webhooks", "may_connect": may_connect}


def _one(request: HttpRequest, outlet: Outlet, uid: str, *, secret: str = "") -> HttpResponse:
    webhook, only = _webhook(outlet, uid), request.GET.get("only", "")
    context = {
        **_house(request, outlet),
        "webhook": webhook,
        "secret": secret,
        "overlaps": webhook.old_until is not None and webhook.old_until > clock.now(),
        "since": SinceForm(),
        "rows": messages_of(webhook, only=only),
        "only": only,
        "shown": SHOWN,
    }
    return render(request, "press/webhook.html", context)
