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
