"""Preparing a decision about one entry, and taking it out again."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.desk.notices import say
from cms.desk.talk import OnReview
from cms.desk.views import EntryView
from launches import clock
from launches.domain import decisions
from launches.enums import Ruling, RulingState
from launches.errors import UnveilError
from launches.models import DecisionBatch


class PrepareForm(forms.Form):
    """What is to become of the entry, the company's words, and with which batch."""

    ruling = forms.ChoiceField(
        label=gettext_lazy("Decision"), choices=Ruling.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=gettext_lazy("Words to the company (not needed to accept)"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
    )
    batch = forms.ModelChoiceField(
        label=gettext_lazy("Applied with"),
        queryset=DecisionBatch.objects.all(),
        to_field_name="uid",
        empty_label=None,
    )


class PrepareView(EntryView):
    """A refusal keeps what was typed and answers 409; a form error answers 422."""

    template_name = "cms/desk/judging/prepare.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        newest = DecisionBatch.objects.first()
        return self.show(PrepareForm(initial={"batch": newest.uid if newest else None}))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = PrepareForm(request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        said = form.cleaned_data
        try:
            decisions.prepare(
                said["batch"],
                self.launch,
                ruling=Ruling(said["ruling"]),
                words=said["words"],
                by=request.user,
                at=clock.now(),
            )
        except UnveilError as refusal:
            for name, words in refusal.fields.items() or [(None, refusal.message)]:
                form.add_error(name, self.veiled(str(words)))
            return self.show(form, status=409)
        say(request, self.launch, _("Prepared. Nothing has happened yet."))
        return redirect("desk:review", self.launch.uid)

    def show(self, form: PrepareForm, *, status: int = 200) -> HttpResponse:
        context = self.get_context_data(
            form=form, launch=self.launch, has_batches=DecisionBatch.objects.exists()
        )
        return self.render_to_response(context, status=status)


class DropView(OnReview):
    """Takes a prepared decision out of its batch."""

    def act(self, request: HttpRequest) -> str:
        found = self.launch.decisions.exclude(state=RulingState.APPLIED).first()
        if found is None:
            raise Http404
        decisions.drop(found, by=request.user, at=clock.now())
        return _("The prepared decision is taken out.")
