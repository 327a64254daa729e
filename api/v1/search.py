"""One question to everything: launches, companies and sessions."""

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from api.errors import BadParameter
from api.v1 import pages, params, shapes
from api.v1.base import ReadView
from launches.compact import dumps
from launches.queries import directory, programme, render
from launches.queries.gate import visible_to
from launches.queries.search import UTC_ZONE, page_of, with_words


class Search(ReadView):
    """The first of each kind that say every one of the words, and where the rest is.

    Launches by their words in every language, newest first; companies by their names;
    sessions by their titles.
    """

    @extend_schema(
        operation_id="search",
        parameters=[shapes.SOUGHT, shapes.LANG, shapes.LIMIT],
        responses={200: shapes.Found, **shapes.problems(400, 401)},
        tags=["search"],
    )
    def get(self, request: Request) -> HttpResponse:
        params.only(request.query_params, ("q", "lang", "limit"))
        words = params.text(request.query_params, "q")
        if not words:
            raise BadParameter("q", "", "one word or several")
        limit = params.limit(request.query_params, default=5)
        language = params.text(request.query_params, "lang")
        parts = {
            "launches": self._launches(words, language, limit),
            "companies": self._companies(words, limit),
            "sessions": self._sessions(words, limit),
        }
        body = ",".join(f"{dumps(name)}:[{','.join(rows)}]" for name, rows in parts.items())
        return self.answer(f'{{{body},"more":{dumps(pages.everywhere(words))}}}')

    def _launches(self, words: str, language: str, limit: int) -> list[str]:
        editions = with_words(visible_to(self.reader, at=self.at), words)
        undated = self.reader.reads_embargo
        found, _more = page_of(editions, after=None, limit=limit, undated=undated)
        texts = render.in_language(found, language, stored=("listing",)) if language else None
        return render.listings(found, at=self.at, texts=texts)

    def _companies(self, words: str, limit: int) -> list[str]:
        editions = directory.presented_to(self.reader, at=self.at).defer("document", "words")
        found = directory.named_like(editions, words)[:limit]
        return pages.objects(directory.company(row, row.listing) for row in found)

    def _sessions(self, words: str, limit: int) -> list[str]:
        found = programme.sessions(q=words, zone=UTC_ZONE)[:limit]
        return pages.objects(programme.shown(found, audience=self.reader, at=self.at))
