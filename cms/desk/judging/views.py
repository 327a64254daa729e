"""The review as a whole: its phase, what is left to me, the next entry, the results."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from cms.desk.views import DeskView
from launches import clock, rules
from launches.domain import claims, phases
from launches.models import Launch, Phase
from launches.queries import scoring

from .table import table_for


class ReviewHomeView(DeskView):
    """Everybody's way into the review, and the table by which it is decided."""

    template_name = "cms/desk/judging/home.html"
    header_icon = "check"

    def get_page_title(self) -> str:
        return _("Review")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [{"url": "", "label": _("Review")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        done, left = scoring.progress(user, at=clock.now())
        return super().get_context_data(
            phases=Phase.objects.select_related("forum"),
            may_begin=rules.edits_call(user),
            done=done,
            left=left,
            table=table_for(user, self.request.GET),
            **kwargs,
        )


class NextView(DeskView):
    """Hands out the next entry and opens it."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        launch: Launch | None = claims.next_entry(by=request.user, at=clock.now())
        if launch is None:
            messages.success(request, _("Nothing is left for you to score. Well done."))
            return redirect("judging:home")
        return redirect("desk:review", launch.uid)


class BeginView(DeskView):
    """Begins a phase; the one before ends."""

    http_method_names = ["post"]

    def test_func(self) -> bool:
        return super().test_func() and rules.edits_call(self.request.user)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        phase = get_object_or_404(Phase, pk=kwargs["number"])
        phases.begin(phase, by=request.user, at=clock.now())
        messages.success(request, _("The phase “%(phase)s” has begun.") % {"phase": phase})
        return redirect("judging:home")
