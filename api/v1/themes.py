"""The forum's topics."""

from typing import Any

from django.http import Http404, HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from api.v1 import params, shapes
from api.v1.base import ReadView
from launches.compact import dumps
from launches.models import Theme


class ThemeList(ReadView):
    """Every theme of the forum, in its order."""

    @extend_schema(
        operation_id="listThemes",
        responses={200: shapes.ThemePage, **shapes.problems(400, 401)},
        tags=["themes"],
    )
    def get(self, request: Request) -> HttpResponse:
        params.only(request.query_params, ())
        return self.answer(dumps({"results": [named(theme) for theme in Theme.objects.all()]}))


class ThemeDetail(ReadView):
    """One theme, with where to read its launches."""

    @extend_schema(
        operation_id="getTheme",
        responses={200: shapes.ListedTheme, **shapes.problems(400, 401, 404)},
        tags=["themes"],
    )
    def get(self, request: Request, slug: str) -> HttpResponse:
        params.only(request.query_params, ())
        theme = Theme.objects.filter(slug=slug).first()
        if theme is None:
            raise Http404
        return self.answer(dumps(named(theme)))


def named(theme: Theme) -> dict[str, Any]:
    return {
        "slug": theme.slug,
        "href": f"/api/v1/themes/{theme.slug}/",
        "name": {"en": theme.name, "zh-hans": theme.name_zh or theme.name},
        "hue": theme.hue,
        "launches": f"/api/v1/launches/?theme={theme.slug}",
        "feeds": {
            kind: f"/feeds/launches.{kind}?theme={theme.slug}"
            for kind in ("rss", "atom", "json", "ics")
        },
    }
