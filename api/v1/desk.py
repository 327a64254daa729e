"""What the house's own systems read: the embargo ledger, with a key of the scope `desk`.

It stands in no public contract: to every other reader there is nothing here.
"""

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from api.errors import BadParameter
from api.v1 import params
from api.v1.base import ReadView
from launches.compact import dumps
from launches.enums import Scope
from launches.models import LedgerEntry
from launches.queries import ledger
from launches.queries.render import iso

SETTLED = timedelta(seconds=5)  # a younger entry may have an elder that is not committed yet


class Ledger(ReadView):
    """Entries after a mark, oldest first. Keep `next` and ask again with it."""

    @extend_schema(exclude=True)
    def get(self, request: Request) -> HttpResponse:
        if request.auth is None or Scope.DESK not in request.auth.scopes:
            raise Http404
        query = request.query_params
        params.only(query, ("after", "limit"))
        after, limit = params.text(query, "after"), params.limit(query, default=100)
        try:
            found = ledger.after(after, until=self.at - SETTLED, limit=limit)
        except LedgerEntry.DoesNotExist as error:
            raise BadParameter("after", after, "a mark from an earlier answer") from error
        rows = [_entry(row) for row in ledger.with_editions(found)]
        return self.answer(dumps({"results": rows, "next": found[-1].mark if found else after}))


def _entry(row: LedgerEntry) -> dict[str, Any]:
    return {
        "ledger": row.mark,
        "at": iso(row.at),
        "outlet": {"id": row.outlet.uid, "name": row.outlet.name},
        "key": row.key.prefix if row.key else None,
        "person": row.person_id,
        "terms": row.terms,
        "door": row.door,
        "what": row.what,
        "address": row.address,
        "launches": [{"id": one.launch_uid, "version": one.number} for one in row.editions],
    }
