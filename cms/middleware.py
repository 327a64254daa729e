"""Headers of ours that no library sets."""

from collections.abc import Callable
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from launches import clock, origin, rules
from launches.enums import AuditDoor
from launches.portal.limits import kept_address

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


class Whence:
    """Says for the audit by which door a request came, from where, and who is logged in."""

    DOORS = {
        "/sign-off/": AuditDoor.LINK,
        "/preview/": AuditDoor.LINK,
        "/portal/": AuditDoor.PORTAL,
        "/press/": AuditDoor.PRESS,
        "/accounts/": AuditDoor.PORTAL,
        "/cms/": AuditDoor.DESK,
        "/stage/": AuditDoor.STAGE,
        "/screen/": AuditDoor.STAGE,
        "/api/": AuditDoor.API,
    }

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with origin.coming_from(self._origin(request)):
            return self.get_response(request)

    def _origin(self, request: HttpRequest) -> origin.Origin:
        path = request.path
        door = next((d for start, d in self.DOORS.items() if path.startswith(start)), None)
        return origin.Origin(
            door or AuditDoor.SITE,
            kept_address(request),
            origin.client_of(request.headers.get("User-Agent", "")),
            lambda: request.user.pk,
        )


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


class OnlyReaders:
    """Refuses an auditor's every request at the desk or a stage that could change something.

    The domain refuses the acts anyway, for an auditor holds no right to act; this covers
    what Wagtail adds, and doors that come later. What remains is their own account.
    """

    SAFE = {"GET", "HEAD", "OPTIONS"}
    DOORS = ("/cms/", "/stage/")
    OWN = ("/cms/account/", "/cms/logout/")

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._asks_for_change(request) and rules.is_only_reader(request.user):
            raise PermissionDenied(_("You can read everything here and change nothing."))
        return self.get_response(request)

    def _asks_for_change(self, request: HttpRequest) -> bool:
        at_desk = request.path.startswith(self.DOORS) and not request.path.startswith(self.OWN)
        return at_desk and request.method not in self.SAFE
