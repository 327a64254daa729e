"""The list of launches, and one launch."""

from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from drf_spectacular.utils import extend_schema
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request

from api.v1 import ninjs, pages, params, shapes
from api.v1.base import JSON, ReadView
from launches.domain.freeze import dumps
from launches.models import Edition, EditionText, Forum
from launches.queries import render
from launches.queries.gate import contacts_visible_to, visible_to
from launches.queries.search import UTC_ZONE, Wanted, matching, page_of

FILTERS = (
    "theme",
    "category",
    "country",
    "stage",
    "company",
    "day",
    "lang",
    "q",
    "updated_since",
    "ordering",
    "limit",
    "cursor",
    "format",
    "fields",
)
WORDS = ("theme", "category", "stage", "company", "q")
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
        fields = params.fields(query, shapes.Launch)
        language, as_ninjs = params.text(query, "lang"), self.as_ninjs(query)
        found, after = page_of(
            self._matching(query),
            after=params.place(query),
            limit=params.limit(query, default=20),
            oldest_first=params.choice(query, "ordering", ORDERS, default="-opens_at")
            == "opens_at",
            undated=self.reader.reads_embargo,
            whole=as_ninjs,
        )
        texts = render.in_language(found, language or "en") if language or as_ninjs else None
        if as_ninjs:
            rows = [dumps(ninjs.item(row, texts[row.pk], at=self.at)) for row in found]
        else:
            rows = render.listings(found, at=self.at, texts=texts)
            rows = [render.sparse(row, fields) for row in rows]
        more = pages.next_of(request.path, query, after)
        headers = pages.links(more)
        if texts:
            spoken = sorted({text.language for text in texts.values()})
            headers["Content_Language"] = ", ".join(spoken)
        kind = ninjs.MEDIA_TYPE if as_ninjs else JSON
        return self.answer(pages.body_of(rows, more), content_type=kind, **headers)

    def _matching(self, query: Any) -> Any:
        wanted = Wanted(
            **{name: params.text(query, name) for name in WORDS},
            country=params.country(query),
            day=params.day(query, "day"),
            updated_since=params.instant(query, "updated_since"),
        )
        editions = visible_to(self.reader, at=self.at)
        return matching(editions, wanted, Forum.zone() if wanted.day else UTC_ZONE)


class LaunchDetail(LaunchView):
    """One launch. What is not open to you answers exactly like what never existed."""

    @extend_schema(
        operation_id="getLaunch",
        parameters=[shapes.LANG, shapes.FORMAT, shapes.FIELDS],
        responses={200: shapes.Launch, **shapes.problems(400, 401, 404)},
        tags=["launches"],
    )
    def get(self, request: Request, uid: str) -> HttpResponse:
        query = request.query_params
        params.only(query, ("lang", "format", "fields"))
        fields = params.fields(query, shapes.Launch)
        language, as_ninjs = params.text(query, "lang"), self.as_ninjs(query)
        edition = visible_to(self.reader, at=self.at).filter(launch_uid=uid).first()
        if edition is None:
            raise Http404
        if not language and not as_ninjs:
            return self.answer(self.joined(edition.document, edition, fields))
        text: EditionText = render.in_language([edition], language or "en")[edition.pk]
        if as_ninjs:
            return self.answer(
                dumps(ninjs.item(edition, text, at=self.at)),
                content_type=ninjs.MEDIA_TYPE,
                Content_Language=text.language,
            )
        body = self.joined(text.document, edition, fields)
        return self.answer(body, Content_Language=text.language)

    def joined(self, document: str, edition: Edition, fields: tuple[str, ...]) -> str:
        contacts = contacts_visible_to(self.reader, edition)
        text = render.joined(document, edition, at=self.at, contacts=contacts)
        return render.sparse(text, fields)
