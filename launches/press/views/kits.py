"""Media kits in the press room, for people without a key: through the gate for the outlet."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from launches import clock
from launches.kits import sending
from launches.models import Outlet
from launches.portal.downloads import or_busy
from launches.queries.gate import visible_to
from launches.queries.outlets import reader_in

from ..access import outlet_view


@outlet_view
@require_safe
def launch(request: HttpRequest, outlet: Outlet, uid: str) -> HttpResponse:
    """One launch's kit; hidden and absent are the same 404, a closed one is marked."""
    at = clock.now()
    reader = reader_in(outlet, at=at)
    editions = visible_to(reader, at=at).defer("listing", "words")
    edition = editions.filter(launch_uid=uid).first()
    if edition is None:
        raise Http404
    mark = sending.mark_of(request, [edition], outlet=outlet, by=request.user, at=at)
    name = f"{edition.slug}-v{edition.number}.zip"
    return or_busy(
        request,
        lambda: sending.send(request, [edition], reader, name=name, at=at, mark=mark),
    )
