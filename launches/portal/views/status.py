"""Following a launch: what happened, what is asked, what comes next."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from launches import clock, rules
from launches.domain import submission
from launches.domain.transitions import may
from launches.enums import Action
from launches.errors import UnveilError
from launches.models import Launch
from launches.queries import tenancy

from .. import history, saving
from ..access import portal_view
from ..anchors import anchor
from ..overview import shown_state
from ..values import label_of


@portal_view
def status(request: HttpRequest, uid: str) -> HttpResponse:
    """The story of a launch in plain words."""
    entry = tenancy.launch_for(request.user, uid)
    at = clock.now()
    state, label = shown_state(entry, at=at)
    context = {
        "launch": entry,
        "state": state,
        "state_label": label,
        "tells": history.tells(entry, state),
        "points": _points(entry),
        "story": history.story(entry, at=at),
        "receipts": entry.receipts.all(),
        "may_edit": rules.may_edit(request.user, entry),
        "may_withdraw": may(request.user, Action.WITHDRAW, entry),
        "may_reopen": may(request.user, Action.REOPEN, entry),
        "tab": "status",
    }
    return render(request, "portal/status.html", context)


def _points(entry: Launch) -> list[dict]:
    """Open requests for changes, each with the field it is about."""
    open_points = list(entry.change_requests.filter(resolved_at=None).order_by("pk"))
    if not open_points:
        return []
    rows = list(saving.open_page(entry).placed_materials.all())
    return [
        {
            "reason": point.reason,
            "label": label_of(point.field) if point.field else "",
            "anchor": anchor(point.field, rows) if point.field else "",
        }
        for point in open_points
    ]


@portal_view
@require_POST
def reopen(request: HttpRequest, uid: str) -> HttpResponse:
    entry = tenancy.launch_for(request.user, uid)
    try:
        submission.reopen(entry, by=request.user, at=clock.now())
    except UnveilError as error:
        messages.error(request, str(error.message))
        return redirect("portal:status", uid=entry.uid)
    messages.success(request, _("It is a draft again."))
    return redirect("portal:launch", uid=entry.uid)
