"""The contract itself, the page that explains it, and the front of the API."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import resolve
from django.views.decorators.http import require_safe
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from api.guide.page import groups
from api.guide.words import PROBLEMS
from api.schema import schema
from api.v1.base import ReadView
from launches import clock
from launches.compact import dumps
from launches.models.outlet import RATE

LINKS = {
    "launches": "/api/v1/launches/",
    "companies": "/api/v1/companies/",
    "themes": "/api/v1/themes/",
    "programme": "/api/v1/programme/",
    "slates": "/api/v1/slates/",
    "search": "/api/v1/search/?q=",
    "changes": "/api/v1/changes/",
    "stages": "/api/v1/stages/",
    "live_changes": "/live/changes/",
    "feeds": {
        "rss": "/feeds/launches.rss",
        "atom": "/feeds/launches.atom",
        "json": "/feeds/launches.json",
        "ics": "/feeds/launches.ics",
        "programme": "/feeds/programme.ics",
    },
    "openapi": "/api/v1/openapi.json",
    "docs": "/api/v1/docs/",
}


@extend_schema(exclude=True)
class Front(ReadView):
    """Where everything is."""

    def get(self, request: Request) -> HttpResponse:
        return self.answer(dumps(LINKS))


@extend_schema(exclude=True)
class Contract(ReadView):
    """OpenAPI 3.1 of this API."""

    def get(self, request: Request) -> HttpResponse:
        return self.answer(dumps(schema()))


@extend_schema(exclude=True)
class Nothing(ReadView):
    """Every other address under the API: the problem an absent launch gets, for any method.

    One that lacks nothing but the slash at its end leads there, whatever it names.
    """

    http_method_names = ["get", "head", "options", "post", "put", "patch", "delete"]

    def get(self, request: Request, **kwargs: Any) -> HttpResponse:
        found = resolve(f"{request.path_info}/")
        if getattr(found.func, "view_class", None) is Nothing:
            raise Http404
        there = request.get_full_path(force_append_slash=True)
        return HttpResponse(status=308, headers={"Location": there, "Cache-Control": "no-store"})

    def post(self, request: Request, **kwargs: Any) -> HttpResponse:
        raise Http404

    put = patch = delete = post


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """The guide for integrators: every operation, with what can be tried at once."""
    site = settings.SITE_URL
    context = {
        "site_url": site,
        "nav": "api",
        "problems": PROBLEMS.items(),
        "groups": groups(site, at=clock.now()),
        "is_limited": settings.API_RATE_LIMITS,
        "rates": {"key": RATE, "anonymous": settings.API_ANONYMOUS_RATE},
    }
    return render(request, "api/docs.html", context)
