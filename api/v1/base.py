"""What every endpoint does alike: audiences, conditions, caching headers, CORS."""

import hashlib
from datetime import datetime
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.functional import cached_property
from django.utils.http import parse_etags
from rest_framework.request import Request
from rest_framework.views import APIView

from api import limits, marking
from api.auth import reader
from api.deprecation import Deprecated
from launches import clock
from launches.domain import ledger
from launches.enums import LedgerDoor
from launches.portal.limits import place_of
from launches.queries import sight
from launches.queries.gate import Reader

JSON = "application/json"
EXPOSED = (
    "ETag, Link, Content-Language, Content-Disposition, Accept-Ranges, Content-Range, Retry-After, "
    "RateLimit, RateLimit-Policy, Deprecation, Sunset, Unveil-Ledger"
)
# Refusals say nothing of the budget, so that hidden and absent have the same headers.
LIMITED = (200, 206, 304, 429)


class ReadView(APIView):
    """A public read. Anonymous answers may be kept until the next change; keyed ones never.

    Time is taken once for each request, so that an answer is of one instant.
    """

    http_method_names: ClassVar[list[str]] = ["get", "head", "options"]
    deprecated: ClassVar[Deprecated | None] = None
    budget: limits.Budget | None = None
    at: datetime

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        self.at = clock.now()

    def check_throttles(self, request: Request) -> None:
        """Raises TooMany where the reader asked too much in this minute; preflights are free."""
        if request.method == "OPTIONS" or self._is_shared():
            return
        self.budget = limits.spend(request)
        if self.budget and self.budget.left < 0:
            raise limits.TooMany(self.budget)

    @cached_property
    def reader(self) -> Reader:
        """Who asks, as the gate wants to know it."""
        return reader(self.request)

    def options(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        """Tells browsers what a page of another origin may ask."""
        response = HttpResponse(status=204)
        response.headers["Allow"] = "GET, HEAD, OPTIONS"
        response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
        response.headers["Access-Control-Allow-Headers"] = "Authorization, If-None-Match, Range"
        response.headers["Access-Control-Max-Age"] = "86400"
        return response

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with sight.watching() as self.seen:
            return super().dispatch(request, *args, **kwargs)

    def answer(
        self, body: str | bytes, *, content_type: str = JSON, **headers: str
    ) -> HttpResponse:
        """200 with these bytes, or 304 where the reader has them already.

        What is under embargo is entered in the ledger first, unless the answer is one that
        keys share: each giving of it is entered then (api.admission).
        """
        data = body.encode() if isinstance(body, str) else body
        response = conditional(self.request._request, data, content_type, headers, self._keyed())
        if self._is_shared():
            closed = ledger.closed_of(self.seen.values(), at=self.at)
            response.headers["X-Unveil-Edge"] = " ".join(["keyed", *map(str, closed)])
        elif self._keyed() and response.status_code == 200 and self.request.method == "GET":
            self._note(response)
        return response

    def _note(self, response: HttpResponse) -> None:
        mark = ledger.note(
            self.seen.values(),
            outlet=self.request.auth.outlet,
            key=self.request.auth,
            door=LedgerDoor.API,
            what=self.request.get_full_path(),
            address=place_of(self.request._request),
            at=self.at,
        )
        if mark:
            marked(response, mark)

    def _keyed(self) -> bool:
        return self.request.auth is not None

    def _is_shared(self) -> bool:
        return isinstance(self.request.auth, Reader)

    def finalize_response(
        self, request: Request, response: HttpResponse, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        response = super().finalize_response(request, response, *args, **kwargs)
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = EXPOSED
        response.headers["Vary"] = "Accept, Accept-Encoding, Authorization"
        if self.deprecated:
            add(response, self.deprecated.headers())
        if self.budget and response.status_code in LIMITED:
            add(response, self.budget.headers())
        return response


def marked(response: HttpResponse, mark: str) -> None:
    """Say the entry of the ledger: in a header, and as `ledger` in an object of ours."""
    response.headers["Unveil-Ledger"] = mark
    if is_object(response.headers["Content-Type"], response.content):
        response.content = marking.plain(response.content, mark)
        response.headers["Content-Length"] = str(len(response.content))


def is_object(content_type: str, body: bytes) -> bool:
    """Whether it is JSON of ours in which a mark has a place."""
    return content_type == JSON and body.startswith(b'{"')


def add(response: HttpResponse, headers: dict[str, str]) -> None:
    """Set these headers; a second Link joins the first."""
    for name, value in headers.items():
        known = response.headers.get(name) if name == "Link" else None
        response.headers[name] = f"{known}, {value}" if known else value


def conditional(
    request: HttpRequest, data: bytes, content_type: str, headers: dict[str, str], keyed: bool
) -> HttpResponse:
    """The answer with its tag and its caching rules; 304 if the tag is known.

    The tag is a fingerprint of the bytes, so it says nothing that they do not.
    """
    tag = f'"{hashlib.sha256(data).hexdigest()[:32]}"'
    known = [
        one.removeprefix("W/") for one in parse_etags(request.headers.get("If-None-Match", ""))
    ]
    response: HttpResponse
    if tag in known or known == ["*"]:
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(data, content_type=content_type)
        response.headers["Content-Length"] = str(len(data))
    response.headers["ETag"] = tag
    if keyed:
        response.headers["Cache-Control"] = "private, no-store"
    else:
        response.headers["Cache-Control"] = "public, no-cache"
        response.headers["X-Unveil-Edge"] = "public"
    for name, value in headers.items():
        response.headers[name.replace("_", "-")] = value
    return response
