"""Bringing the glossary from a CSV file."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.desk.views import DeskView
from launches import clock, rules
from launches.domain import glossary
from launches.errors import UnveilError
from launches.importing import terms
from launches.importing.cells import Unreadable
from launches.models import Forum

LIST = "wagtailsnippets_launches_term:list"


class BringForm(forms.Form):
    """Which forum's glossary, and the file."""

    forum = forms.ModelChoiceField(
        label=gettext_lazy("Forum"), queryset=Forum.objects.all(), empty_label=None
    )
    file = forms.FileField(
        label=gettext_lazy("CSV file"),
        allow_empty_file=True,
        widget=forms.FileInput({"accept": ".csv,.txt,.tsv"}),
    )


class BringView(DeskView):
    """All rows come in or none; what is wrong is told row by row."""

    template_name = "cms/glossary/bring.html"
    header_icon = "openquote"

    def test_func(self) -> bool:
        return rules.edits_glossary(self.request.user)

    def get_page_title(self) -> str:
        return _("Bring a glossary")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            {"url": reverse(LIST), "label": _("Glossary")},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"form": BringForm(), **kwargs})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = BringForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._again(form)
        try:
            rows = terms.read(form.cleaned_data["file"].read(terms.LARGEST + 1))
            found = glossary.bring(
                form.cleaned_data["forum"], rows, by=request.user, at=clock.now()
            )
        except Unreadable as error:
            form.add_error("file", str(error))
            return self._again(form)
        except UnveilError as refusal:
            form.add_error("file", str(refusal.message))
            return self._again(form, wrong=refusal.fields)
        messages.success(request, _told(found))
        return redirect(LIST)

    def _again(self, form: BringForm, **more: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form, **more), status=422)


def _told(found: glossary.Brought) -> str:
    values = {"added": found.added, "changed": found.changed, "same": found.same}
    return _("New: %(added)d. Changed: %(changed)d. As they were: %(same)d.") % values
