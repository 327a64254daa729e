"""The door of a preview link: an outsider reads one entry as its press page would be."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.models import LaunchPage
from cms.previews.drawing import draw
from cms.previews.modes import Mode
from launches import clock, zones
from launches.domain import presenting, preview_links
from launches.domain.document import placed_in
from launches.files import serving
from launches.models import PreviewLink
from launches.queries.preview_links import by_token

from ..tokens import door, stored_in

preview_view = door("preview", by_token)


@preview_view
@require_safe
def page(request: HttpRequest, link: PreviewLink, token: str) -> HttpResponse:
    """The press page of the version, in the link's language or another of its own.

    Each opening is recorded; a question for the headers alone is none.
    """
    at = clock.now()
    if not link.is_open(at=at):
        return render(request, "portal/signing/ended.html", {"launch": link.launch}, status=410)
    if request.method == "GET":
        preview_links.opened(link, at=at)
    shown = LaunchPage.as_of_revision(link.launch, link.revision)
    return draw(request, shown, Mode("press", link.language), href=_href(token), note=_note(link))


def _note(link: PreviewLink) -> str:
    zone = link.launch.forum.tz
    until = link.expires_at.astimezone(zone)
    words = f"{date_format(until, 'DATETIME_FORMAT')} {zones.offset(until, zone)}"
    return _(
        "Preview for %(name)s. Not public: please keep it to yourself until its release. "
        "The link works until %(until)s; each opening is recorded."
    ) % {"name": link.name, "until": words}


def _href(token: str) -> Any:
    return lambda uid, extension: reverse("preview:file", args=[token, uid, extension])


@preview_view
@require_safe
def file(
    request: HttpRequest, link: PreviewLink, token: str, uid: str, extension: str
) -> HttpResponse:
    """A picture or file of exactly this version, or the company's logo, while the link works."""
    found = _found(link, uid, extension) if link.is_open(at=clock.now()) else None
    if found is None:
        return serving.absent()
    name, stored = found
    return serving.serve(request, stored, name=name, etag=uid) or serving.absent()


def _found(link: PreviewLink, uid: str, extension: str) -> tuple[str, serving.Stored] | None:
    content = LaunchPage.as_of_revision(link.launch, link.revision).content()
    for placed, material in placed_in(content):
        if stored := stored_in(material, placed.crops, uid, extension):
            return material.filename, stored
    logo = presenting.logo_of(link.launch.company)
    if logo and (logo.uid, logo.extension) == (uid, extension):
        return logo.filename, serving.Stored(logo.original, logo.content_type, logo.bytes)
    return None
