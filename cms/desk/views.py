"""The queue and the review page of the desk, inside Wagtail's admin."""

from datetime import UTC, tzinfo
from typing import Any

from django.contrib.auth.mixins import UserPassesTestMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.desk import corrections, reading
from cms.desk.acts import ACTS, CORRECTING
from cms.desk.blind.entry import cover_point, covered
from cms.desk.blind.veil import Veil, cover, veil_of, veil_over
from cms.desk.bulk.acts import OFFERED
from cms.desk.filters import address_of, kept_of
from cms.desk.forms import ChangesForm
from cms.desk.judging.reading import hand
from cms.desk.listing import COLUMNS, TELLING, VIEWS, queue_for
from cms.desk.notices import say
from cms.models import LaunchPage
from launches import clock, rules
from launches.domain import saved_views, thread
from launches.errors import UnveilError
from launches.models import ChangeRequest, Forum, Launch
from launches.numbers import whole


class DeskView(UserPassesTestMixin, WagtailAdminTemplateMixin, TemplateView):
    """Only for the desk; others who reach Wagtail (stage managers) get its refusal."""

    _show_breadcrumbs = True
    header_icon = "tasks"

    def test_func(self) -> bool:
        return rules.is_desk(self.request.user)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Times are read and written in the forum's zone, whatever Wagtail's profile says."""
        self.zone = forum_zone()
        with timezone.override(self.zone):
            response = super().dispatch(request, *args, **kwargs)
            return response.render() if isinstance(response, TemplateResponse) else response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **{"zone": str(self.zone), "is_blind": self.is_blind, **kwargs}
        )

    @property
    def is_blind(self) -> bool:
        """Whether the submitters are hidden from this person just now."""
        return getattr(self.request, "is_blind", False)


def seen_revision(request: HttpRequest) -> int:
    """The version that the person read, as the form says; -1 where it says none."""
    seen = whole(request.POST.get("revision", ""))
    return -1 if seen is None else seen


def forum_zone() -> tzinfo:
    """The zone of the newest forum."""
    forum = Forum.objects.first()
    return forum.tz if forum else UTC


class QueueView(DeskView):
    """Every entry: by view, filters and words, in any order, fifty a sheet."""

    template_name = "cms/desk/queue.html"

    def get_page_title(self) -> str:
        return _("Queue")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [{"url": "", "label": _("Queue")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        queue = queue_for(self.request.user, self.request.GET, is_blind=self.is_blind)
        if self.is_blind:
            veil_over(queue.sheet.object_list)
        return super().get_context_data(
            queue=queue,
            views=VIEWS,
            columns=[row for row in COLUMNS if not self.is_blind or row[0] not in TELLING],
            saved=saved_views.offered_to(self.request.user),
            here=address_of(self.request.GET),
            kept=kept_of(self.request.GET),
            acts=OFFERED,
            may_act=rules.works_at_desk(self.request.user) and not self.is_blind,
            now=clock.now(),
            **kwargs,
        )


class EntryView(DeskView):
    """What both the review page and an act's page stand on."""

    header_icon = "doc-empty"

    @cached_property
    def page(self) -> LaunchPage:
        rows = LaunchPage.objects.select_related(
            "launch__company", "launch__theme", "launch__section", "launch__forum"
        )
        page = rows.filter(launch__uid=self.kwargs["uid"]).first()
        if page is None:
            raise Http404
        return page

    @property
    def launch(self) -> Launch:
        return self.page.launch

    @cached_property
    def veil(self) -> Veil | None:
        """What covers the submitters; read before they are."""
        return veil_of(self.launch) if self.is_blind else None

    def shown(self, point: ChangeRequest) -> ChangeRequest:
        """A point as this person may read it."""
        return cover_point(point, self.veil) if self.veil else point

    def veiled(self, words: str) -> str:
        """A refusal as this person may read it: those that tell who was first name people."""
        return self.veil.over(words) if self.veil else words

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if self.veil:
            cover(self.launch, self.veil)
        return super().get_context_data(**kwargs)

    def get_page_title(self) -> str:
        return self.launch.product

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            {"url": reverse("desk:queue"), "label": _("Queue")},
            {"url": reverse("desk:review", args=[self.launch.uid]), "label": self.launch.product},
        ]


class ReviewView(EntryView):
    """One entry: its words side by side, materials, history, and what may be done."""

    template_name = "cms/desk/review.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        from cms.desk import looking  # its button stands on this page

        at = clock.now()
        found = reading.entry(self.page, self.request.user, at=at)
        found |= hand(self.launch, self.request.user, at=at)
        found["changed"] = looking.since_last_look(
            self.page, self.request.user, at=at, veil=self.veil
        )
        if self.veil:
            found = covered(found, self.veil)
        context = super().get_context_data(**{**found, **kwargs})
        if found["unread"]:
            thread.read(self.launch, by=self.request.user, at=at)
        return context


class ActView(EntryView):
    """One act: says what it means, asks for what it needs, does it, or says why not.

    A refusal keeps what was typed and answers 409; a form error answers 422.
    """

    template_name = "cms/desk/act.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if kwargs["act"] not in ACTS:
            raise Http404
        self.act = ACTS[kwargs["act"]]
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render(self.form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.render(form, status=422)
        try:
            self._unchanged(seen_revision(request))
            self.act.do(self.page, form.cleaned_data, request.user, clock.now())
        except UnveilError as refusal:
            return self.render(form, status=409, refusal=self.veiled(str(refusal.message)))
        say(request, self.launch, str(self.act.done))
        return redirect("desk:review", self.launch.uid)

    def form(self, data: Any = None) -> Any:
        more = {}
        if self.act.form is ChangesForm:
            more["places"] = reading.places(self.page.get_latest_revision_as_object())
            handed_in = self.launch.change_requests.filter(resolved_at__isnull=False)
            earlier = handed_in.filter(accepted_at=None).order_by("number")
            more["earlier"] = [self.shown(point) for point in earlier]
        elif "opens_at" in self.act.form.base_fields:
            more["initial"] = {"opens_at": self.launch.opens_at}
        return self.act.form(data, **more)

    def render(self, form: Any, *, status: int = 200, refusal: str = "") -> HttpResponse:
        shows_changes = self.kwargs["act"] in CORRECTING and not self.is_blind
        context = self.get_context_data(
            form=form,
            act=self.act,
            name=self.kwargs["act"],
            refusal=refusal,
            launch=self.launch,
            revision=self.request.POST.get("revision", self.launch.latest_revision),
            changes=corrections.changes(self.page) if shows_changes else None,
        )
        return self.render_to_response(context, status=status)

    def _unchanged(self, seen: int) -> None:
        """The act is about the version the person read, not about one saved meanwhile."""
        from launches.domain.submission import edited_since

        if seen >= 0 and seen != self.launch.latest_revision:
            raise edited_since(self.launch)
