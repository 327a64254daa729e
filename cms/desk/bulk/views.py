"""Acts on many entries: what is chosen, what the act asks for, progress, report."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from cms.desk.bulk.acts import ACTS, OFFERED, UNDONE
from cms.desk.bulk.jobs import run_bulk
from cms.desk.listing import rows_for
from cms.desk.views import DeskView
from launches import clock, rules
from launches.domain import bulk
from launches.enums import BulkAct, BulkItemState, BulkState
from launches.errors import Stale, UnveilError
from launches.models import BulkJob, Launch, User

PER_SHEET = 50
NAMED = 10  # how many of the chosen are named before the act


def chosen(user: User, params: QueryDict) -> list[int]:
    """Ids of the entries: those ticked (?uid=), or all of the view (?all=1 and its filters)."""
    if params.get("all"):
        return list(rows_for(user, params).values_list("pk", flat=True))
    uids = [uid.replace("\0", "") for uid in params.getlist("uid")[:PER_SHEET]]
    return list(Launch.objects.filter(uid__in=uids).order_by("pk").values_list("pk", flat=True))


class BulkView(DeskView):
    """What all pages of acts on many stand on. Who only reads may look at what was done."""

    header_icon = "tasks"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            {"url": reverse("desk:queue"), "label": _("Queue")},
            {"url": reverse("desk:bulk"), "label": _("Acts on many")},
            {"url": "", "label": self.get_page_title()},
        ]


class JobsView(BulkView):
    """The acts of the last time, the newest first."""

    template_name = "cms/desk/bulk/index.html"

    def get_page_title(self) -> str:
        return _("Acts on many")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items()[:1], {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = Paginator(BulkJob.objects.select_related("by"), PER_SHEET)
        sheet = rows.get_page(self.request.GET.get("p", "1"))
        return super().get_context_data(sheet=sheet, now=clock.now(), **kwargs)


class BeginView(BulkView):
    """One act: names what is chosen, asks for what it needs, and sets the worker going."""

    template_name = "cms/desk/bulk/begin.html"

    def test_func(self) -> bool:
        return rules.works_at_desk(self.request.user)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if kwargs["act"] not in dict(OFFERED):
            raise Http404
        self.act = BulkAct(kwargs["act"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return str(self.act.label)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render(ACTS[self.act].form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = ACTS[self.act].form(request.POST)
        if not form.is_valid():
            return self.render(form, status=422)
        if request.POST.get("count") != str(len(self.ids)):
            changed = _("The entries have changed meanwhile. Please look at them again.")
            return self.render(form, status=409, refusal=changed)
        try:
            job = bulk.begin(
                self.act, self.ids, params=form.kept(), by=request.user, at=clock.now()
            )
        except UnveilError as refusal:
            return self.render(form, status=422, refusal=str(refusal.message))
        run_bulk.enqueue(job.uid)
        return redirect("desk:bulk-job", job.uid)

    @cached_property
    def ids(self) -> list[int]:
        return chosen(self.request.user, self.request.GET)

    def render(self, form: Any, *, status: int = 200, refusal: str = "") -> HttpResponse:
        named = Launch.objects.filter(pk__in=self.ids[:NAMED]).select_related("company")
        context = self.get_context_data(
            form=form,
            act=self.act,
            meaning=ACTS[self.act].meaning,
            refusal=refusal,
            named=named.order_by("pk"),
            count=len(self.ids),
            more=max(0, len(self.ids) - NAMED),
        )
        return self.render_to_response(context, status=status)


class JobView(BulkView):
    """How far it is, and when it is over, what did not work and why."""

    template_name = "cms/desk/bulk/job.html"

    @cached_property
    def job(self) -> BulkJob:
        return get_object_or_404(BulkJob.objects.select_related("by"), uid=self.kwargs["uid"])

    def get_page_title(self) -> str:
        return self.job.get_act_display()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        counts, now = bulk.counts(self.job), clock.now()
        refused = self.job.items.filter(state=BulkItemState.REFUSED)
        rows = Paginator(refused.select_related("launch__company"), PER_SHEET)
        return super().get_context_data(
            job=self.job,
            counts=counts,
            finished=self.job.total - counts[BulkItemState.WAITING],
            stuck=bulk.is_stuck(self.job, at=now),
            may_undo=rules.works_at_desk(self.request.user)
            and self.job.act in UNDONE
            and counts[BulkItemState.DONE] > 0,
            sheet=rows.get_page(self.request.GET.get("p", "1")),
            now=now,
            **kwargs,
        )


class UndoView(JobView):
    """Undo a finished job, as a job of its own with its own report."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        done = self.job.items.filter(state=BulkItemState.DONE).order_by("pk")
        try:
            undone = bulk.begin(
                BulkAct.UNDO,
                done.values_list("launch", flat=True),
                params={"job": self.job.uid},
                by=request.user,
                at=clock.now(),
            )
        except UnveilError as refusal:
            messages.error(request, str(refusal.message))
            return redirect("desk:bulk-job", self.job.uid)
        run_bulk.enqueue(undone.uid)
        return redirect("desk:bulk-job", undone.uid)


class ProgressView(JobView):
    """The part of the page that is asked for anew each second; the whole page when it is over."""

    template_name = "cms/desk/bulk/_progress.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().get(request, *args, **kwargs)
        if self.job.state == BulkState.DONE:
            response["HX-Refresh"] = "true"
        return response


class AgainView(JobView):
    """Go on where the worker has died."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            bulk.again(self.job, by=request.user, at=clock.now())
        except Stale:
            pass
        except UnveilError as refusal:
            raise PermissionDenied from refusal
        else:
            run_bulk.enqueue(self.job.uid)
        return redirect("desk:bulk-job", self.job.uid)
