"""Cards of placed files and removals for the editor's script; editor.py has the plain form."""

from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from launches import clock
from launches.errors import FileRefused
from launches.models import Launch, Material
from launches.queries import tenancy

from .. import filing, saving
from ..access import json_view
from ..sheet import Sheet
from .autosave import clock_time, gaps


def drawn(
    request: HttpRequest, entry: Launch, material: Material, before: int, revision: int
) -> JsonResponse:
    """The card of a placed file, what the entry still lacks, and how much room is left."""
    page = saving.open_page(entry)
    row = next((row for row in page.placed_materials.all() if row.material_id == material.pk), None)
    if row is None:
        raise FileRefused(_("The file was taken off again in the meantime."))
    sheet = Sheet(entry, page, page.values())
    context = {"placed": sheet.placed(row, material), "launch": entry}
    at = clock.now()
    return JsonResponse(
        {
            "before": before,
            "revision": revision,
            "at": clock_time(at),
            "html": render_to_string("portal/_placed.html", context, request),
            "room": render_to_string("portal/_room.html", {"room": sheet.room()}, request),
            **gaps(entry, page, at),
        }
    )


@json_view
@require_POST
def remove(request: HttpRequest, uid: str, material: str) -> JsonResponse:
    """Take a file off the page; the same answer again where it is gone already."""
    entry = tenancy.launch_for(request.user, uid)
    before = entry.latest_revision
    revision = filing.remove(entry, material, by=request.user)
    at = clock.now()
    body = {"before": before, "revision": revision, "at": clock_time(at)}
    return JsonResponse({**body, **gaps(entry, saving.open_page(entry), at)})
