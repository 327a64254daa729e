"""The contract itself, the page that explains it, and the front of the API."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from api.schema import schema
from api.v1.base import ReadView
from launches.domain.freeze import dumps

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
    """Every other address under the API: the problem an absent launch gets, for any method."""

    http_method_names = ["get", "head", "options", "post", "put", "patch", "delete"]

    def get(self, request: Request, **kwargs: Any) -> HttpResponse:
        raise Http404

    post = put = patch = delete = get


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """The guide for integrators, with what can be tried at once."""
    return render(
        request,
        "api/docs.html",
        {"site_url": settings.SITE_URL, "nav": "api", "problems": PROBLEMS},
    )


PROBLEMS = [
    (400, "A parameter is wrong. `invalid_params` names it, what was found and what is wanted."),
    (401, "The key is unknown, expired or revoked."),
    (404, "Nothing here: absent, recalled, or not open to you. The three are the same on purpose."),
    (405, "This address takes other methods."),
    (406, "Only JSON is spoken here."),
    (500, "Our mistake. It has been noted."),
    (503, "The database is away. `Retry-After` says when to ask again."),
]
