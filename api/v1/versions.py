"""The versions of a launch that were public, for those who have to say what changed."""

from datetime import datetime

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from api.v1 import params, shapes
from api.v1.base import ReadView
from launches.compact import dumps
from launches.models import Edition
from launches.queries import render
from launches.queries.gate import versions_visible_to


class VersionView(ReadView):
    def versions(self, uid: str) -> QuerySet[Edition]:
        found = versions_visible_to(self.reader, at=self.at)
        return found.filter(launch_uid=uid).order_by("-number")


class VersionList(VersionView):
    """What readers could read of a launch, newest version first."""

    @extend_schema(
        operation_id="listVersions",
        responses={200: shapes.VersionPage, **shapes.problems(400, 401, 404)},
        tags=["launches"],
    )
    def get(self, request: Request, uid: str) -> HttpResponse:
        params.only(request.query_params, ())
        rows = list(self.versions(uid).defer("document", "listing", "words"))
        if not rows:
            raise Http404
        found = [
            {
                "href": f"/api/v1/launches/{uid}/editions/{row.number}/",
                **render.envelope(row, at=self.at),
                **replaced(row, at=self.at),
            }
            for row in rows
        ]
        return self.answer(dumps({"results": found}))


class VersionDetail(VersionView):
    """One version, whole. Files that a correction took away are gone."""

    @extend_schema(
        operation_id="getVersion",
        parameters=[shapes.LANG],
        responses={200: shapes.VersionedLaunch, **shapes.problems(400, 401, 404)},
        tags=["launches"],
    )
    def get(self, request: Request, uid: str, number: int) -> HttpResponse:
        query = request.query_params
        params.only(query, ("lang",))
        language = params.text(query, "lang")
        edition = self.versions(uid).filter(number=number).first()
        if edition is None:
            raise Http404
        more = replaced(edition, at=self.at)
        if not language:
            return self.answer(render.joined(edition.document, edition, at=self.at, more=more))
        text = render.in_language([edition], language)[edition.pk]
        body = render.joined(text.document, edition, at=self.at, more=more)
        return self.answer(body, Content_Language=text.language)


def replaced(edition: Edition, *, at: datetime) -> dict[str, str | None]:
    """When a correction took its place.

    One that a locked slate will bring has not, and nobody is told of it.
    """
    gone = edition.ended_at
    return {"replaced_at": render.iso(gone) if gone and gone <= at else None}
