"""Refusals as problem+json (RFC 9457), translated here and nowhere else."""

import logging
from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpResponse
from rest_framework.exceptions import APIException, NotAcceptable

from launches.compact import dumps
from launches.errors import Busy, NotAllowed, Stale, UnveilError

log = logging.getLogger(__name__)

TITLES = {
    400: "Bad request",
    401: "Key needed or not valid",
    403: "Not allowed",
    404: "Not found",
    405: "Method not allowed",
    406: "Not acceptable",
    409: "Conflict",
    413: "Too long",
    415: "Unsupported media type",
    422: "Refused",
    429: "Too many requests",
    500: "Our mistake",
    503: "Unavailable for the moment",
}


class BadParameter(APIException):
    """A query parameter that cannot be: which, what was found, what is wanted."""

    status_code = 400

    def __init__(self, name: str, found: str, wanted: str) -> None:
        self.name, self.found, self.wanted = name, found[:80], wanted
        super().__init__(f"Parameter “{name}”: found “{self.found}”, wanted {wanted}.")


def problem(error: Exception, context: dict[str, Any]) -> HttpResponse:
    """REST framework's exception handler: every error leaves as a problem."""
    status, detail, headers, more = _facts(error)
    return answer(status, detail, headers=headers, **more)


def answer(
    status: int, detail: str, *, headers: dict[str, str] | None = None, **more: Any
) -> HttpResponse:
    """One problem. `type` leads to its paragraph in the documentation."""
    title = TITLES.get(status, "Refused")
    body = {
        "type": f"/api/v1/docs/#problem-{status}",
        "title": title,
        "status": status,
        "detail": detail,
        **more,
    }
    response = HttpResponse(dumps(body), status=status, content_type="application/problem+json")
    response.headers["Cache-Control"] = "no-store"
    response.headers["Access-Control-Allow-Origin"] = "*"
    for name, value in (headers or {}).items():
        response.headers[name] = value
    return response


def _facts(error: Exception) -> tuple[int, str, dict[str, str], dict[str, Any]]:
    """(status, sentence, headers, further members)."""
    if isinstance(error, BadParameter):
        named = {"name": error.name, "found": error.found, "wanted": error.wanted}
        return 400, str(error.detail), {}, {"invalid_params": [named]}
    if isinstance(error, Http404):
        return 404, "There is nothing here.", {}, {}
    if isinstance(error, NotAcceptable):
        types = dict.fromkeys(one.media_type for one in error.available_renderers or ())
        return 406, f"Accept names none of the types offered here: {', '.join(types)}.", {}, {}
    if isinstance(error, APIException):
        return error.status_code, str(error.detail), _headers(error), {}
    if isinstance(error, Busy):
        return 503, str(error.message), {"Retry-After": "20"}, {"code": error.code}
    if isinstance(error, UnveilError):
        status = 403 if isinstance(error, NotAllowed) else 409 if isinstance(error, Stale) else 422
        return status, str(error.message), {}, {"code": error.code}
    if isinstance(error, BadRequest | SuspiciousOperation):
        return 400, "The request is not one we can read.", {}, {}
    if isinstance(error, PermissionDenied):
        return 403, "You may not do this.", {}, {}
    if isinstance(error, OperationalError | InterfaceError):
        log.warning("database away: %s", type(error).__name__)
        return 503, "The database is away. Try again in a moment.", {"Retry-After": "2"}, {}
    log.exception("unexpected error in the API")
    return 500, "Something went wrong on our side. It has been noted.", {}, {}


def _headers(error: APIException) -> dict[str, str]:
    found = {}
    if auth := getattr(error, "auth_header", None):
        found["WWW-Authenticate"] = auth
    if wait := getattr(error, "wait", None):
        found["Retry-After"] = str(max(1, int(wait)))
    return found
