"""Media kits in the press room, for people without a key: through the gate for the outlet."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from launches import clock
from launches.kits import sending
from launches.models import Edition, Forum, Outlet
from launches.models.cut import EditionQuerySet
from launches.portal.downloads import or_busy
from launches.queries import kits
from launches.queries.gate import Reader
from launches.queries.outlets import reader_in
from launches.queries.search import day_read

from ..access import outlet_view


@outlet_view
@require_safe
def launch(request: HttpRequest, outlet: Outlet, uid: str) -> HttpResponse:
    """One launch's kit; hidden and absent are the same 404, a closed one is marked."""
    at = clock.now()
    reader = reader_in(outlet, at=at)
    edition = kits.of_launch(reader, uid, at=at)
    if edition is None:
        raise Http404
    return _sent(request, outlet, reader, [edition], name=kits.file_name(edition), at=at)


@outlet_view
@require_safe
def theme(request: HttpRequest, outlet: Outlet, slug: str) -> HttpResponse:
    """All of a theme that the outlet may read, what is under embargo too."""
    return _together(request, outlet, slug, lambda who, at: kits.of_theme(who, slug, at=at))


@outlet_view
@require_safe
def day(request: HttpRequest, outlet: Outlet, day: str) -> HttpResponse:
    """All that a day of the forum shows, as far as the outlet may read it."""
    wanted = day_read(day)
    if wanted is None:
        raise Http404
    zone = Forum.zone()
    return _together(request, outlet, day, lambda who, at: kits.of_day(who, wanted, zone, at=at))


@outlet_view
@require_safe
def slate(request: HttpRequest, outlet: Outlet, uid: str) -> HttpResponse:
    """The launches of a slate that has opened."""
    return _together(request, outlet, uid, lambda who, at: kits.of_slate(who, uid, at=at))


def _together(
    request: HttpRequest,
    outlet: Outlet,
    name: str,
    held: Callable[[Reader, datetime], EditionQuerySet],
) -> HttpResponse:
    at = clock.now()
    reader = reader_in(outlet, at=at)
    rows = kits.in_order(held(reader, at))
    if not rows:
        raise Http404
    if len(rows) > kits.MOST:
        said = _("More than %(most)d launches: load a day, a slate or single launches.")
        messages.error(request, said % {"most": kits.MOST})
        return redirect("site:room")
    return _sent(request, outlet, reader, rows, name=f"{name}.zip", at=at)


def _sent(
    request: HttpRequest,
    outlet: Outlet,
    reader: Reader,
    editions: list[Edition],
    *,
    name: str,
    at: datetime,
) -> HttpResponse:
    """The archive; what is closed in it marks it as this outlet's copy."""
    mark = sending.mark_of(request, editions, outlet=outlet, by=request.user, at=at)
    return or_busy(
        request,
        lambda: sending.send(request, editions, reader, name=name, at=at, mark=mark),
    )
