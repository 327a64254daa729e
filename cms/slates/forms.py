"""What the pages of a slate ask for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.desk.forms import InstantField, MomentForm


class SlateForm(forms.Form):
    """Its name and its provisional instant."""

    name = forms.CharField(
        label=_("Name of the slate"),
        max_length=200,
        help_text=_("Readers see it once the slate has opened."),
    )
    opens_at = InstantField(
        label=_("Provisional instant"),
        required=False,
        help_text=_("May stay empty until the slate is locked."),
    )


class RetryForm(forms.Form):
    """Another instant for a slate that was blocked, or none for the old one."""

    opens_at = InstantField(
        label=_("Another instant"),
        required=False,
        help_text=_("Empty: at the instant it had; if that has passed, at once."),
    )


class SlateMomentForm(MomentForm):
    opens_at = InstantField(label=_("New instant"))
