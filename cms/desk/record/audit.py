"""The audit on the desk: search it, read it, take it out. Nobody changes it."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.desk.record import details
from cms.desk.views import DeskView
from launches import clock, rules
from launches.domain import audit
from launches.enums import AuditDoor
from launches.exporting import tables
from launches.models import AuditEntry
from launches.queries import record
from launches.queries.record import Wanted
from launches.verbs import Verb

PER_SHEET = 100
DAY = forms.DateInput({"type": "date"}, "%Y-%m-%d")
HEAD = [
    gettext_lazy("At"), gettext_lazy("Person"), gettext_lazy("Person number"),
    gettext_lazy("Act"), gettext_lazy("Verb"), gettext_lazy("Launch"), gettext_lazy("Product"),
    gettext_lazy("Before"), gettext_lazy("After"), gettext_lazy("Door"), gettext_lazy("Network"),
    gettext_lazy("Client"), gettext_lazy("Note"), gettext_lazy("Details"),
]  # fmt: skip


class RecordView(DeskView):
    """A page of the record: for those who may read it."""

    header_icon = "history"
    title: Any = ""

    def test_func(self) -> bool:
        return rules.reads_record(self.request.user)

    def get_page_title(self) -> str:
        return str(self.title)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [{"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_erase = self.request.user.has_perm("launches.erase_person")
        return super().get_context_data(may_erase=may_erase, **kwargs)


class SearchForm(forms.Form):
    """What is looked for. Unknown acts and doors, and days that are none, are said."""

    launch = forms.CharField(label=gettext_lazy("Launch"), required=False, max_length=100)
    person = forms.CharField(label=gettext_lazy("Person"), required=False, max_length=100)
    verb = forms.ChoiceField(label=gettext_lazy("Act"), required=False)
    door = forms.ChoiceField(label=gettext_lazy("Door"), required=False)
    since = forms.DateField(label=gettext_lazy("From"), required=False, widget=DAY)
    until = forms.DateField(label=gettext_lazy("Until"), required=False, widget=DAY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        acts = sorted(Verb.choices, key=lambda pair: str(pair[1]))
        self.fields["verb"].choices = [("", _("All acts")), *acts]
        self.fields["door"].choices = [("", _("All doors")), *AuditDoor.choices]

    def wanted(self) -> Wanted:
        """Of what was said right; a wrong field is passed over and marked."""
        self.is_valid()
        return Wanted(**self.cleaned_data)


class AuditView(RecordView):
    """The newest acts first, a hundred a sheet."""

    template_name = "cms/desk/record/audit.html"
    title = gettext_lazy("Audit")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        params = self.request.GET
        form = SearchForm(params)
        rows = record.entries(form.wanted(), zone=self.zone)
        sheet = Paginator(rows, PER_SHEET).get_page(params.get("p", "1"))
        products = record.products_of(sheet.object_list)
        for row in sheet.object_list:
            row.product = products.get(row.launch_uid, "")
        details.tell(sheet.object_list)
        asked = params.copy()
        asked.pop("p", None)
        return super().get_context_data(
            form=form, sheet=sheet, asked=asked.urlencode(), tab="audit", **kwargs
        )


def facts_of(row: AuditEntry) -> list[tuple[str, str]]:
    """The details as (name, value), as they were written: a file says the same for ever."""
    return [(name, str(value)) for name, value in row.detail.items() if value not in ("", [], None)]


class AuditExportView(RecordView):
    """The same search as a file: CSV as it is read; XLSX up to MOST rows, and it says so."""

    MOST = 50_000

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        kind, at = kwargs["kind"], clock.now()
        rows = record.entries(SearchForm(request.GET).wanted(), zone=self.zone)
        if kind not in tables.TYPES:
            raise Http404
        lines = self._lines(rows) if kind == "csv" else self._first(rows)
        audit.record("exported", by=request.user, at=at, kind=kind, scope="audit")
        name = f"audit-{at:%Y-%m-%d}"
        head = [str(one) for one in HEAD]
        return tables.answer(kind, head, lines, name=name, title=_("Audit"))

    def _first(self, rows: Any) -> Iterator[list[str]]:
        """The newest MOST; a last line tells that there are more."""
        yield from self._lines(rows[: self.MOST])
        if rows[self.MOST : self.MOST + 1].exists():
            words = _("Only the newest %(most)d acts are in this workbook; the CSV has them all.")
            yield [words % {"most": self.MOST}]

    def _lines(self, rows: Any) -> Iterator[list[str]]:
        for batch in tables.in_batches(rows, 1000):
            yield from self._of(batch)

    def _of(self, batch: list[AuditEntry]) -> Iterator[list[str]]:
        products = record.products_of(batch)
        for row in batch:
            yield [
                row.at.astimezone(self.zone).isoformat(sep=" ", timespec="seconds"),
                str(row.actor or ""),
                str(row.actor_id or ""),
                str(row.get_verb_display()),
                row.verb,
                row.launch_uid,
                products.get(row.launch_uid, ""),
                row.before,
                row.after,
                str(row.get_door_display()),
                row.address,
                row.client,
                row.note,
                "; ".join(f"{name}: {value}" for name, value in facts_of(row)),
            ]
