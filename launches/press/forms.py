"""The forms of the press room."""

from datetime import timedelta

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from launches import clock
from launches.domain.outlets import LONGEST_OVERLAP, MOST_A_MINUTE, OWN_SCOPES, Limits
from launches.enums import Cadence, OutletRole, Scope
from launches.models import OutletKey, Theme
from launches.portal import languages
from launches.portal.forms import AddressForm, Plain, Text

SELECT = {"class": "select"}
INPUT = {"class": "input"}
SPOKEN = ("en", "zh-hans", "ar", "de", "es", "fr", "ja", "ko", "pt", "ru")


class ApplyForm(Plain):
    """What the press office wants to know, and the yes to the terms."""

    name = Text(label=_("Name of the outlet"), max_length=200)
    country = forms.ChoiceField(
        label=_("Country or region"),
        choices=lazy(lambda: [("", "—"), *languages.countries()], list),
        widget=forms.Select(attrs=SELECT),
    )
    website = forms.URLField(
        label=_("Website"),
        max_length=300,
        assume_scheme="https",
        widget=forms.URLInput(attrs={**INPUT, "inputmode": "url"}),
    )
    contact = forms.EmailField(
        label=_("E-mail of the newsroom"),
        max_length=254,
        widget=forms.EmailInput(attrs={**INPUT, "autocomplete": "email"}),
    )
    about = Text(
        label=_("What you publish, and for whom"),
        max_length=2000,
        rows=4,
        help_text=_("Where you report on launches, in which languages, how often."),
    )
    evidence = forms.FileField(
        label=_("Evidence"),
        help_text=_("A press card, an imprint or a letter of assignment: PDF, PNG or JPEG, 10 MB."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**6)
    accept = forms.BooleanField(label=_("We accept the terms of embargo above."))


class EvidenceForm(Plain):
    evidence = forms.FileField(label=_("One more paper"), help_text=_("PDF, PNG or JPEG, 10 MB."))


class AcceptForm(Plain):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**6)
    accept = forms.BooleanField(label=_("We accept these terms."))


class PersonForm(AddressForm):
    """Whom to invite, and as what."""

    role = forms.ChoiceField(
        label=_("Role"), choices=OutletRole.choices, widget=forms.Select(attrs=SELECT)
    )


class KeyForm(Plain):
    """What a new key opens, and how far it reaches."""

    name = Text(label=_("What it is for"), max_length=80, help_text=_("Such as: CMS import."))
    scope = forms.ChoiceField(
        label=_("What it opens"),
        choices=[(scope.value, scope.label) for scope in reversed(OWN_SCOPES)],
        widget=forms.Select(attrs=SELECT),
    )
    themes = forms.MultipleChoiceField(
        label=_("Only these themes"), required=False, widget=forms.CheckboxSelectMultiple
    )
    languages = forms.MultipleChoiceField(
        label=_("Only these languages"), required=False, widget=forms.CheckboxSelectMultiple
    )
    networks = Text(
        label=_("Only from these addresses"),
        max_length=3000,
        required=False,
        rows=3,
        help_text=_("One a line: 192.0.2.10, 192.0.2.0/24 or 2001:db8::/32. Empty: from anywhere."),
    )
    rate = forms.IntegerField(
        label=_("Most requests a minute"),
        required=False,
        min_value=1,
        max_value=MOST_A_MINUTE,
        widget=forms.NumberInput(attrs=INPUT),
        help_text=_("Empty: as every key."),
    )
    days = forms.IntegerField(
        label=_("Ends after how many days"),
        required=False,
        min_value=1,
        max_value=3650,
        widget=forms.NumberInput(attrs=INPUT),
        help_text=_("Empty: it works until it is revoked."),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["languages"].choices = [
            (code, languages.language_name(code)) for code in SPOKEN
        ]
        self.fields["themes"].choices = [(row.slug, str(row)) for row in Theme.objects.all()]

    def limits(self) -> Limits:
        said = self.cleaned_data
        lines = tuple(line for line in said["networks"].splitlines() if line.strip())
        return Limits(tuple(said["themes"]), tuple(said["languages"]), lines, said["rate"])

    def asked(self) -> dict:
        """The arguments of outlets.create_key."""
        days = self.cleaned_data["days"]
        return {
            "name": self.cleaned_data["name"],
            "scopes": [Scope(self.cleaned_data["scope"])],
            "limits": self.limits(),
            "expires_at": clock.now() + timedelta(days=days) if days else None,
        }


class AlertForm(Plain):
    """A search to be told of; an empty part does not narrow."""

    name = Text(label=_("Name of the alert"), max_length=80)
    q = Text(label=_("Words"), max_length=120, required=False)
    theme = forms.ChoiceField(label=_("Theme"), required=False, widget=forms.Select(attrs=SELECT))
    country = forms.ChoiceField(
        label=_("Country or region of the company"),
        choices=lazy(lambda: [("", _("All")), *languages.countries()], list),
        required=False,
        widget=forms.Select(attrs=SELECT),
    )
    cadence = forms.ChoiceField(
        label=_("How often"), choices=Cadence.choices, widget=forms.Select(attrs=SELECT)
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        themes = [(row.slug, str(row)) for row in Theme.objects.all()]
        self.fields["theme"].choices = [("", _("All")), *themes]

    def asked(self) -> dict:
        """The arguments of alerts.make."""
        said = dict(self.cleaned_data)
        name, cadence = said.pop("name"), Cadence(said.pop("cadence"))
        return {"name": name, "cadence": cadence, "asked": said}


class RotateForm(Plain):
    """How long the old key works on."""

    hours = forms.IntegerField(
        label=_("The old key works on for how many hours"),
        min_value=0,
        max_value=int(LONGEST_OVERLAP.total_seconds() // 3600),
        initial=24,
        widget=forms.NumberInput(attrs=INPUT),
    )

    def __init__(self, *args, key: OutletKey, **kwargs) -> None:
        super().__init__(*args, prefix=key.prefix, **kwargs)

    def overlap(self) -> timedelta:
        return timedelta(hours=self.cleaned_data["hours"])
