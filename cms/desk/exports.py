"""The desk takes entries out: those of the queue as it is filtered just now."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from cms.desk.listing import rows_for
from cms.desk.views import DeskView
from cms.latest import latest
from launches import clock
from launches.exporting.answers import Export


class ExportView(DeskView):
    """?view=, ?q= and ?theme= as in the queue; CSV, XLSX or ZIP."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = Export(rows_for(request.user, request.GET), latest)
        return found.answer(kwargs["kind"], by=request.user, at=clock.now(), scope="desk")
