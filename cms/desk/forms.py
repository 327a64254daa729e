"""Wagtail's edit form of a launch, and the forms of the review page."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from cms.desk.panels import EDIT
from launches.domain.points import Asked
from launches.domain.submission import edited_since
from launches.enums import CommentAudience, FileState
from launches.models import ChangeRequest, DefectCode, Material, Slate
from launches.queries import slates


class LaunchPageForm(WagtailAdminPageForm):
    """Offers only this launch's files, to translators only the texts, and loses nobody's text.

    When a newer revision was saved since the form was opened, it refuses, says who
    was first, and comes back with everything that was typed.
    """

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.for_user and not self.for_user.has_perm(EDIT):
            self.formsets = {"texts": self.formsets["texts"]}
        formset = self.formsets.get("placed_materials")
        if formset is None:
            return
        own = Material.objects.filter(launch_id=self.instance.launch_id)
        own = own.exclude(state=FileState.DISCARDED)
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


class InstantField(forms.DateTimeField):
    """A reading of the forum's clocks; one that they skip or show twice is refused."""

    def __init__(self, **kwargs: Any) -> None:
        picker = forms.DateTimeInput({"type": "datetime-local", "step": "1"}, "%Y-%m-%dT%H:%M:%S")
        super().__init__(widget=picker, **kwargs)

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except forms.ValidationError as error:
            if error.code == "ambiguous_timezone":
                message = _("The clocks are changed just then: choose another time.")
                raise forms.ValidationError(message, code=error.code) from error
            raise


class ReasonForm(forms.Form):
    """An act that wants a reason."""

    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea({"rows": 3}))


class CorrectionForm(ReasonForm):
    """The public note of a correction."""

    reason = forms.CharField(
        label=_("What was corrected, in a sentence that everybody reads"),
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
    )


class SlateCorrectionForm(CorrectionForm):
    """The same, with the slate that brings it."""

    slate = forms.ModelChoiceField(
        label=_("Slate"),
        queryset=Slate.objects.none(),
        to_field_name="uid",
        empty_label=_("Choose a slate"),
        help_text=_("Slates that are not locked yet."),
    )
    field_order = ["slate", "reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slate"].queryset = slates.open_to_change()


class NoteForm(forms.Form):
    """An act with an optional note to colleagues."""

    note = forms.CharField(
        label=_("Note"), max_length=2000, required=False, widget=forms.Textarea({"rows": 2})
    )


class PassForm(NoteForm):
    """Passing a step; a launch of the slate gets its instant here."""

    opens_at = InstantField(label=_("The slate opens at"), required=False)


class MomentForm(ReasonForm):
    """A new release moment, in the forum's time zone."""

    opens_at = InstantField(label=_("New release moment"))
    field_order = ["opens_at", "reason"]


class PointForm(forms.Form):
    """One thing to mend: what kind of defect, where, why, until when."""

    code = forms.ModelChoiceField(
        label=_("Kind of defect"),
        required=False,
        queryset=DefectCode.objects.filter(is_offered=True),
        empty_label=_("Something else"),
    )
    field = forms.ChoiceField(label=_("Where"), required=False)
    reason = forms.CharField(
        label=_("What should change"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 2}),
    )
    due_at = InstantField(label=_("Due (optional)"), required=False)

    def __init__(self, *args, places: list[tuple[str, str]] = (), **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["field"].choices = [("", _("The whole entry, or as the kind says")), *places]

    def asked(self) -> Asked:
        said = self.cleaned_data
        return Asked(said["field"], said["reason"], said["code"], said["due_at"])


class DueForm(forms.Form):
    """A new due date of a point, and why."""

    due_at = InstantField(label=_("Due on"))
    reason = forms.CharField(
        label=_("Why the date is moved; the company reads it"),
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
    )


class AgainForm(forms.Form):
    """An earlier point: leave it, or open it again with a remark."""

    again = forms.BooleanField(label=_("Open it again"), required=False)
    remark = forms.CharField(
        label=_("What is still missing"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 2}),
    )

    def __init__(self, *args, point: ChangeRequest, **kwargs) -> None:
        super().__init__(*args, prefix=f"again-{point.number}", **kwargs)
        self.point = point


POINTS = 4


class ChangesForm(forms.Form):
    """Up to four new points, and the earlier ones that are not settled; one must say something."""

    def __init__(
        self,
        data=None,
        *,
        places: list[tuple[str, str]] = (),
        earlier: Iterable[ChangeRequest] = (),
        **kwargs,
    ) -> None:
        super().__init__(data, **kwargs)
        self.rows = [
            PointForm(data, prefix=f"point-{number}", places=places) for number in range(POINTS)
        ]
        self.earlier = [AgainForm(data, point=point) for point in earlier]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        wrong = [row for row in [*self.rows, *self.earlier] if not row.is_valid()]
        if wrong:
            raise forms.ValidationError(_("Something in the points is not right. See below."))
        points = [row.asked() for row in self.rows]
        reopen = {
            row.point.number: row.cleaned_data["remark"]
            for row in self.earlier
            if row.cleaned_data["again"]
        }
        if not reopen and not any(point.reason.strip() or point.code for point in points):
            raise forms.ValidationError(_("Please say what should change."))
        return {**cleaned, "points": points, "reopen": reopen}


class EmptyForm(forms.Form):
    """An act that asks for nothing."""


class SayForm(forms.Form):
    """A message, and who hears it."""

    text = forms.CharField(
        label=_("Message"), required=False, max_length=5000, widget=forms.Textarea({"rows": 3})
    )
    audience = forms.ChoiceField(
        label=_("Who hears it"), choices=CommentAudience.choices, widget=forms.RadioSelect
    )
