"""A company takes its entries out: a table, or everything with its files."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from cms.latest import latest
from launches import clock
from launches.exporting.answers import Export
from launches.queries import tenancy

from ..access import portal_view


@portal_view
@require_safe
def export(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Every entry the person works on or reads, as CSV, XLSX or ZIP."""
    found = Export(tenancy.launches_of(request.user), latest)
    return found.answer(kind, by=request.user, at=clock.now(), scope="company")
