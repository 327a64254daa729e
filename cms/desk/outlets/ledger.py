"""The embargo ledger at the desk: search it, take it out, and find whose copy a mark is."""

from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy

from cms.desk.outlets.views import OfficeView
from launches import clock
from launches.domain import audit
from launches.exporting import tables
from launches.files import marks
from launches.queries import ledger

PER_SHEET = 100
LARGEST = 600_000_000  # bytes of a file that is looked at
HEAD = ["At", "Mark", "Outlet", "Key", "Person", "Terms", "Through", "What", "Address", "Launches"]


class LedgerView(OfficeView):
    """Newest first; `?launch=` and `?outlet=` narrow."""

    template_name = "cms/desk/outlets/ledger.html"
    title = gettext_lazy("Embargo ledger")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = asked_of(self.request)
        sheet = Paginator(ledger.entries(**asked), PER_SHEET).get_page(self.request.GET.get("p"))
        rows = ledger.with_editions(list(sheet.object_list))
        query = self.request.GET.copy()
        query.pop("p", None)
        return super().get_context_data(
            tab="ledger", sheet=sheet, rows=rows, asked=query.urlencode(), **asked, **kwargs
        )


def asked_of(request: HttpRequest) -> dict[str, str]:
    """What the list is narrowed to, as typed."""
    return {
        name: request.GET.get(name, "").replace("\0", "")[:100] for name in ("launch", "outlet")
    }


class LedgerExportView(OfficeView):
    """The same search as CSV."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        at, rows = clock.now(), ledger.entries(**asked_of(request))
        audit.record("exported", by=request.user, at=at, kind="csv", scope="ledger")
        return tables.answer("csv", HEAD, self._lines(rows), name=f"ledger-{at:%Y-%m-%d}", title="")

    def _lines(self, rows: Any) -> Iterator[list[str]]:
        for batch in tables.in_batches(rows, 500):
            yield from map(self._line, ledger.with_editions(batch))

    def _line(self, row: Any) -> list[str]:
        return [
            row.at.astimezone(self.zone).isoformat(sep=" ", timespec="seconds"),
            row.mark,
            row.outlet.name,
            row.key.prefix if row.key else "",
            str(row.who or ""),
            str(row.terms),
            str(row.get_door_display()),
            row.what,
            row.address,
            ", ".join(f"{one.launch_uid} v{one.number}" for one in row.editions),
        ]


class LookUpView(OfficeView):
    """Whose copy is it? A mark as text, or the file in which it is."""

    template_name = "cms/desk/outlets/look_up.html"
    title = gettext_lazy("Find a leak")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(tab="look-up", **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        text, file = request.POST.get("text", "")[:100_000], request.FILES.get("file")
        found = marks.marks_said(text)
        too_large = bool(file) and file.size > LARGEST
        if file and not too_large:
            found += marks.marks_in(file.chunks(marks.BLOCK))
        rows = ledger.with_editions(ledger.by_marks(found))
        known = [row.mark for row in rows]
        audit.record("leak_looked_up", by=request.user, at=clock.now(), marks=known)
        context = self.get_context_data(
            rows=rows, text=text, looked=True, marks=found, most=LARGEST if too_large else 0
        )
        return self.render_to_response(context)
