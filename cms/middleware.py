"""Headers of ours that no library sets."""

from collections.abc import Callable
from datetime import timedelta

from django.http import HttpRequest, HttpResponse

from launches import clock

ARRIVED = "unveil.arrived"  # in the WSGI environment; no header can set it

CMS_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; frame-ancestors 'self'; "
    "object-src 'none'; base-uri 'none'; form-action 'self'"
)


class Arrival:
    """Notes when a request began: with its first byte, which the web process takes down.

    `request.arrived_at` is held against deadlines. A body that comes slowly may take
    LONGEST; after that the clock counts, so that no request is kept open past a deadline
    for hours. Behind a server that tells no beginning it is the present.
    """

    LONGEST = timedelta(minutes=15)

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        now = clock.now()
        began = request.META.get(ARRIVED, now)
        request.arrived_at = max(now - self.LONGEST, min(began, now))
        return self.get_response(request)


class OwnHeaders:
    """Adds Permissions-Policy, and to /cms/ the looser policy that Wagtail's scripts need."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), microphone=(), geolocation=(), browsing-topics=()"
        )
        if request.path.startswith("/cms/"):
            response.headers.setdefault("Content-Security-Policy", CMS_POLICY)
        return response
