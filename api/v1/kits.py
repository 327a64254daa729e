"""Media kits: everything of a launch in one ZIP, of exact length, in any span."""

from collections.abc import Sequence

from django.http import Http404, HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from api.v1 import params, shapes
from api.v1.base import ReadView
from launches.kits import sending
from launches.kits.sending import ZIP
from launches.models import Edition
from launches.queries.gate import visible_to


class ZipRenderer(BaseRenderer):
    """For the choice by Accept only; the archive is sent as it is."""

    media_type, format = ZIP, "zip"


class KitView(ReadView):
    renderer_classes = (ZipRenderer,)

    def sent(self, editions: Sequence[Edition], *, name: str) -> HttpResponse:
        """The kit of what the gate gave; of a key's copy the ledger knows what was closed."""
        request, key = self.request._request, self.request.auth
        mark = ""
        if key:
            outlet = key.outlet
            mark = sending.mark_of(request, editions, outlet=outlet, key=key, at=self.at)
        response = sending.send(request, editions, self.reader, name=name, at=self.at, mark=mark)
        response.headers["Cache-Control"] = "private, no-store" if key else "public, no-cache"
        return response


def kit_answers() -> dict[object, object]:
    """What the contract says of every kit."""
    return {
        (200, ZIP): OpenApiResponse(OpenApiTypes.BINARY, "The whole kit."),
        (206, ZIP): OpenApiResponse(OpenApiTypes.BINARY, "The span that `Range` asked for."),
        416: OpenApiResponse(description="The span lies outside the kit."),
        **shapes.problems(400, 401, 404),
    }


class LaunchKit(KitView):
    """The media kit of one launch: texts as Word, PDF and Markdown in all languages, ninjs,
    files with credit, caption and rights inside, captions, checksums, what a correction changed.

    One range of bytes may be asked for; the same version gives the same bytes and ETag.
    """

    @extend_schema(operation_id="getLaunchKit", responses=kit_answers(), tags=["kits"])
    def get(self, request: Request, uid: str) -> HttpResponse:
        params.only(request.query_params, ())
        edition = visible_to(self.reader, at=self.at).filter(launch_uid=uid).first()
        if edition is None:
            raise Http404
        return self.sent([edition], name=f"{edition.slug}-v{edition.number}.zip")
