"""Who minds what: the rules, how full each desk is, and a list that assigns many."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cms.desk.home import to_queue
from cms.desk.views import DeskView
from launches import clock, rules
from launches.domain import assigning_list
from launches.enums import UNDER_REVIEW
from launches.errors import UnveilError
from launches.importing import assignments
from launches.importing.cells import Unreadable
from launches.models import AssignmentRule, Launch
from launches.queries import progress

SHOWN = 200  # rows of a list that are drawn; the faults come first


class ListForm(forms.Form):
    """A file, or the rows as they were tried, which come back with the second step."""

    file = forms.FileField(
        label=gettext_lazy("List (CSV)"),
        required=False,
        widget=forms.FileInput({"accept": ".csv,.txt,.tsv"}),
    )
    text = forms.CharField(
        required=False,
        strip=False,
        max_length=assignments.MOST_BYTES,
        widget=forms.HiddenInput,
    )

    def clean(self) -> dict[str, Any]:
        """`rows` of the list, and `text` to send it back by."""
        cleaned = super().clean()
        file, text = cleaned.get("file"), cleaned.get("text") or ""
        data = file.read(assignments.MOST_BYTES + 1) if file else text.encode("utf-8", "replace")
        if not data:
            raise forms.ValidationError({"file": _("Please choose a file.")})
        try:
            cleaned["rows"] = assignments.rows_of(data)
        except Unreadable as refusal:
            raise forms.ValidationError({"file": str(refusal)}) from refusal
        cleaned["text"] = _as_csv(cleaned["rows"])
        return cleaned


def _as_csv(rows: list[assignments.Row]) -> str:
    lines = ["entry\teditor"]
    lines += [f"{row.entry}\t{row.editor}".replace("\n", " ") for row in rows]
    return "\n".join(lines)


class AssignView(DeskView):
    """The page, and the first step of a list: how each row would turn out."""

    template_name = "cms/desk/assigning/home.html"
    header_icon = "group"

    def get_page_title(self) -> str:
        return _("Who minds what")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            {"url": reverse("judging:home"), "label": _("Review")},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = AssignmentRule.objects.select_related("theme", "section", "entry_type")
        nobodys = Launch.objects.filter(state__in=UNDER_REVIEW, assignments=None).count()
        return super().get_context_data(
            **{
                "rules": rows.prefetch_related("people"),
                "load": progress.load(),
                "nobodys": nobodys,
                "may_act": rules.works_at_desk(self.request.user),
                "may_edit": rules.edits_call(self.request.user),
                "deal": reverse("desk:bulk-begin", args=["deal"]),
                "nobody": to_queue(view="waiting", assignee="none").partition("?")[2],
                "form": ListForm(),
                **kwargs,
            }
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = ListForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.show(form, status=422)
        try:
            return self.go_on(form)
        except UnveilError as refusal:
            form.add_error("file", str(refusal.message))
            return self.show(form, status=409)

    def go_on(self, form: ListForm) -> HttpResponse:
        return self.show(form)

    def show(self, form: ListForm, *, status: int = 200) -> HttpResponse:
        found = []
        if rows := form.cleaned_data.get("rows"):
            found = assigning_list.tried(rows, by=self.request.user)
        faults = [one for one in found if one.fault]
        context = self.get_context_data(
            form=form,
            text=form.cleaned_data.get("text", ""),
            tried=sorted(found, key=lambda one: not one.fault)[:SHOWN],
            good=len(found) - len(faults),
            faults=len(faults),
        )
        return self.render_to_response(context, status=status)


class ListView(AssignView):
    """The second step: all rows, or the good ones."""

    http_method_names = ["post"]

    def go_on(self, form: ListForm) -> HttpResponse:
        good_only = self.request.POST.get("rows") == "good"
        done = assigning_list.assign_all(
            form.cleaned_data["rows"], good_only=good_only, by=self.request.user, at=clock.now()
        )
        words = ngettext("%(number)d entry assigned.", "%(number)d entries assigned.", done)
        messages.success(self.request, words % {"number": done})
        return redirect("judging:assign")
