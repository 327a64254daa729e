"""Bytes of a stored file over HTTP: conditions, one range, HEAD, or nginx's hand-over.

Sources: RFC 9110 (conditions 13, ranges 14). Skips several ranges in one request:
the whole file is a right answer to that.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, StreamingHttpResponse
from django.utils.http import content_disposition_header, parse_etags, quote_etag

from launches.files import marks
from launches.files.store import open_stored

RANGE = re.compile(r"^bytes=(\d{0,18})-(\d{0,18})$")
SHOWN = ("image/jpeg", "image/png", "image/webp", "image/avif")


@dataclass(frozen=True)
class Stored:
    """A file in private storage: its random name, type, and size in bytes."""

    name: str
    content_type: str
    bytes: int


def absent() -> HttpResponse:
    """The one answer for hidden and absent alike. Never kept, or it would hide the launch."""
    response = HttpResponse(b"Not found.\n", status=404, content_type="text/plain")
    response.headers["Cache-Control"] = "no-store"
    return response


def open_to_all_origins(response: HttpResponse) -> HttpResponse:
    """Let pages of other origins read it: no cookie counts here, only a key does."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
    response.headers["Access-Control-Allow-Headers"] = "Authorization, If-None-Match, Range"
    response.headers["Access-Control-Expose-Headers"] = (
        "ETag, Accept-Ranges, Content-Range, Content-Disposition"
    )
    return response


def serve(
    request: HttpRequest, file: Stored, *, name: str, etag: str, mark: str = ""
) -> HttpResponse | None:
    """Answer with a file the reader may read; None where its bytes are gone.

    `name` is offered for saving, `mark` is put into the bytes (launches.files.marks).
    """
    tag = quote_etag(f"{etag}-{mark}" if mark else etag)
    if is_known(request, tag):
        response: HttpResponse | None = HttpResponseNotModified()
    elif settings.X_ACCEL and not mark:
        response = HttpResponse(content_type=file.content_type)
        response.headers["X-Accel-Redirect"] = settings.X_ACCEL + file.name
    else:
        response = _bytes(request, file, tag, mark)
    if response is None:
        return None
    response.headers["ETag"] = tag
    if mark:
        response.headers["Unveil-Ledger"] = mark
    _guard(response, file, name)
    return response


def is_known(request: HttpRequest, tag: str) -> bool:
    """Whether If-None-Match names this quoted ETag."""
    wanted = request.headers.get("If-None-Match", "")
    tags = parse_etags(wanted) if wanted else []
    return "*" in tags or tag in [one.removeprefix("W/") for one in tags]


def _guard(response: HttpResponse, file: Stored, name: str) -> None:
    """Whatever the bytes are, a browser runs nothing of them."""
    attachment = file.content_type not in SHOWN
    disposition = content_disposition_header(attachment, name)
    response.headers["Content-Disposition"] = disposition or "inline"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"


def _bytes(request: HttpRequest, file: Stored, tag: str, mark: str) -> HttpResponse | None:
    try:
        handle = open_stored(file.name)
    except FileNotFoundError:
        return None
    pieces: list[marks.Piece] = [(0, file.bytes)]
    if mark:
        kind = file.content_type
        pieces = marks.pieces(handle, content_type=kind, size=file.bytes, mark=mark)
    size = marks.length(pieces)
    answer = spanned(
        request,
        size,
        tag,
        lambda first, last: _chunks(handle, marks.between(pieces, first, last)),
        content_type=file.content_type,
    )
    if not answer.streaming:
        handle.close()
    return answer


def spanned(
    request: HttpRequest,
    size: int,
    tag: str,
    chunks: Callable[[int, int], Iterator[bytes]],
    *,
    content_type: str,
) -> HttpResponse:
    """200, 206 or 416 for `size` bytes, of which `chunks(first, last)` gives any span.

    `tag` is the quoted ETag that an If-Range has to name. HEAD reads no byte.
    """
    span = _span(request, size, tag)
    if span is None:
        response = HttpResponse(status=416)
        response.headers["Content-Range"] = f"bytes */{size}"
        return response
    first, last = span
    answer: HttpResponse
    if request.method == "HEAD":
        answer = HttpResponse(content_type=content_type)
    else:
        answer = StreamingHttpResponse(chunks(first, last), content_type=content_type)
    answer.headers["Content-Length"] = str(last - first + 1)
    answer.headers["Accept-Ranges"] = "bytes"
    if (first, last) != (0, size - 1):
        answer.status_code = 206
        answer.headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    return answer


def _span(request: HttpRequest, size: int, tag: str) -> tuple[int, int] | None:
    """First and last byte wanted; None for a range outside the file."""
    whole = (0, size - 1)
    found = RANGE.match(request.headers.get("Range", ""))
    if not found or request.headers.get("If-Range", tag) != tag:
        return whole
    first, last = found.groups()
    if not first and not last:
        return whole
    if not first:
        span = (max(0, size - int(last)), size - 1) if int(last) else None
    else:
        end = min(int(last), size - 1) if last else size - 1
        span = (int(first), end)
    return span if span and span[0] <= span[1] else None


def _chunks(handle: BinaryIO, pieces: Iterable[marks.Piece]) -> Iterator[bytes]:
    with handle:
        yield from marks.read(handle, pieces)
