"""What each act on many asks for. A job keeps what was sent and reads it by the same form."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.desk.forms import InstantField
from launches.domain.tagging import LONGEST
from launches.enums import BulkState, SlateState, Slot
from launches.models import BulkJob, Slate, Tag, Theme
from launches.queries import desk


class BulkForm(forms.Form):
    """Asks for nothing."""

    def kept(self) -> dict[str, str]:
        """What was sent, as the job keeps it."""
        found = {name: self[name].value() for name in self.fields}
        return {name: str(value) for name, value in found.items() if value not in (None, False, "")}


class AssignForm(BulkForm):
    to = forms.ModelChoiceField(label=_("Editor"), queryset=None)
    instead = forms.BooleanField(label=_("and take them from everybody else"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = desk.people()


class TagForm(BulkForm):
    """A known tag or a new one; the browser offers those that are there."""

    name = forms.CharField(
        label=pgettext_lazy("word", "Tag"),
        max_length=LONGEST,
        widget=forms.TextInput({"list": "known-tags", "autocomplete": "off", "dir": "auto"}),
    )

    @property
    def known(self) -> list[str]:
        return list(Tag.objects.values_list("name", flat=True))


class ThemeForm(BulkForm):
    to = forms.ModelChoiceField(label=_("Theme"), queryset=Theme.objects.all())


class TextForm(BulkForm):
    text = forms.CharField(
        label=_("Message"), max_length=2000, widget=forms.Textarea({"rows": 4, "dir": "auto"})
    )


class MaterialForm(TextForm):
    slot = forms.ChoiceField(label=_("Material"), choices=Slot.choices)
    due_at = InstantField(label=_("Due (optional)"), required=False)
    field_order = ["slot", "text", "due_at"]


class SlateForm(BulkForm):
    to = forms.ModelChoiceField(
        label=_("Slate"), queryset=Slate.objects.filter(state=SlateState.DRAFT)
    )


class UndoForm(BulkForm):
    """Which act on many, finished, is undone."""

    job = forms.ModelChoiceField(
        queryset=BulkJob.objects.filter(state=BulkState.DONE), to_field_name="uid"
    )
