"""A kit over HTTP: for the API and the press room alike, after the gate."""

from collections.abc import Sequence
from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import content_disposition_header

from launches.domain import ledger
from launches.enums import LedgerDoor
from launches.files import serving
from launches.kits import packing
from launches.models import Edition, Outlet, OutletKey, User
from launches.portal.limits import place_of
from launches.queries.gate import Reader

ZIP = "application/zip"
UNSAID = "-" * 16  # in the place of a mark where no copy is sent, so that HEAD tells the length


def send(
    request: HttpRequest,
    editions: Sequence[Edition],
    reader: Reader,
    *,
    name: str,
    at: datetime,
    mark: str = "",
) -> HttpResponse:
    """200, 206, 304 or 416 with the kit of what the gate gave. Caching is the caller's part.

    `name` is offered for saving, `mark` what `mark_of` gave. Raises Busy where parts have to
    be made and too many are being made.
    """
    kit = packing.pack(editions, reader, at=at, mark=mark)
    tag = packing.tag(kit)
    response: HttpResponse
    if serving.is_known(request, tag):
        response = HttpResponseNotModified()
    else:
        response = serving.spanned(request, kit.size, tag, kit.chunks, content_type=ZIP)
    response.headers["ETag"] = tag
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    if mark and mark != UNSAID:
        response.headers["Unveil-Ledger"] = mark
    return response


def mark_of(
    request: HttpRequest,
    editions: Sequence[Edition],
    *,
    outlet: Outlet,
    at: datetime,
    key: OutletKey | None = None,
    by: User | None = None,
) -> str:
    """The ledger's entry of this copy, which marks it; "" where all of it is open."""
    if request.method == "HEAD":
        closed = any(one.opens_at is None or one.opens_at > at for one in editions)
        return UNSAID if closed else ""
    return ledger.note(
        editions,
        outlet=outlet,
        key=key,
        by=by,
        door=LedgerDoor.KIT,
        what=request.get_full_path(),
        address=place_of(request),
        at=at,
    )
