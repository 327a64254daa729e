"""Headers of ours that no library sets."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

CMS_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; frame-ancestors 'self'; "
    "object-src 'none'; base-uri 'none'; form-action 'self'"
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
