"""The forms about an outlet's webhooks."""

from datetime import datetime, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from launches.enums import WireKind
from launches.outbound import LONGEST
from launches.portal.forms import Plain, Text


class WebhookForm(Plain):
    """Where to tell, and what."""

    name = Text(label=_("What it is for"), max_length=80, help_text=_("Such as: news desk."))
    url = forms.CharField(
        label=_("Address"),
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"class": "input", "inputmode": "url", "dir": "ltr"}),
        help_text=_("https:// and a host name that can be reached from the internet."),
    )
    embargo = forms.BooleanField(
        label=_("Also what is under embargo"),
        required=False,
        help_text=_("As long as the outlet is accredited. Messages hold ids, never words."),
    )
    kinds = forms.MultipleChoiceField(
        label=_("Only these kinds"),
        choices=WireKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class SinceForm(Plain):
    """How far back to tell again."""

    hours = forms.TypedChoiceField(
        label=_("Everything of the last"),
        coerce=int,
        choices=[
            (1, _("hour")),
            (6, _("6 hours")),
            (24, _("24 hours")),
            (72, _("3 days")),
            (168, _("7 days")),
            (720, _("30 days")),
        ],
        widget=forms.Select(attrs={"class": "select"}),
    )

    def since(self, at: datetime) -> datetime:
        return at - timedelta(hours=self.cleaned_data["hours"])
