"""The resumable upload protocol tus 1.0 in headers and statuses; knows nothing of launches.

Source: https://tus.io/protocols/resumable-upload (1.0.0), core and the extensions
creation, creation-with-upload, checksum, expiration and termination. Skips deferred
lengths and concatenation.
"""

import base64
import binascii
from collections.abc import Callable
from datetime import datetime
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.utils.http import http_date

from launches.errors import (
    FileRefused,
    InUse,
    NoRoom,
    NoRoomLeft,
    TooMuch,
    UnveilError,
    WrongChecksum,
    WrongOffset,
)
from launches.files.parts import ALGORITHMS
from launches.numbers import whole

from .access import json_view, refusal

VERSION = "1.0.0"
EXTENSIONS = "creation,creation-with-upload,checksum,expiration,termination"
MOST = 10_000_000_000
BODY = "application/offset+octet-stream"
STATUSES = (
    (InUse, 423),
    (WrongOffset, 409),
    (WrongChecksum, 460),
    (TooMuch, 413),
    (NoRoomLeft, 413),
    (NoRoom, 507),
    (FileRefused, 422),
)


class BadRequest(UnveilError):
    """A header that the protocol wants is missing or cannot be read."""

    code = "bad_request"


def endpoint(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Speaks tus around a view of the portal: version, method, refusals, and its own headers."""

    @json_view
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return _answer(view, request, args, kwargs)

    @wraps(view)
    def answered(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.method == "POST" and (other := request.headers.get("X-HTTP-Method-Override")):
            request.method = other.upper()
        if request.method == "OPTIONS":
            return _tell()
        if request.headers.get("Tus-Resumable") != VERSION:
            response = HttpResponse(status=412)
            response.headers["Tus-Version"] = VERSION
        else:
            response = guarded(request, *args, **kwargs)
        response.headers["Tus-Resumable"] = VERSION
        return response

    return answered


def _answer(view: Callable, request: HttpRequest, args: tuple, kwargs: dict) -> HttpResponse:
    try:
        return view(request, *args, **kwargs)
    except BadRequest as error:
        return _refused(error, 400)
    except UnveilError as error:
        status = next((number for kind, number in STATUSES if isinstance(error, kind)), 0)
        return _refused(error, status)


def _refused(error: UnveilError, status: int) -> HttpResponse:
    """As JSON with code and message, under the protocol's status where it has one."""
    response = refusal(error)
    response.status_code = status or response.status_code
    if status == 460:
        response.reason_phrase = "Checksum Mismatch"
    return response


def _tell() -> HttpResponse:
    response = HttpResponse(status=204)
    response.headers["Tus-Resumable"] = response.headers["Tus-Version"] = VERSION
    response.headers["Tus-Extension"] = EXTENSIONS
    response.headers["Tus-Max-Size"] = str(MOST)
    response.headers["Tus-Checksum-Algorithm"] = ",".join(ALGORITHMS)
    return response


def number(request: HttpRequest, header: str) -> int:
    """A header that must be a whole number from 0 on. Raises BadRequest."""
    found = whole(request.headers.get(header, ""), digits=18)
    if found is None:
        raise BadRequest(f"{header} must be a whole number.")
    return found


def metadata(request: HttpRequest) -> dict[str, str]:
    """Upload-Metadata: {key: text}, "" for a key without a value. Raises BadRequest."""
    found = {}
    for pair in filter(None, request.headers.get("Upload-Metadata", "").split(",")):
        key, _space, value = pair.strip().partition(" ")
        try:
            found[key] = base64.b64decode(value, validate=True).decode("utf-8")
        except (binascii.Error, UnicodeDecodeError) as error:
            raise BadRequest(f"Upload-Metadata: {key[:40]} must be UTF-8 in Base64.") from error
    return found


def checksum(request: HttpRequest) -> tuple[str, bytes] | None:
    """Upload-Checksum: (algorithm, digest); None without one. Raises BadRequest."""
    text = request.headers.get("Upload-Checksum", "")
    if not text:
        return None
    name, _space, value = text.partition(" ")
    if name not in ALGORITHMS:
        raise BadRequest(f"Upload-Checksum must be one of {', '.join(ALGORITHMS)}.")
    try:
        return name, base64.b64decode(value, validate=True)
    except binascii.Error as error:
        raise BadRequest("Upload-Checksum must be Base64.") from error


def state(response: HttpResponse, *, offset: int, expires_at: datetime) -> HttpResponse:
    """How far it is, and until when it may go on."""
    response.headers["Upload-Offset"] = str(offset)
    response.headers["Upload-Expires"] = http_date(expires_at.timestamp())
    return response
