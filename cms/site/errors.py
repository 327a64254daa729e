"""Answers when there is nothing to show, or nothing that can be read."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The one 404: what is hidden and what never was get the same bytes, kept by no cache."""
    response = render(request, "404.html", status=404)
    response.headers["Cache-Control"] = "no-store"
    return response


def unreadable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request that Django itself refuses to read: 413 where it is too long, else 400.

    Programs get a problem; the portal's scripts, whose token comes as a header, get JSON.
    """
    long = isinstance(exception, RequestDataTooBig)
    status = 413 if long else 400
    message = _("This could not be read. Please load the page again and send it once more.")
    if long:
        message = _("This is too much text at once: the limit is 2.5 MB.")
    answer = _in_form(request, status, "too_long" if long else "bad_request", message)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _in_form(request: HttpRequest, status: int, code: str, message: str) -> HttpResponse:
    if request.path.startswith(("/api/", "/feeds/")):
        kind = f"/api/v1/docs/#problem-{status}"
        problem = {"type": kind, "title": message, "status": status, "detail": message}
        return JsonResponse(problem, status=status, content_type="application/problem+json")
    if "X-CSRFToken" in request.headers:
        return JsonResponse({"code": code, "message": message}, status=status)
    return render(request, "400.html", {"status": status, "message": message}, status=status)
