"""Files in the press room: through the gate for the outlet, marked while they are closed."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from launches import clock
from launches.domain import ledger
from launches.enums import LedgerDoor
from launches.files import serving
from launches.files.views import HEAVY
from launches.models import Outlet
from launches.portal.limits import place_of
from launches.queries.gate import files_visible_to
from launches.queries.outlets import reader_in

from ..access import outlet_view


@outlet_view
@require_safe
def file(request: HttpRequest, outlet: Outlet, uid: str, extension: str) -> HttpResponse:
    """An original carries the mark of its ledger entry; a picture of the page has none of
    its own, for the page that shows it is in the ledger already."""
    at = clock.now()
    rows = files_visible_to(reader_in(outlet, at=at), at=at).filter(uid=uid, format=extension)
    found = rows.select_related("edition").defer(*HEAVY).first()
    if found is None:
        return serving.absent()
    mark = ""
    if found.role == "original" and request.method == "GET":
        mark = ledger.note(
            [found.edition],
            outlet=outlet,
            by=request.user,
            door=LedgerDoor.FILE,
            what=f"{uid}.{extension}",
            address=place_of(request),
            at=at,
        )
    stored = serving.Stored(found.stored, found.content_type, found.bytes)
    answer = serving.serve(request, stored, name=found.name, etag=found.sha256[:32], mark=mark)
    return answer or serving.absent()
