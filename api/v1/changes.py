"""The change feed: what readers may know, in order, without gaps."""

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from api.errors import BadParameter
from api.v1 import params, shapes
from api.v1.base import ReadView
from launches.compact import dumps
from launches.models import WireEntry
from launches.queries import wire
from launches.queries.render import iso

END = "end"  # instead of a cursor
LONGEST_WAIT = 30  # seconds
MOST = 1000  # thin facts; who begins from zero reads them all


class Changes(ReadView):
    """Facts after a cursor, oldest first. Keep `next` and ask again with it.

    A fact names the launch and its version only; fetch the launch, and the gate
    decides again. `after=end` gives no facts and the place to follow from now on, for who
    reads everything by the list first.

    With `wait` the web process holds who would get an empty page (cms.waiting); the view itself
    answers at once.
    """

    @extend_schema(
        operation_id="listChanges",
        parameters=[shapes.AFTER, shapes.FACTS, shapes.WAIT],
        responses={200: shapes.ChangePage, **shapes.problems(400, 401)},
        tags=["changes"],
    )
    def get(self, request: Request) -> HttpResponse:
        query = request.query_params
        params.only(query, ("after", "limit", "wait"))
        params.whole(query, "wait", default=0, least=0, most=LONGEST_WAIT)
        after = self._after(query.get("after", ""))
        limit = params.limit(query, default=100, most=MOST)
        found = wire.visible_entries(self.reader, after=after, at=self.at, limit=limit)
        last = wire.cursor_of(found[-1]) if found else after
        body = {
            "results": [fact(entry) for entry in found],
            "next": str(last) if last else "",
            "more": len(found) == limit,
        }
        return self.answer(dumps(body))

    def _after(self, value: str) -> wire.Cursor | None:
        if not value:
            return None
        if value == END:
            return wire.end_for(self.reader, at=self.at)
        try:
            return wire.Cursor.parse(value)
        except wire.BadCursor as error:
            raise BadParameter(
                "after", ascii(value)[1:-1], "a cursor from an earlier answer, or end"
            ) from error


def fact(entry: WireEntry) -> dict[str, object]:
    """What the feed and the live push say of one entry."""
    return {
        "id": entry.launch_uid,
        "version": entry.number,
        "kind": entry.kind,
        "at": iso(entry.visible_at),
        "href": f"/api/v1/launches/{entry.launch_uid}/",
        "cursor": str(wire.cursor_of(entry)),
    }
