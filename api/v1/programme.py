"""The public programme: sessions, their halls and their slots."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse, QueryDict
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from api.v1 import forms, pages, params, shapes
from api.v1.base import ReadView
from launches.models import Event, Forum
from launches.queries import calendars, programme
from launches.queries.render import spoken
from launches.queries.search import UTC_ZONE, Place

LIST = "programme"
FILTERS = ("day", "stage", "theme", "q")


class SessionList(ReadView):
    """Sessions in order of time. What is hidden from you is a slot without a launch."""

    renderer_classes = forms.renderers("ics")

    @extend_schema(
        operation_id="listSessions",
        parameters=shapes.SESSION_PARAMETERS,
        responses={200: shapes.SessionPage, **shapes.problems(400, 401)},
        tags=["programme"],
    )
    def get(self, request: Request) -> HttpResponse:
        query = request.query_params
        params.only(query, (*FILTERS, "lang", "format", "fields", "limit", "cursor"))
        form, fields = forms.with_fields(request, shapes.Session, "ics")
        limit, after = params.limit(query, default=20), params.place(query, of=LIST)
        events = wanted(query)
        if after:
            events = programme.after(events, after.instant, after.uid)
        rows, place = pages.cut(list(events[: limit + 1]), limit, _place)
        found = programme.shown(rows, audience=self.reader, at=self.at)
        more = pages.next_of(request.path, query, place, of=LIST)
        if form:
            body = as_calendar(found, params.text(query, "lang"))
            return self.answer(body, content_type=form.media_type, **pages.links(more))
        return self.answer(pages.body_of(pages.objects(found, fields), more), **pages.links(more))


def wanted(query: QueryDict) -> QuerySet[Event]:
    """The sessions that the parameters narrow to."""
    return programme.sessions(
        stage=params.text(query, "stage"),
        theme=params.text(query, "theme"),
        q=params.text(query, "q"),
        day=params.day(query, "day"),
        zone=Forum.zone() if "day" in query else UTC_ZONE,
    )


def as_calendar(rows: list[dict[str, Any]], language: str) -> str:
    """Sessions and open slots, named in English or Chinese."""
    name = calendars.programme_name(spoken(language))
    return calendars.calendar(name, calendars.sessions(rows, language))


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
