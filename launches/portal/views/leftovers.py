"""Files that an entry no longer uses, and giving them up for room."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from launches import clock, rules
from launches.domain import materials
from launches.errors import UnveilError
from launches.models import Launch
from launches.queries import tenancy
from launches.queries.leftovers import leftovers
from launches.queries.room import room_of

from .. import saving
from ..access import portal_view
from ..facts import facts_of
from ..overview import shown_state
from ..places import thumb_of


@portal_view
def unused(request: HttpRequest, uid: str) -> HttpResponse:
    """Show what nothing uses any more; on POST discard what was ticked."""
    entry = tenancy.launch_for(request.user, uid)
    if request.method == "POST":
        _discard(request, entry)
        return redirect("portal:unused", uid=entry.uid)
    found = leftovers(entry, saving.open_page(entry).content())
    state, label = shown_state(entry, at=clock.now())
    context = {
        "launch": entry,
        "rows": [(row, thumb_of(row), facts_of(row)) for row in found],
        "room": room_of(entry.company),
        "may_discard": rules.is_writer(request.user, entry),
        "state": state,
        "state_label": label,
        "tab": "write",
    }
    return render(request, "portal/unused.html", context)


def _discard(request: HttpRequest, entry: Launch) -> None:
    """Discard what was ticked and say how much room that gave, or why it gave none."""
    try:
        gone = materials.discard(
            entry,
            request.POST.getlist("file"),
            said=lambda: saving.open_page(entry).content(),
            by=request.user,
            at=clock.now(),
        )
    except UnveilError as error:
        messages.error(request, str(error.message))
        return
    if not gone:
        messages.warning(request, _("Nothing was discarded: no file was ticked, or it is in use."))
        return
    words = ngettext(
        "%(n)d file is discarded; %(size)s are free again.",
        "%(n)d files are discarded; %(size)s are free again.",
        len(gone),
    )
    size = filesizeformat(sum(row.bytes for row in gone))
    messages.success(request, words % {"n": len(gone), "size": size})
