"""The emergency page: two people, one act, and the proof of whom it reached."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.desk.forms import InstantField
from cms.desk.views import DeskView
from launches import clock
from launches.domain import emergency
from launches.enums import EmergencyAct
from launches.errors import UnveilError
from launches.models import Emergency, Hold, Launch
from launches.queries import proof, targets

SHOWN = 20


class AskForm(forms.Form):
    """What should happen, to what, and why."""

    act = forms.ChoiceField(label=gettext_lazy("What"), choices=EmergencyAct.choices)
    target = forms.CharField(
        label=gettext_lazy("To which launch, slate or company"),
        required=False,
        max_length=200,
        widget=forms.TextInput({"list": "targets", "autocomplete": "off", "dir": "auto"}),
        help_text=gettext_lazy("Its name or its id. Empty for everything."),
    )
    opens_at = InstantField(
        label=gettext_lazy("New instant"),
        required=False,
        help_text=gettext_lazy("Only for postponing."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=2000, widget=forms.Textarea({"rows": 2})
    )
    alone_because = forms.CharField(
        label=gettext_lazy("Why no colleague can confirm it"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("Empty: a colleague confirms it. Filled in: it is done at once."),
    )


class EmergencyPage(DeskView):
    header_icon = "warning"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm("launches.release_launch"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return _("Emergency")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            {"url": reverse("slates:list"), "label": _("Slates")},
            {"url": reverse("slates:emergency"), "label": _("Emergency")},
        ]


class EmergencyView(EmergencyPage):
    """Ask for a grave act; what waits for a second person; what was done."""

    template_name = "cms/slates/emergency.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        asked = {name: request.GET.get(name, "")[:200] for name in ("act", "target")}
        return self.render(AskForm(initial=asked))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = AskForm(request.POST)
        if not form.is_valid():
            return self.render(form, status=422)
        try:
            asked = self._ask(form.cleaned_data)
        except UnveilError as refusal:
            for field, words in refusal.fields.items():
                form.add_error(field if field in form.fields else None, words)
            return self.render(form, status=409, refusal=str(refusal.message))
        return redirect("slates:emergency_act", asked.uid)

    @transaction.atomic
    def _ask(self, data: dict[str, Any]) -> Emergency:
        at, by = clock.now(), self.request.user
        act = EmergencyAct(data["act"])
        found = targets.find(act, data["target"])
        asked = emergency.ask(
            act, target=found, reason=data["reason"], opens_at=data["opens_at"], by=by, at=at
        )
        if data["alone_because"].strip():
            emergency.confirm(asked, by=by, at=at, alone_because=data["alone_because"])
        return asked

    def render(self, form: forms.Form, *, status: int = 200, refusal: str = "") -> HttpResponse:
        at = clock.now()
        rows = Emergency.objects.select_related("asked_by", "done_by")
        waiting = rows.filter(done_at=None, withdrawn_at=None, expires_at__gt=at)
        context = self.get_context_data(
            form=form,
            refusal=refusal,
            waiting=targets.named(waiting),
            done=targets.named(rows.exclude(done_at=None)[:SHOWN]),
            hold=Hold.objects.filter(is_on=True).select_related("begun_by").first(),
            targets=targets.offered(),
            now=at,
        )
        return self.render_to_response(context, status=status)


class EmergencyActView(EmergencyPage):
    """One request: confirm or withdraw it; when it is done, the proof."""

    template_name = "cms/slates/emergency_act.html"

    @cached_property
    def asked(self) -> Emergency:
        rows = Emergency.objects.select_related("asked_by", "done_by")
        asked = rows.filter(uid=self.kwargs["uid"]).first()
        if asked is None:
            raise Http404
        return asked

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        at, because = clock.now(), request.POST.get("alone_because", "")[:2000].replace("\0", "")
        try:
            if "withdraw" in request.POST:
                emergency.withdraw(self.asked, by=request.user, at=at)
                messages.success(request, _("Withdrawn."))
                return redirect("slates:emergency")
            emergency.confirm(self.asked, by=request.user, at=at, alone_because=because)
        except UnveilError as refusal:
            return self.render(status=409, refusal=str(refusal.message), because=because)
        return redirect("slates:emergency_act", self.asked.uid)

    def render(self, *, status: int = 200, refusal: str = "", because: str = "") -> HttpResponse:
        at, asked = clock.now(), self.asked
        ((_row, name),) = targets.named([asked])
        more = {}
        if asked.done_at:
            more = {"screens": proof.screens(asked, at=at), "outlets": proof.outlets(asked, at=at)}
        context = self.get_context_data(
            asked=asked,
            name=name,
            launch=Launch.objects.select_related("company").filter(uid=asked.target).first(),
            refusal=refusal,
            because=because,
            is_mine=asked.asked_by_id == self.request.user.pk,
            is_over=bool(asked.withdrawn_at) or (not asked.done_at and at >= asked.expires_at),
            now=at,
            **more,
        )
        return self.render_to_response(context, status=status)
