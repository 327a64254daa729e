"""Media kits: everything of a launch, theme, day or slate in one ZIP, in any span."""

from collections.abc import Sequence

from django.http import Http404, HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.exceptions import APIException
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from api.v1 import params, shapes
from api.v1.base import ReadView
from launches.kits import sending
from launches.kits.sending import ZIP
from launches.models import Edition, Forum
from launches.models.cut import EditionQuerySet
from launches.queries import kits


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


class TooLarge(APIException):
    """422: nobody wants to load this much at once."""

    status_code = 422

    def __init__(self) -> None:
        said = f"More than {kits.MOST} launches. Ask for a day, a slate or single launches."
        super().__init__(said)


def kit_answers(*more: int) -> dict[object, object]:
    """What the contract says of every kit, and the further refusals of this one."""
    return {
        (200, ZIP): OpenApiResponse(OpenApiTypes.BINARY, "The whole kit."),
        (206, ZIP): OpenApiResponse(OpenApiTypes.BINARY, "The span that `Range` asked for."),
        416: OpenApiResponse(description="The span lies outside the kit."),
        **shapes.problems(400, 401, 404, *more),
    }


class LaunchKit(KitView):
    """The media kit of one launch: texts as Word, PDF and Markdown in all languages, ninjs,
    files with credit, caption and rights inside, captions, checksums, what a correction changed.

    One range of bytes may be asked for; the same version gives the same bytes and ETag.
    """

    @extend_schema(operation_id="getLaunchKit", responses=kit_answers(), tags=["kits"])
    def get(self, request: Request, uid: str) -> HttpResponse:
        params.only(request.query_params, ())
        edition = kits.of_launch(self.reader, uid, at=self.at)
        if edition is None:
            raise Http404
        return self.sent([edition], name=kits.file_name(edition))


class CollectionKit(KitView):
    """The kits of many launches in one ZIP, newest first, a folder for each launch.

    Where nothing of it can be read there is no kit, as for what does not exist.
    """

    most = kits.MOST

    def together(self, editions: EditionQuerySet, *, name: str) -> HttpResponse:
        params.only(self.request.query_params, ())
        rows = kits.in_order(editions, most=self.most)
        if not rows:
            raise Http404
        if len(rows) > self.most:
            raise TooLarge()
        return self.sent(rows, name=f"{name}.zip")


class ThemeKit(CollectionKit):
    """The media kits of a theme's launches in one ZIP; 422 beyond 200 launches."""

    @extend_schema(operation_id="getThemeKit", responses=kit_answers(422), tags=["kits"])
    def get(self, request: Request, slug: str) -> HttpResponse:
        return self.together(kits.of_theme(self.reader, slug, at=self.at), name=slug)


class DayKit(CollectionKit):
    """The media kits of what a day of the forum shows, in one ZIP; 422 beyond 200 launches."""

    @extend_schema(
        operation_id="getDayKit",
        parameters=[shapes.DAY_IN_PATH],
        responses=kit_answers(422),
        tags=["kits"],
    )
    def get(self, request: Request, day: str) -> HttpResponse:
        wanted = params.day_in_path(day)
        if wanted is None:
            raise Http404
        return self.together(kits.of_day(self.reader, wanted, Forum.zone(), at=self.at), name=day)


class SlateKit(CollectionKit):
    """The media kits of an opened slate's launches in one ZIP; 422 beyond 200 launches."""

    @extend_schema(operation_id="getSlateKit", responses=kit_answers(422), tags=["kits"])
    def get(self, request: Request, uid: str) -> HttpResponse:
        return self.together(kits.of_slate(self.reader, uid, at=self.at), name=uid)
