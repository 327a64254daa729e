"""The versions of a launch: the list, two beside each other, one brought back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from launches import clock, rules
from launches.errors import UnveilError
from launches.models import Launch
from launches.queries import tenancy

from .. import versions
from ..access import portal_view
from ..comparing import compare
from ..overview import shown_state
from .editor import number


@portal_view
def listing(request: HttpRequest, uid: str) -> HttpResponse:
    """Every version, the newest first."""
    entry = tenancy.launch_for(request.user, uid)
    return _draw(request, entry, "portal/versions.html", versions=versions.versions_of(entry))


@portal_view
def comparison(request: HttpRequest, uid: str) -> HttpResponse:
    """What changed from one version to another: ?from= and ?to= (the latest unless told)."""
    entry = tenancy.launch_for(request.user, uid)
    to = number(request.GET.get("to")) or entry.latest_revision
    pair = sorted([number(request.GET.get("from")), to])
    listed = {version.revision: version for version in versions.versions_of(entry)}
    before, after = versions.pages_at(entry, pair)
    return _draw(
        request,
        entry,
        "portal/version.html",
        comparison=compare(before, after),
        before=listed.get(pair[0]),
        after=listed.get(pair[1]),
        pair=pair,
        may_restore=rules.may_edit(request.user, entry) and pair[0] != entry.latest_revision,
    )


@portal_view
@require_POST
def restore(request: HttpRequest, uid: str) -> HttpResponse:
    """Bring a version back, as a new one."""
    entry = tenancy.launch_for(request.user, uid)
    revision, seen = (number(request.POST.get(name)) for name in ("revision", "seen"))
    try:
        versions.restore(entry, revision=revision, seen=seen, by=request.user)
    except UnveilError as error:
        messages.error(request, str(error.message))
        return redirect("portal:versions", uid=entry.uid)
    messages.success(request, _("The earlier version is back, as a new one on top."))
    return redirect("portal:launch", uid=entry.uid)


def _draw(request: HttpRequest, entry: Launch, template: str, **more: object) -> HttpResponse:
    state, label = shown_state(entry, at=clock.now())
    context = {"launch": entry, "state": state, "state_label": label, "tab": "versions", **more}
    return render(request, template, context)
