"""The pages of the slates, inside Wagtail's admin."""

from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import View

from cms.desk.views import DeskView
from cms.slates import history
from cms.slates.acts import ACTS, offered
from cms.slates.forms import SlateForm
from launches import clock, rules
from launches.domain import failing, slates
from launches.domain.preflight import rehearse
from launches.errors import UnveilError
from launches.models import Forum, Launch, Slate
from launches.queries import slates as found

CHOICES = 60


class SlatePage(DeskView):
    """What every page of the slates stands on."""

    header_icon = "calendar-check"

    @property
    def here(self) -> str:
        """Where the last crumb leads; nowhere but for a page about one slate."""
        return ""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            {"url": reverse("slates:list"), "label": _("Slates")},
            {"url": self.here, "label": self.get_page_title()},
        ]


class ListView(SlatePage):
    """Every slate, and the alarm for those that will not open."""

    template_name = "cms/slates/list.html"

    def get_page_title(self) -> str:
        return _("Slates")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [{"url": "", "label": _("Slates")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = list(found.listed())
        return super().get_context_data(rows=rows, now=clock.now(), **kwargs)


class NewView(SlatePage):
    """Begin a slate."""

    template_name = "cms/slates/form.html"

    def get_page_title(self) -> str:
        return _("New slate")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=SlateForm()))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = SlateForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        forum = Forum.objects.first()
        if forum is None:
            raise Http404
        slate = slates.open_slate(forum, **form.cleaned_data, by=request.user, at=clock.now())
        messages.success(request, _("The slate is there. Put launches on it."))
        return redirect("slates:slate", slate.uid)


class OneSlate(SlatePage):
    """A page about one slate."""

    @cached_property
    def slate(self) -> Slate:
        slate = found.listed().filter(uid=self.kwargs["uid"]).first()
        if slate is None:
            raise Http404
        return slate

    @property
    def here(self) -> str:
        return reverse("slates:slate", args=[self.slate.uid])

    def get_page_title(self) -> str:
        return self.slate.name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(slate=self.slate, now=clock.now(), **kwargs)

    def refuse(self, refusal: UnveilError) -> HttpResponse:
        """Back to the slate, with the reason."""
        messages.error(self.request, str(refusal.message))
        return redirect("slates:slate", self.slate.uid)

    def chosen(self, added: str, nothing: str) -> HttpResponse:
        """To the slate, saying what was `added`, if anything; where `nothing` was chosen, which it
        says, back to the choice."""
        if added:
            messages.success(self.request, added)
        elif nothing:
            messages.error(self.request, nothing)
            return redirect(self.request.path)
        return redirect("slates:slate", self.slate.uid)


class SlateView(OneSlate):
    """One slate: its launches, its instant and those it had, what may be done."""

    template_name = "cms/slates/slate.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        slate, at = self.slate, clock.now()
        return super().get_context_data(
            members=found.members_of(slate),
            pages=slate.pages.all(),
            acts=offered(slate, self.request.user, at=at),
            may_change=self.may_change(),
            is_released=slate.is_released(at=at),
            moves=slate.moves.select_related("by"),
            history=history.of(slate),
            **kwargs,
        )

    def may_change(self) -> bool:
        is_open = self.slate.state in slates.OPEN_TO_CHANGE or self.slate.is_blocked
        return is_open and rules.prepares_slate(self.request.user, self.slate)


class PlanView(OneSlate):
    """Rename it, and set its provisional instant."""

    template_name = "cms/slates/form.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        initial = {"name": self.slate.name, "opens_at": self.slate.opens_at}
        return self.render_to_response(self.get_context_data(form=SlateForm(initial=initial)))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = SlateForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        try:
            slates.plan(self.slate, **form.cleaned_data, by=request.user, at=clock.now())
        except UnveilError as refusal:
            return self.refuse(refusal)
        messages.success(request, _("Name and provisional instant are saved."))
        return redirect("slates:slate", self.slate.uid)


class PreflightView(OneSlate):
    """The opening, tried and rolled back: what would fail, by launch and who can mend it."""

    template_name = "cms/slates/preflight.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        at = clock.now()
        opens_at = max(self.slate.opens_at or at, at)
        said = rehearse(self.slate, opens_at=opens_at, at=at)
        return super().get_context_data(
            problems=said,
            grave=sum(one.grave for one in said),
            opens_at=opens_at,
            pages=self.slate.pages.all(),
            **kwargs,
        )


class AddView(OneSlate):
    """Choose launches, by words and theme; add the chosen ones."""

    template_name = "cms/slates/add.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = self.request.GET.get("q", "").replace("\0", "").strip()
        rows = found.joinable(words, at=clock.now())
        return super().get_context_data(words=words, rows=rows[:CHOICES], **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        chosen = Launch.objects.filter(uid__in=request.POST.getlist("launch")[:CHOICES])
        added = 0
        for launch in chosen:
            try:
                slates.add(self.slate, launch, by=request.user, at=clock.now())
                added += 1
            except UnveilError as refusal:
                messages.error(request, str(refusal.message))
        said = ngettext("%(n)s launch added.", "%(n)s launches added.", added) % {"n": added}
        nothing = _("No launch was chosen, so none was added.")
        return self.chosen(said if added else "", "" if chosen else nothing)


class RemoveView(OneSlate, View):
    """Take one launch off."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        launch = self.slate.launches.filter(uid=request.POST.get("launch", "")[:16]).first()
        if launch is None:
            raise Http404
        try:
            slates.remove(self.slate, launch, by=request.user, at=clock.now())
        except UnveilError as refusal:
            return self.refuse(refusal)
        messages.success(request, _("“%s” is off the slate.") % launch)
        return redirect("slates:slate", self.slate.uid)


class ActView(OneSlate):
    """One act: says what it means, asks for what it needs, does it, or says why not.

    A refusal keeps what was typed and answers 409; a form error answers 422.
    """

    template_name = "cms/slates/act.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if kwargs["act"] not in ACTS:
            raise Http404
        self.act = ACTS[kwargs["act"]]
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render(self.act.form(initial={"opens_at": self.slate.opens_at}))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.act.form(request.POST)
        if not form.is_valid():
            return self.render(form, status=422)
        try:
            made = self._do(form.cleaned_data, clock.now())
        except UnveilError as refusal:
            del self.slate  # the act may have changed it before all was rolled back
            return self.render(form, status=409, refusal=refusal)
        messages.success(request, str(self.act.done))
        return redirect("slates:slate", made.uid)

    def _do(self, data: dict[str, Any], at: datetime) -> Slate:
        by = self.request.user
        act = partial(self.act.do, self.slate, data, by, at)
        return failing.whole(self.slate, act, by=by, at=at)

    def render(self, form: Any, *, status: int = 200, refusal: Any = None) -> HttpResponse:
        unfit = dict(refusal.fields) if refusal else {}
        launches = Launch.objects.filter(uid__in=unfit)
        context = self.get_context_data(
            form=form,
            act=self.act,
            refusal=refusal.message if refusal else "",
            unfit=[(launch, unfit[launch.uid]) for launch in launches],
            unfit_pages=[(row, unfit[row.uid]) for row in self.slate.pages.filter(uid__in=unfit)],
        )
        return self.render_to_response(context, status=status)
