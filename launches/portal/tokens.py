"""Doors that a link opens, without an account: for sign-offs and previews.

The token in the address is all the right there is. Nothing of such a page is kept by a
cache, found by a search engine, or told to a site that is linked to.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import get_resolver
from django.utils.translation import override

from launches.files import serving
from launches.models import Material
from launches.queries.render import spoken

from . import limits

GUESSES, PERIOD = 30, 600  # wrong links of one place in ten minutes
View = Callable[..., HttpResponse]


def door(kind: str, find: Callable[[str], Any]) -> Callable[[View], View]:
    """For a view of (request, row, token): finds the row of the token and speaks its language."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answered(request: HttpRequest, token: str, **kwargs: str) -> HttpResponse:
            found = find(token)
            if found is None:
                return quiet(_wrong_link(request, kind))
            with override(spoken(found.language)):
                return quiet(view(request, found, token, **kwargs))

        return answered

    return decorate


def _wrong_link(request: HttpRequest, kind: str) -> HttpResponse:
    if limits.too_many(f"{kind}:{limits.place_of(request)}", most=GUESSES, seconds=PERIOD):
        return too_many()
    return get_resolver().resolve_error_handler(404)(request, exception=Http404())


def too_many() -> HttpResponse:
    response = HttpResponse("Too many requests.\n", status=429, content_type="text/plain")
    response.headers["Retry-After"] = str(PERIOD)
    return response


def quiet(response: HttpResponse) -> HttpResponse:
    """Kept by no cache, found by no search engine, told to no site that is linked to."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


def stored_in(material: Material, crops: str, uid: str, extension: str) -> serving.Stored | None:
    """The original, or a rendition as this version cuts it; cuts made later are absent."""
    if (material.uid, material.extension) == (uid, extension):
        return serving.Stored(material.original, material.content_type, material.bytes)
    for row in material.renditions_for(crops):
        if (row.uid, row.extension) == (uid, extension):
            return serving.Stored(row.file, row.content_type, row.bytes)
    return None
