"""The list of launches, and one launch."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, QueryDict
from drf_spectacular.utils import extend_schema
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request

from api.v1 import ninjs, params, shapes
from api.v1.base import JSON, ReadView
from launches.domain.freeze import dumps
from launches.enums import Audience
from launches.models import Edition, EditionText, Forum
from launches.queries import render
from launches.queries.gate import contacts_visible_to, visible_to
from launches.queries.search import Wanted, matching, page_of

FILTERS = (
    "theme",
    "category",
    "country",
    "stage",
    "day",
    "lang",
    "q",
    "updated_since",
    "ordering",
    "limit",
    "cursor",
    "format",
)
FORMATS = ("json", "ninjs")
ORDERS = ("-opens_at", "opens_at")


class LaunchView(ReadView):
    """Our own JSON, or ninjs by the Accept header or `?format=ninjs`."""

    renderer_classes = (JSONRenderer, ninjs.NinjsRenderer)

    def as_ninjs(self, query: QueryDict) -> bool:
        if query.get("format"):
            return params.choice(query, "format", FORMATS, default="json") == "ninjs"
        return self.request.accepted_renderer.format == "ninjs"


class LaunchList(LaunchView):
    """Released launches, newest first; with a press key also those under embargo."""

    @extend_schema(
        operation_id="listLaunches",
        parameters=shapes.LIST_PARAMETERS,
        responses={200: shapes.LaunchPage, **shapes.problems(400, 401)},
        tags=["launches"],
    )
    def get(self, request: Request) -> HttpResponse:
        query = request.query_params
        params.only(query, FILTERS)
        language, as_ninjs = params.text(query, "lang"), self.as_ninjs(query)
        found, after = page_of(
            self._matching(query),
            after=params.place(query),
            limit=params.limit(query, default=20),
            oldest_first=params.choice(query, "ordering", ORDERS, default="-opens_at")
            == "opens_at",
            undated=self.audience == Audience.PRESS,
            whole=as_ninjs,
        )
        texts = render.in_language(found, language or "en") if language or as_ninjs else None
        if as_ninjs:
            rows = [dumps(ninjs.item(row, texts[row.pk], at=self.at)) for row in found]
        else:
            rows = render.listings(found, at=self.at, texts=texts)
        more = self._next(query, after)
        body = f'{{"results":[{",".join(rows)}],"next":{dumps(more)}}}'
        headers = {"Link": f'<{more}>; rel="next"'} if more else {}
        if texts:
            spoken = sorted({text.language for text in texts.values()})
            headers["Content_Language"] = ", ".join(spoken)
        kind = ninjs.MEDIA_TYPE if as_ninjs else JSON
        return self.answer(body, content_type=kind, **headers)

    def _matching(self, query: Any) -> Any:
        wanted = Wanted(
            **{name: params.text(query, name) for name in ("theme", "category", "stage", "q")},
            country=params.country(query),
            day=params.day(query, "day"),
            updated_since=params.instant(query, "updated_since"),
        )
        editions = visible_to(self.audience, at=self.at)
        if not wanted.day:
            return matching(editions, wanted, shapes.UTC_ZONE)
        forum = Forum.objects.first()
        return matching(editions, wanted, forum.tz if forum else shapes.UTC_ZONE)

    def _next(self, query: Any, after: Any) -> str | None:
        if after is None:
            return None
        kept = {name: query[name] for name in FILTERS if name in query and name != "cursor"}
        return f"/api/v1/launches/?{urlencode({**kept, 'cursor': params.signed(after)})}"


class LaunchDetail(LaunchView):
    """One launch. What is not open to you answers exactly like what never existed."""

    @extend_schema(
        operation_id="getLaunch",
        parameters=[shapes.LANG, shapes.FORMAT],
        responses={200: shapes.Launch, **shapes.problems(400, 401, 404)},
        tags=["launches"],
    )
    def get(self, request: Request, uid: str) -> HttpResponse:
        query = request.query_params
        params.only(query, ("lang", "format"))
        language, as_ninjs = params.text(query, "lang"), self.as_ninjs(query)
        edition = visible_to(self.audience, at=self.at).filter(launch_uid=uid).first()
        if edition is None:
            raise Http404
        if not language and not as_ninjs:
            return self.answer(self.joined(edition.document, edition))
        text: EditionText = render.in_language([edition], language or "en")[edition.pk]
        if as_ninjs:
            return self.answer(
                dumps(ninjs.item(edition, text, at=self.at)),
                content_type=ninjs.MEDIA_TYPE,
                Content_Language=text.language,
            )
        return self.answer(self.joined(text.document, edition), Content_Language=text.language)

    def joined(self, document: str, edition: Edition) -> str:
        contacts = contacts_visible_to(self.audience, edition)
        return render.joined(document, edition, at=self.at, contacts=contacts)
