"""Outlets at the desk: who applies, who is accredited, and every step with its reason."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cms.desk.banners import Banner, banner
from cms.desk.forms import InstantField
from cms.desk.views import DeskView
from launches import clock, rules
from launches.domain import accreditation, terms
from launches.enums import OutletAct, OutletState
from launches.errors import Stale, UnveilError
from launches.files import serving
from launches.models import EmbargoTerms, Outlet, User
from launches.models.accreditation import SAYS_WHY
from launches.queries import outlets


@banner
def waiting(user: User, at: datetime) -> Iterator[Banner]:
    """For the press office: how many applications wait."""
    if rules.accredits(user) and (number := outlets.waiting()):
        words = ngettext(
            "%(number)d outlet waits for its accreditation",
            "%(number)d outlets wait for their accreditation",
            number,
        )
        yield Banner(words % {"number": number}, reverse("outlets:register") + "?state=applied")


class OfficeView(DeskView):
    """A page of the press office; auditors read it."""

    header_icon = "group"
    title: Any = gettext_lazy("Outlets")

    def test_func(self) -> bool:
        return rules.accredits(self.request.user) or rules.reads_record(self.request.user)

    def get_page_title(self) -> str:
        return str(self.title)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        register = {"url": reverse("outlets:register"), "label": _("Outlets")}
        here = {"url": "", "label": self.get_page_title()}
        return [here] if here["label"] == register["label"] else [register, here]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_act = rules.accredits(self.request.user)
        return super().get_context_data(may_act=may_act, **kwargs)


class RegisterView(OfficeView):
    """Every outlet with its state; `?state=` and `?q=` narrow."""

    template_name = "cms/desk/outlets/register.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.request.GET
        state, words = asked.get("state", ""), asked.get("q", "").replace("\0", "")[:100]
        return super().get_context_data(
            tab="register",
            rows=outlets.register(state, words)[:500],
            states=OutletState.choices,
            state=state,
            words=words,
            waiting=outlets.waiting(),
            **kwargs,
        )


class OutletView(OfficeView):
    """One outlet: what it says of itself, its papers, its steps, and what can be done."""

    template_name = "cms/desk/outlets/outlet.html"

    @cached_property
    def outlet(self) -> Outlet:
        return get_object_or_404(Outlet.objects.select_related("accepted"), uid=self.kwargs["uid"])

    def get_page_title(self) -> str:
        return self.outlet.name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        working, over = outlets.keys_of(self.outlet, at=clock.now())
        acts = accreditation.may_take(self.outlet)
        return super().get_context_data(
            outlet=self.outlet,
            acts=[(act.value, act.label, act in SAYS_WHY) for act in acts],
            people=self.outlet.memberships.select_related("user"),
            papers=self.outlet.evidence.all(),
            steps=self.outlet.steps.select_related("by"),
            acceptances=self.outlet.acceptances.select_related("terms", "by"),
            keys=working,
            over=len(over),
            namesakes=outlets.namesakes(self.outlet),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Decide. A refusal keeps the reason that was typed."""
        said, reason = request.POST.get("act", ""), request.POST.get("reason", "")[:2000]
        if said not in OutletAct.values:
            raise Http404
        act = OutletAct(said)
        try:
            accreditation.decide(self.outlet, act, reason=reason, by=request.user, at=clock.now())
        except UnveilError as refusal:
            context = self.get_context_data(refusal=refusal.in_words, act=said, reason=reason)
            status = 409 if isinstance(refusal, Stale) else 422
            return self.render_to_response(context, status=status)
        messages.success(request, _("Done. The outlet has a mail."))
        return redirect("outlets:outlet", self.outlet.uid)


class PaperView(OfficeView):
    """A paper of an applicant, for the press office alone."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        outlet = get_object_or_404(Outlet, uid=kwargs["uid"])
        paper = get_object_or_404(outlet.evidence, uid=kwargs["paper"])
        stored = serving.Stored(paper.original, paper.content_type, paper.bytes)
        answer = serving.serve(request, stored, name=paper.filename, etag=paper.sha256[:32])
        if answer is None:
            raise Http404
        answer.headers["Cache-Control"] = "private, no-store"
        return answer


class TermsForm(forms.Form):
    """The next version, in both languages."""

    text = forms.CharField(
        label=gettext_lazy("Text in English"), widget=forms.Textarea(attrs={"rows": 12})
    )
    text_zh = forms.CharField(
        label=gettext_lazy("Text in Chinese"),
        widget=forms.Textarea(attrs={"rows": 12, "lang": "zh-Hans"}),
    )
    in_force_from = InstantField(label=gettext_lazy("In force from"))


class TermsView(OfficeView):
    """The versions of the terms, who has accepted the newest, and the next version."""

    template_name = "cms/desk/outlets/terms.html"
    title = gettext_lazy("Terms of embargo")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        newest = terms.newest()
        initial = {"text": newest.text, "text_zh": newest.text_zh} if newest else {}
        return self.draw(TermsForm(initial=initial))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        form = TermsForm(request.POST)
        if not form.is_valid():
            return self.draw(form, status=422)
        try:
            made = terms.publish(**form.cleaned_data, by=request.user, at=clock.now())
        except UnveilError as refusal:
            for name, words in refusal.fields.items() or [(None, refusal.message)]:
                form.add_error(name, str(words))
            return self.draw(form, status=422)
        messages.success(
            request, _("Version %(version)d is published.") % {"version": made.version}
        )
        return redirect("outlets:terms")

    def draw(self, form: TermsForm, status: int = 200) -> HttpResponseBase:
        versions = EmbargoTerms.objects.select_related("made_by")
        context = self.get_context_data(tab="terms", form=form, versions=versions)
        return self.render_to_response(context, status=status)
