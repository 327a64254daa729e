"""Slates: launches that opened together. Before their instant there are none."""

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from api.v1 import pages, params, shapes
from api.v1.base import ReadView
from launches.compact import dumps
from launches.models import Slate
from launches.queries import render, slates
from launches.queries.search import Place

LIST = "slates"


class SlateList(ReadView):
    """Slates that have opened, latest first, with what can still be read of them."""

    @extend_schema(
        operation_id="listSlates",
        parameters=[shapes.FIELDS, shapes.LIMIT, shapes.CURSOR],
        responses={200: shapes.SlatePage, **shapes.problems(400, 401)},
        tags=["slates"],
    )
    def get(self, request: Request) -> HttpResponse:
        query = request.query_params
        params.only(query, ("fields", "limit", "cursor"))
        fields = params.fields(query, shapes.OpenedSlate)
        limit, after = params.limit(query, default=20), params.place(query, of=LIST)
        opened = slates.opened(self.reader, at=self.at)
        if after:
            same = Q(opens_at=after.instant, uid__gt=after.uid)
            opened = opened.filter(Q(opens_at__lt=after.instant) | same)
        rows, place = pages.cut(list(opened[: limit + 1]), limit, _place)
        members = slates.readable_members(rows, self.reader, at=self.at)
        found = [
            {**named(row), "launches": [render.brief(one) for one in members[row.pk]]}
            for row in rows
        ]
        more = pages.next_of(request.path, query, place, of=LIST)
        return self.answer(pages.body_of(pages.objects(found, fields), more), **pages.links(more))


def _place(slate: Slate) -> Place:
    assert slate.opens_at  # noqa: S101 -- locked_slate_has_instant
    return Place(slate.opens_at, slate.uid)


def named(slate: Slate) -> dict[str, Any]:
    return {
        "id": slate.uid,
        "href": f"/api/v1/slates/{slate.uid}/",
        "name": slate.name,
        "opens_at": render.iso(slate.opens_at),
    }


class SlateDetail(ReadView):
    """One slate, with its launches as the list of launches gives them."""

    @extend_schema(
        operation_id="getSlate",
        responses={200: shapes.SlateDetail, **shapes.problems(400, 401, 404)},
        tags=["slates"],
    )
    def get(self, request: Request, uid: str) -> HttpResponse:
        params.only(request.query_params, ())
        slate = slates.opened(self.reader, at=self.at).filter(uid=uid).first()
        if slate is None:
            raise Http404
        members = slates.readable_members([slate], self.reader, at=self.at)[slate.pk]
        rows = render.listings(members, at=self.at)
        return self.answer(f'{dumps(named(slate))[:-1]},"launches":[{",".join(rows)}]}}')
