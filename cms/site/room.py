"""The press room's reading pages: what is under embargo, each look entered in the ledger."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from launches import clock
from launches.domain import ledger
from launches.enums import LedgerDoor
from launches.models import Edition, Forum, Outlet, Stage, Theme
from launches.portal.limits import place_of
from launches.press.access import outlet_view
from launches.queries import search, slates
from launches.queries.gate import contacts_visible_to, visible_to
from launches.queries.outlets import reader_in

from .finding import Asked, kit_of, page_of
from .programme import days_of
from .reading import card, in_language, sheet

PUBLIC, OURS = '"/files/', '"/press/files/'  # where pictures of closed launches are served


@outlet_view
def launches(request: HttpRequest, outlet: Outlet) -> HttpResponse:
    """Search all that the outlet may read; what is closed comes first, soonest opening last."""
    at, language = clock.now(), get_language() or "en"
    asked, forum = Asked.of(request.GET), Forum.objects.first()
    reader = reader_in(outlet, at=at)
    zone = forum.tz if forum else search.UTC_ZONE
    found, after = page_of(visible_to(reader, at=at), asked, zone, undated=reader.reads_embargo)
    _note(request, outlet, found, at)
    context = {
        "outlet": outlet,
        "tab": "launches",
        "reads_embargo": reader.reads_embargo,
        "asked": asked,
        "cards": [_card(edition, language, at) for edition in found],
        "more": asked.query(after=after) if after else "",
        "themes": Theme.objects.filter(forum=forum),
        "days": days_of(forum) if forum else [],
        "kit": kit_of(reader, asked, zone, at=at, door="press"),
        "now": at,
    }
    return render(request, "press/launches.html", context)


@outlet_view
def launch(request: HttpRequest, outlet: Outlet, uid: str) -> HttpResponse:
    """One launch with every file; hidden and absent are the same 404."""
    at, language = clock.now(), get_language() or "en"
    reader = reader_in(outlet, at=at)
    edition = visible_to(reader, at=at).filter(launch_uid=uid).first()
    if edition is None:
        raise Http404
    _note(request, outlet, [edition], at)
    edition.document = edition.document.replace(PUBLIC, OURS)
    item = in_language(sheet(edition, language=language), request.GET.get("lang", ""))
    context = {
        "outlet": outlet,
        "tab": "launches",
        "item": item,
        "closed": _closed(edition, at),
        "slate": slates.opened(reader, at=at).filter(launches=edition.launch_id).first(),
        "contacts": contacts_visible_to(reader, edition) or [],
        "stage": Stage.objects.filter(slug=edition.stage).first() if edition.stage else None,
    }
    return render(request, "press/launch.html", context)


def _card(edition: Edition, language: str, at: datetime) -> dict[str, Any]:
    edition.listing = edition.listing.replace(PUBLIC, OURS)
    shown = card(edition, language=language)
    return {**shown, "uid": edition.launch_uid, "closed": _closed(edition, at)}


def _closed(edition: Edition, at: datetime) -> bool:
    return edition.opens_at is None or edition.opens_at > at


def _note(request: HttpRequest, outlet: Outlet, shown: list[Edition], at: datetime) -> None:
    what, address = request.get_full_path(), place_of(request)
    door, by = LedgerDoor.ROOM, request.user
    ledger.note(shown, outlet=outlet, by=by, door=door, what=what, address=address, at=at)
