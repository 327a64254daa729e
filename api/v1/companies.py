"""Companies, as far as they have something to read."""

from datetime import UTC, datetime

from django.http import Http404, HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from api.v1 import pages, params, shapes
from api.v1.base import ReadView
from launches.models import Edition
from launches.queries import directory
from launches.queries.search import Place

LIST = "companies"
NO_MATTER = datetime(2000, 1, 1, tzinfo=UTC)  # the order is by id alone


class CompanyList(ReadView):
    """Companies with something to read, in the order of their ids, which says nothing."""

    @extend_schema(
        operation_id="listCompanies",
        parameters=shapes.COMPANY_PARAMETERS,
        responses={200: shapes.CompanyPage, **shapes.problems(400, 401)},
        tags=["companies"],
    )
    def get(self, request: Request) -> HttpResponse:
        query = request.query_params
        params.only(query, ("country", "q", "fields", "limit", "cursor"))
        fields = params.fields(query, shapes.PresentedCompany)
        limit, after = params.limit(query, default=20), params.place(query, of=LIST)
        editions = directory.presented_to(self.reader, at=self.at).defer("document", "words")
        editions = directory.named_like(editions, params.text(query, "q"))
        if country := params.country(query):
            editions = editions.filter(country=country)
        if after:
            editions = editions.filter(company_uid__gt=after.uid)
        rows, place = pages.cut(list(editions[: limit + 1]), limit, _place)
        more = pages.next_of(request.path, query, place, of=LIST)
        found = pages.objects((directory.company(row, row.listing) for row in rows), fields)
        return self.answer(pages.body_of(found, more), **pages.links(more))


def _place(edition: Edition) -> Place:
    return Place(NO_MATTER, edition.company_uid)


class CompanyDetail(ReadView):
    """One company with its words in every language, its logo and its public contacts."""

    @extend_schema(
        operation_id="getCompany",
        parameters=[shapes.FIELDS],
        responses={200: shapes.PresentedCompany, **shapes.problems(400, 401, 404)},
        tags=["companies"],
    )
    def get(self, request: Request, uid: str) -> HttpResponse:
        query = request.query_params
        params.only(query, ("fields",))
        fields = params.fields(query, shapes.PresentedCompany)
        found = directory.presented_to(self.reader, at=self.at).filter(company_uid=uid).first()
        if found is None:
            raise Http404
        return self.answer(pages.objects([directory.company(found, found.document)], fields)[0])
