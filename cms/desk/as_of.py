"""As of any time: what every door would show then, for the house and for one launch."""

from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.desk.forms import InstantField
from cms.desk.views import DeskView, EntryView
from launches import clock
from launches.queries import as_of
from launches.queries.wire import next_instant

FIRST, LAST = 1990, 2200  # years; beyond them a typing error


class InstantForm(forms.Form):
    """The instant that is asked for, on the forum's clocks."""

    at = InstantField(label=gettext_lazy("As of"))

    def clean_at(self) -> datetime:
        at = self.cleaned_data["at"]
        if not FIRST <= at.year <= LAST:
            raise forms.ValidationError(
                _("“%(found)s” is too far away: a year from %(first)s to %(last)s is wanted.")
                % {"found": at.year, "first": FIRST, "last": LAST}
            )
        return at


class AsksForInstant:
    """Reads ?at= and falls back to the present; what cannot be read is said in the form, 422."""

    request: HttpRequest

    @cached_property
    def form(self) -> InstantForm:
        return InstantForm({"at": self.request.GET.get("at") or self.now})

    @cached_property
    def now(self) -> datetime:
        return clock.now()

    @property
    def at(self) -> datetime:
        return self.form.cleaned_data["at"] if self.form.is_valid() else self.now

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        status = 200 if self.form.is_valid() else 422
        return self.render_to_response(self.get_context_data(**kwargs), status=status)


class AsOfView(AsksForInstant, DeskView):
    """The whole house at one instant."""

    template_name = "cms/desk/as_of/house.html"
    header_icon = "date"

    def get_page_title(self) -> str:
        return _("As of")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            {"url": reverse("desk:queue"), "label": _("Queue")},
            {"url": "", "label": _("As of")},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            form=self.form,
            at=self.at,
            now=self.now,
            next=next_instant(at=self.now),
            house=as_of.house(at=self.at),
            **kwargs,
        )


class EntryAsOfView(AsksForInstant, EntryView):
    """One launch: which doors show it just before, at and after its instant, and at any other."""

    template_name = "cms/desk/as_of/entry.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": _("As of")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        instants = [*as_of.instants_around(self.launch.opens_at), self.at]
        return super().get_context_data(
            form=self.form,
            launch=self.launch,
            at=self.at,
            now=self.now,
            instants=instants,
            doors=as_of.door_table(self.launch, instants),
            **kwargs,
        )
