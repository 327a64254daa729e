"""The batches of prepared decisions: opening one, reading it, applying it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cms.desk.banners import Banner, banner
from cms.desk.forms import InstantField
from cms.desk.views import DeskView
from launches import clock, rules
from launches.domain import decisions
from launches.enums import MailState, RulingState
from launches.errors import UnveilError
from launches.models import DecisionBatch, Mail, PreparedDecision, User

from .applying import newest


@banner
def refused(user: User, at: datetime) -> Iterator[Banner]:
    """How many decisions did not work, which nobody may have watched being applied."""
    if not rules.works_at_desk(user):
        return
    if number := PreparedDecision.objects.filter(state=RulingState.REFUSED).count():
        words = ngettext(
            "%(number)d prepared decision could not be applied",
            "%(number)d prepared decisions could not be applied",
            number,
        )
        yield Banner(words % {"number": number}, reverse("judging:batches"), is_alarm=True)


class BatchForm(forms.Form):
    """A new batch."""

    name = forms.CharField(label=gettext_lazy("Name of the sitting"), max_length=120)
    apply_at = InstantField(label=gettext_lazy("Apply by itself at (optional)"), required=False)
    holds_mail = forms.BooleanField(
        label=gettext_lazy("Keep the mails in the outbox until somebody lets them go"),
        required=False,
    )


class BatchesView(DeskView):
    """Every batch, and a form for the next."""

    template_name = "cms/desk/judging/batches.html"

    def get_page_title(self) -> str:
        return _("Prepared decisions")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            {"url": reverse("judging:home"), "label": _("Review")},
            {"url": "", "label": _("Prepared decisions")},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = DecisionBatch.objects.select_related("by").annotate(
            waiting=Count("decisions", filter=~Q(decisions__state=RulingState.APPLIED)),
            applied=Count("decisions", filter=Q(decisions__state=RulingState.APPLIED)),
            refused=Count("decisions", filter=Q(decisions__state=RulingState.REFUSED)),
        )
        return super().get_context_data(**{"batches": rows[:100], "form": BatchForm(), **kwargs})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = BatchForm(request.POST)
        if form.is_valid():
            try:
                batch = decisions.open_batch(**form.cleaned_data, by=request.user, at=clock.now())
                messages.success(
                    request, _("The batch is open. Prepare decisions on the entries' pages.")
                )
                return redirect("judging:batch", batch.uid)
            except UnveilError as refusal:
                for name, words in refusal.fields.items() or [(None, refusal.message)]:
                    form.add_error(name, str(words))
        return self.render_to_response(self.get_context_data(form=form), status=422)


class OneBatchView(DeskView):
    @cached_property
    def batch(self) -> DecisionBatch:
        return get_object_or_404(DecisionBatch, uid=self.kwargs["uid"])


class BatchView(OneBatchView):
    """What a batch holds, what did not work, and which mails wait."""

    template_name = "cms/desk/judging/batch.html"

    def get_page_title(self) -> str:
        return self.batch.name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            {"url": reverse("judging:batches"), "label": _("Prepared decisions")},
            {"url": "", "label": self.batch.name},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = self.batch.decisions.select_related("launch__company", "by")
        held = Mail.objects.filter(hold_key=self.batch.uid, state=MailState.HELD)
        return super().get_context_data(
            batch=self.batch,
            decisions=rows,
            waiting=sum(row.state != RulingState.APPLIED for row in rows),
            held=held.count(),
            may_apply=self.request.user.has_perm("launches.approve_launch"),
            **kwargs,
        )


class ApplyView(OneBatchView):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            report = decisions.apply(self.batch, read=newest, by=request.user, at=clock.now())
        except UnveilError as refusal:
            messages.error(request, str(refusal.message))
            return redirect("judging:batch", self.batch.uid)
        messages.success(
            request,
            ngettext(
                "%(number)d decision applied.", "%(number)d decisions applied.", report.applied
            )
            % {"number": report.applied},
        )
        if report.refused:
            said = ngettext(
                "%(number)d was not possible; the table says why.",
                "%(number)d were not possible; the table says why.",
                report.refused,
            )
            messages.error(request, said % {"number": report.refused})
        return redirect("judging:batch", self.batch.uid)
