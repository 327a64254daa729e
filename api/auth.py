"""Bearer keys of outlets, and of outside checkers (RFC 6750)."""

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from launches import clock
from launches.domain import outlets
from launches.enums import Audience
from launches.models import Checker, OutletKey
from launches.portal.limits import place_of
from launches.queries.checking import checker_of
from launches.queries.gate import Reader
from launches.queries.keys import key_for, reader_of, shown_in

FOR = "unveil.for"  # in the WSGI environment; no header can set it


class KeyAuthentication(BaseAuthentication):
    """Sets `request.auth` to the key. Without a header the request is anonymous.

    Where the web process has an answer made that keys of the same reach share (api.shared),
    it names their Reader in the environment, and `request.auth` is that.

    A key that is unknown, revoked, expired or shown from an address it does not work from
    is refused with 401, so that an outlet learns of it; the answer is the same for all.
    """

    def authenticate(self, request: Request) -> tuple[None, OutletKey | Reader] | None:
        if shared := request._request.META.get(FOR):
            return None, shared
        shown = shown_in(request.headers.get("Authorization", ""))
        if shown is None:
            return None
        at = clock.now()
        key = key_for(shown, at=at, address=place_of(request._request))
        if key is None:
            raise AuthenticationFailed(
                "The key is unknown, expired, revoked, or not to be used from this address."
            )
        outlets.note_use(key, at=at)
        return None, key

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="unveil"'


class CheckerAuthentication(BaseAuthentication):
    """Sets `request.auth` to the outside checker whose key is shown; it opens its checks only."""

    def authenticate(self, request: Request) -> tuple[None, Checker] | None:
        shown = shown_in(request.headers.get("Authorization", ""))
        if shown is None:
            return None
        checker = checker_of(shown)
        if checker is None:
            raise AuthenticationFailed("The key is unknown, ended, or its checker switched off.")
        return None, checker

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="unveil-checks"'


def reader(request: Request) -> Reader:
    """What the shown key lets read; the public without one."""
    if isinstance(request.auth, Reader):
        return request.auth
    return reader_of(request.auth) if request.auth else Reader(Audience.PUBLIC)


class KeyScheme(OpenApiAuthenticationExtension):
    """How the contract describes a key."""

    target_class = "api.auth.KeyAuthentication"
    name = "outletKey"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "description": "A key of an outlet: unv_…"}


class CheckerKeyScheme(OpenApiAuthenticationExtension):
    """How the contract describes a checker's key."""

    target_class = "api.auth.CheckerAuthentication"
    name = "checkerKey"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "description": "A key of a checker: unvc_…"}
