"""Answers that are saved rather than read, and are kept by nobody on the way."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from launches.errors import Busy


def download(data: bytes, *, name: str, content_type: str) -> HttpResponse:
    """A file made for this reader alone, offered under `name`."""
    response = HttpResponse(data, content_type=content_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    response.headers["Content-Length"] = str(len(data))
    response.headers["Cache-Control"] = "private, no-store"
    return response


def paper(request: HttpRequest, make: Callable[[], bytes], *, name: str) -> HttpResponse:
    """A PDF, or 503 in words where papers are being made faster than they can be set."""
    return or_busy(request, lambda: download(make(), name=name, content_type="application/pdf"))


def or_busy(request: HttpRequest, make: Callable[[], HttpResponse]) -> HttpResponse:
    """What `make` answers, or 503 in words where it raises Busy."""
    try:
        return make()
    except Busy as error:
        response = render(request, "portal/busy.html", {"message": error.message}, status=503)
        response.headers["Retry-After"] = "5"
        return response
