"""The public programme: sessions, their halls and their slots."""

from django.http import Http404, HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from api.v1 import pages, params, shapes
from api.v1.base import ReadView
from launches.models import Event, Forum
from launches.queries import programme
from launches.queries.search import UTC_ZONE, Place

LIST = "programme"


class SessionList(ReadView):
    """Sessions in order of time. What is hidden from you is a slot without a launch."""

    @extend_schema(
        operation_id="listSessions",
        parameters=shapes.SESSION_PARAMETERS,
        responses={200: shapes.SessionPage, **shapes.problems(400, 401)},
        tags=["programme"],
    )
    def get(self, request: Request) -> HttpResponse:
        query = request.query_params
        params.only(query, ("day", "stage", "theme", "q", "fields", "limit", "cursor"))
        fields = params.fields(query, shapes.Session)
        limit, after = params.limit(query, default=20), params.place(query, of=LIST)
        events = programme.sessions(
            stage=params.text(query, "stage"),
            theme=params.text(query, "theme"),
            q=params.text(query, "q"),
            day=params.day(query, "day"),
            zone=Forum.zone() if "day" in query else UTC_ZONE,
        )
        if after:
            events = programme.after(events, after.instant, after.uid)
        rows, place = pages.cut(list(events[: limit + 1]), limit, _place)
        found = programme.shown(rows, audience=self.reader, at=self.at)
        more = pages.next_of(request.path, query, place, of=LIST)
        return self.answer(pages.body_of(pages.objects(found, fields), more), **pages.links(more))


def _place(event: Event) -> Place:
    return Place(event.starts_at, programme.address_of(event))


class SessionDetail(ReadView):
    """One session of a hall, by its code."""

    @extend_schema(
        operation_id="getSession",
        parameters=[shapes.FIELDS],
        responses={200: shapes.Session, **shapes.problems(400, 401, 404)},
        tags=["programme"],
    )
    def get(self, request: Request, stage: str, code: str) -> HttpResponse:
        query = request.query_params
        params.only(query, ("fields",))
        fields = params.fields(query, shapes.Session)
        events = programme.sessions(stage=stage, zone=UTC_ZONE).filter(code=code)[:1]
        found = programme.shown(events, audience=self.reader, at=self.at)
        if not found:
            raise Http404
        return self.answer(pages.objects(found, fields)[0])
