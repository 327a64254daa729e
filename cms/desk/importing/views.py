"""The committee's lists on the desk: upload, columns, dry run, making, report."""

import hashlib
from typing import Any

from django.contrib import messages
from django.core.files.storage import storages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from cms.desk.importing import jobs, report_files
from cms.desk.importing.forms import FileForm, MakeForm, SheetForm
from cms.desk.views import DeskView
from launches import clock
from launches.domain import lists
from launches.enums import LineKind, ListState
from launches.errors import UnveilError
from launches.importing.wanted import FIELD_NAMES, WANTED
from launches.models import CommitteeList, ListLine
from launches.models.fields import new_uid

PER_SHEET = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ListsView(DeskView):
    """Every list that was brought, and the form for the next one."""

    template_name = "cms/desk/lists/index.html"
    header_icon = "table"

    def get_page_title(self) -> str:
        return _("Lists")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [{"url": "", "label": _("Lists")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = CommitteeList.objects.select_related("by").defer("sheets")
        sheet = Paginator(rows, PER_SHEET).get_page(self.request.GET.get("p", "1"))
        return super().get_context_data(
            **{"sheet": sheet, "form": FileForm(), "now": clock.now(), **kwargs}
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = FileForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        file = form.cleaned_data["file"]
        found = lists.receive(
            filename=file.name[:200].replace("\0", ""),
            file=storages["private"].save(f"lists/{new_uid()}", file),
            sha256=_digest(file),
            size=file.size,
            by=request.user,
            at=clock.now(),
        )
        jobs.read_list.enqueue(found.uid)
        return redirect("lists:list", found.uid)


def _digest(file: Any) -> str:
    digest = hashlib.sha256()
    file.seek(0)
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.hexdigest()


class OneList(DeskView):
    """What the page of a list and its acts stand on."""

    template_name = "cms/desk/lists/list.html"
    header_icon = "table"

    @cached_property
    def found(self) -> CommitteeList:
        rows = CommitteeList.objects.select_related("by")
        return get_object_or_404(rows, uid=self.kwargs["uid"])

    def get_page_title(self) -> str:
        return self.found.filename

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            {"url": reverse("lists:index"), "label": _("Lists")},
            {"url": "", "label": self.found.filename},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = clock.now()
        extra: dict[str, Any] = {"list": self.found, "stuck": lists.is_stuck(self.found, at=now)}
        if self.found.state in (ListState.CHECKED, ListState.DONE):
            extra |= shown_lines(self.found, self.request.GET)
        if self.found.state in (ListState.CHECKED, ListState.REFUSED):
            extra["sheets"] = kwargs.pop("sheets", None) or _sheet_forms(self.found)
        return super().get_context_data(**extra, **kwargs)

    def refused(self, words: str, status: int, **more: Any) -> HttpResponse:
        context = self.get_context_data(refusal=words, **more)
        return self.render_to_response(context, status=status)


def _sheet_forms(found: CommitteeList, data: Any = None) -> list[SheetForm]:
    return [SheetForm(sheet, data, number=number) for number, sheet in enumerate(found.sheets)]


def shown_lines(found: CommitteeList, params: Any) -> dict[str, Any]:
    """One sheet of the report's lines, as filtered; and how many there are of each."""
    counts = {
        (row["kind"], row["code"]): row["number"]
        for row in found.lines.order_by().values("kind", "code").annotate(number=Count("pk"))
    }
    totals = {
        kind: sum(number for (one, _code), number in counts.items() if one == kind)
        for kind in LineKind.values
    }
    first = next((kind for kind in ("error", "record") if totals[kind]), "record")
    kind = params.get("kind", first)
    kind = kind if kind in LineKind.values else first
    code = params.get("code", "").replace("\0", "")[:40]
    rows = found.lines.filter(kind=kind, **({"code": code} if code else {}))
    sheet = Paginator(rows, PER_SHEET).get_page(params.get("p", "1"))
    for line in sheet.object_list:
        _dress(line)
    return {
        "lines": sheet,
        "kind": kind,
        "code": code,
        "kinds": [(one, LineKind(one).label, totals[one]) for one in LineKind.values],
        "codes": [(one, number) for (own, one), number in sorted(counts.items()) if own == kind],
        "totals": totals,
    }


def _dress(line: ListLine) -> None:
    """What a person reads of a line."""
    line.wanted = WANTED.get(line.code, "")
    line.field_name = FIELD_NAMES.get(line.field, line.field)
    changes = line.detail.get("changes", {})
    line.changes = [(FIELD_NAMES.get(name, name), *pair) for name, pair in changes.items()]


class ListView(OneList):
    """A list, at whatever stage it is."""


class ProgressView(OneList):
    """How far the work is, for the page's script."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = self.found
        answer = {"state": found.state, "done": found.done, "total": found.total}
        return JsonResponse(answer, headers={"Cache-Control": "no-store"})


class ColumnsView(OneList):
    """The columns as a person has corrected them: the list is read again."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        forms = _sheet_forms(self.found, request.POST)
        valid = [form.is_valid() for form in forms]  # each, to show all that is wrong
        if not all(valid):
            return self.refused(_("Some columns are not clear yet."), 422, sheets=forms)
        try:
            sheets = [form.layout() for form in forms]
            lists.correct(self.found, sheets=sheets, by=request.user, at=clock.now())
        except UnveilError as refusal:
            return self.refused(str(refusal.message), 409, sheets=forms)
        jobs.read_list.enqueue(self.found.uid)
        return redirect("lists:list", self.found.uid)


class MakeView(OneList):
    """The desk's word to make it."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = MakeForm(request.POST)
        if not form.is_valid():
            return self.refused(_("Choose what to make."), 422)
        whole, invites = form.cleaned_data["how"] == "whole", form.cleaned_data["invites"]
        try:
            lists.confirm(self.found, whole=whole, invites=invites, by=request.user, at=clock.now())
        except UnveilError as refusal:
            return self.refused(str(refusal.message), 409)
        jobs.make_list.enqueue(self.found.uid)
        return redirect("lists:list", self.found.uid)


class AgainView(OneList):
    """Begin the work anew where its worker has died."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                lists.again(self.found, by=request.user, at=clock.now())
        except UnveilError as refusal:
            messages.info(request, str(refusal.message))
        else:
            reading = self.found.state == ListState.READING
            (jobs.read_list if reading else jobs.make_list).enqueue(self.found.uid)
        return redirect("lists:list", self.found.uid)


class ReportView(OneList):
    """The report as a file."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        kind = self.kwargs["kind"]
        body = (
            report_files.as_json(self.found)
            if kind == "json"
            else report_files.as_workbook(self.found)
        )
        content_type = "application/json" if kind == "json" else XLSX
        name = f"report-{self.found.uid}.{kind}"
        return HttpResponse(
            body,
            content_type=content_type,
            headers={
                "Content-Disposition": f'attachment; filename="{name}"',
                "Cache-Control": "no-store",
            },
        )
