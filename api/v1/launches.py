"""The list of launches, and one launch."""

from typing import Any

from django.http import Http404, HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from api.v1 import forms, pages, params, shapes
from api.v1.base import ReadView
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
ORDERS = ("-opens_at", "opens_at")


class LaunchView(ReadView):
    """Our own JSON, or another form by the Accept header or `?format=`."""

    renderer_classes = forms.renderers(*forms.FORMS)


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
        form, fields = forms.with_fields(request, shapes.Launch, *forms.FORMS)
        language = params.text(query, "lang")
        found, after = page_of(
            self._matching(query),
            after=params.place(query),
            limit=params.limit(query, default=20),
            oldest_first=params.choice(query, "ordering", ORDERS, default="-opens_at")
            == "opens_at",
            undated=self.reader.reads_embargo,
            whole=bool(form and form.whole),
        )
        texts = None
        if language or form:
            stored = () if form and form.whole else ("listing",)
            texts = render.in_language(found, language or "en", stored=stored)
        more = pages.next_of(request.path, query, after)
        headers = {**pages.links(more), **spoken(texts)}
        if form and texts is not None:
            body = form.many([(row, texts[row.pk]) for row in found], self.at, more)
            return self.answer(body, content_type=form.media_type, **headers)
        rows = [
            render.sparse(row, fields) for row in render.listings(found, at=self.at, texts=texts)
        ]
        return self.answer(pages.body_of(rows, more), **headers)

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
        form, fields = forms.with_fields(request, shapes.Launch, *forms.FORMS)
        language = params.text(query, "lang")
        edition = visible_to(self.reader, at=self.at).filter(launch_uid=uid).first()
        if edition is None:
            raise Http404
        if not language and not form:
            return self.answer(self.joined(edition.document, edition, fields))
        text: EditionText = render.in_language([edition], language or "en")[edition.pk]
        headers = spoken({edition.pk: text})
        if form:
            body = form.one((edition, text), self.at)
            return self.answer(body, content_type=form.media_type, **headers)
        return self.answer(self.joined(text.document, edition, fields), **headers)

    def joined(self, document: str, edition: Edition, fields: tuple[str, ...]) -> str:
        contacts = contacts_visible_to(self.reader, edition)
        more = {} if contacts is None else {"press_contacts": contacts}
        text = render.joined(document, edition, at=self.at, more=more)
        return render.sparse(text, fields)


def spoken(texts: dict[int, EditionText] | None) -> dict[str, str]:
    """The header that says in which languages an answer is."""
    languages = sorted({text.language for text in texts.values()}) if texts else []
    return {"Content_Language": ", ".join(languages)} if languages else {}
