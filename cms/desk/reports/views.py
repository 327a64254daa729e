"""The pages of the reports, and their files. For those who may read the record."""

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import cached_property

from cms.desk.record.audit import RecordView
from launches import clock
from launches.domain import audit
from launches.exporting import tables
from launches.models import Forum
from launches.portal.downloads import paper

from .forms import FilterForm
from .making import KINDS, Kind
from .paper import set_on_paper
from .shapes import Report


class ReportView(RecordView):
    """One report: figures, and a table of which each row has its bar. Without a forum: empty."""

    template_name = "cms/desk/reports/report.html"
    header_icon = "order"

    @cached_property
    def kind(self) -> Kind:
        try:
            return KINDS[self.kwargs["name"]]
        except KeyError:
            raise Http404 from None

    def get_page_title(self) -> str:
        return str(self.kind.title)

    @cached_property
    def form(self) -> FilterForm | None:
        forums = list(Forum.objects.all())
        return FilterForm(self.request.GET, forums) if forums else None

    def make(self) -> Report | None:
        """None where there is no forum yet."""
        self.at = clock.now()
        return self.kind.make(self.form.wanted(), at=self.at) if self.form else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        report = self.make()
        return super().get_context_data(
            report=report,
            form=self.form,
            kinds=[(slug, kind.title, slug == self.kwargs["name"]) for slug, kind in KINDS.items()],
            asked=self.request.GET.urlencode(),
            at=self.at,
            tab="reports",
            **kwargs,
        )


class ExportView(ReportView):
    """The report as CSV, XLSX or PDF, in the reader's language."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        name, kind, report = kwargs["name"], kwargs["kind"], self.make()
        if report is None or self.form is None or kind not in {*tables.TYPES, "pdf"}:
            raise Http404
        file = f"{name}-{self.at.astimezone(self.zone):%Y-%m-%d}"
        title = self.get_page_title()
        if kind == "pdf":
            make = partial(set_on_paper, report, self.form, title=title, at=self.at)
            answer: HttpResponseBase = paper(request, make, name=f"{file}.pdf")
        else:
            head = [column.heading for column in report.columns]
            answer = tables.answer(kind, head, report.written, name=file, title=title)
        if answer.status_code == 200:
            audit.record(
                "exported", by=request.user, at=self.at, kind=kind, scope=f"reports.{name}"
            )
        return answer


def first(request: HttpRequest) -> HttpResponse:
    """The first report stands for all."""
    return redirect("reports:report", next(iter(KINDS)))
