"""Stages and what is on them."""

from django.http import Http404, HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from api.v1 import params, shapes
from api.v1.base import ReadView
from launches.compact import dumps
from launches.models import Stage
from launches.queries import board


class StageList(ReadView):
    """The halls of the forum."""

    @extend_schema(
        operation_id="listStages",
        responses={200: shapes.StagePage, **shapes.problems(400, 401)},
        tags=["stages"],
    )
    def get(self, request: Request) -> HttpResponse:
        params.only(request.query_params, ())
        rows = [board.named(stage) for stage in Stage.objects.all()]
        return self.answer(dumps({"results": rows}))


class OneStage(ReadView):
    """What both views of one stage begin with."""

    def stage(self, slug: str) -> Stage:
        params.only(self.request.query_params, ())
        found = Stage.objects.filter(slug=slug).first()
        if found is None:
            raise Http404
        return found


class StageDetail(OneStage):
    """What is on stage now: the full state, the same that screens get pushed."""

    @extend_schema(
        operation_id="getStage",
        responses={200: shapes.StageState, **shapes.problems(401, 404)},
        tags=["stages"],
    )
    def get(self, request: Request, slug: str) -> HttpResponse:
        state = board.stage_state(self.stage(slug), audience=self.reader, at=self.at)
        return self.answer(dumps(state))


class RundownDetail(OneStage):
    """The show list. What is hidden from you is a slot without a launch."""

    @extend_schema(
        operation_id="getRundown",
        responses={200: shapes.Rundown, **shapes.problems(401, 404)},
        tags=["stages"],
    )
    def get(self, request: Request, slug: str) -> HttpResponse:
        rundown = board.rundown_of(self.stage(slug), audience=self.reader, at=self.at)
        return self.answer(dumps(rundown))
