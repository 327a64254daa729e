"""Wagtail's edit form of a launch, and the forms of the review page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from launches.domain.submission import edited_since
from launches.models import Material


class LaunchPageForm(WagtailAdminPageForm):
    """Offers only this launch's files, and loses nobody's text.

    When a newer revision was saved since the form was opened, it refuses, says who
    was first, and comes back with everything that was typed.
    """

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        formset = self.formsets.get("placed_materials")
        if formset is None:
            return
        own = Material.objects.filter(launch_id=self.instance.launch_id)
        for form in [*formset.forms, formset.empty_form]:
            form.fields["material"].queryset = own
        formset.form.base_fields["material"].queryset = own

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        opened = self.data.get("loaded_revision_id", "")
        launch = self.instance.launch
        launch.refresh_from_db(fields=["latest_revision"])
        if opened.isdigit() and launch.latest_revision not in (None, int(opened)):
            self.add_error(None, str(edited_since(launch).message))
        return cleaned


class ReasonForm(forms.Form):
    """An act that wants a reason."""

    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea({"rows": 3}))


class NoteForm(forms.Form):
    """An act with an optional note to colleagues."""

    note = forms.CharField(
        label=_("Note"), max_length=2000, required=False, widget=forms.Textarea({"rows": 2})
    )


class MomentForm(ReasonForm):
    """A new release moment, in the forum's time zone."""

    opens_at = forms.DateTimeField(
        label=_("New release moment"),
        widget=forms.DateTimeInput({"type": "datetime-local", "step": "1"}, "%Y-%m-%dT%H:%M:%S"),
    )
    field_order = ["opens_at", "reason"]


class PointForm(forms.Form):
    """One thing to mend: where, and what."""

    field = forms.ChoiceField(label=_("Where"), required=False)
    reason = forms.CharField(
        label=_("What should change"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 2}),
    )

    def __init__(self, *args, places: list[tuple[str, str]] = (), **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["field"].choices = [("", _("The whole entry")), *places]


POINTS = 4


class ChangesForm(forms.Form):
    """Up to four points; one of them must say something."""

    def __init__(self, data=None, *, places: list[tuple[str, str]] = (), **kwargs) -> None:
        super().__init__(data, **kwargs)
        self.rows = [
            PointForm(data, prefix=f"point-{number}", places=places) for number in range(POINTS)
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        points = []
        for row in self.rows:
            if not row.is_valid():
                raise forms.ValidationError(_("One of the points has an unknown place."))
            points.append((row.cleaned_data["field"], row.cleaned_data["reason"]))
        if not any(reason.strip() for _where, reason in points):
            raise forms.ValidationError(_("Please say what should change."))
        return {**cleaned, "points": points}
