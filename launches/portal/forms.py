"""The small forms of the portal. The launch editor's fields are in values.py."""

import unicodedata

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from launches import clock, zones
from launches.enums import Reach, Role
from launches.models import Company, EntryType, Forum, Section, Theme, User
from launches.queries import tenancy

from . import languages
from .values import BadValue, refuse_unprintable


class Text(forms.CharField):
    """Text that is kept as typed (NFC); unprintable characters are refused in words."""

    def __init__(self, *, rows: int = 1, **kwargs) -> None:
        css = {"class": "textarea", "rows": rows} if rows > 1 else {"class": "input"}
        widget = forms.Textarea if rows > 1 else forms.TextInput
        kwargs.setdefault("widget", widget(attrs={**css, "dir": "auto"}))
        super().__init__(**kwargs)
        self.validators = [
            check
            for check in self.validators
            if type(check).__name__ != "ProhibitNullCharactersValidator"
        ]

    def to_python(self, value: object) -> str:
        text = super().to_python(value)
        try:
            refuse_unprintable(text)
        except BadValue as error:
            raise ValidationError(str(error), code="unprintable") from error
        return unicodedata.normalize("NFC", text)


class Plain(forms.Form):
    """Labels without a colon; fields marked for assistive technology when they are wrong."""

    required_css_class = "is-required"

    def __init__(self, *args, **kwargs) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


class CompanyForm(Plain):
    name = Text(label=_("Company name"), max_length=200, help_text=_("In Latin letters."))
    name_native = Text(
        label=_("Name in its own script"),
        max_length=200,
        required=False,
        help_text=_("As your company writes itself at home, such as 辉灵医疗."),
    )
    country = forms.ChoiceField(
        label=_("Country or region"),
        choices=lazy(lambda: [("", "—"), *languages.countries()], list),
        required=False,
        widget=forms.Select(attrs={"class": "select"}),
    )
    timezone = forms.ChoiceField(
        label=_("Time zone"),
        choices=lazy(lambda: [("", _("As in your country")), *zones.choices(at=clock.now())], list),
        required=False,
        widget=forms.Select(attrs={"class": "select"}),
        help_text=_("Deadlines and release moments are shown in it too, beside the forum's."),
    )
    website = forms.URLField(
        label=_("Website"),
        max_length=300,
        required=False,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"class": "input", "inputmode": "url"}),
    )
    boilerplate = Text(
        label=_("About the company"),
        max_length=2000,
        required=False,
        rows=5,
        help_text=_("Stands at the end of every press page of yours."),
    )

    @classmethod
    def of(cls, company: Company) -> "CompanyForm":
        """The form with what is stored."""
        return cls(initial={name: getattr(company, name) for name in cls.base_fields})


class CompanyTextForm(Plain):
    """The company in one more language."""

    language = forms.ChoiceField(
        label=_("Language"),
        choices=lazy(lambda: languages.offered_beside(set()), list),
        widget=forms.Select(attrs={"class": "select"}),
    )
    name = Text(label=_("Company name in this language"), max_length=200, required=False)
    boilerplate = Text(
        label=_("About the company in this language"), max_length=2000, required=False, rows=4
    )


class ContactForm(Plain):
    """Somebody whom readers may ask."""

    name = Text(label=_("Name"), max_length=150)
    post = Text(label=_("Position"), max_length=150, required=False)
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"class": "input", "autocomplete": "off"}),
    )
    phone = Text(label=_("Telephone"), max_length=40, required=False)
    reach = forms.ChoiceField(
        label=_("Who reads it?"),
        choices=Reach.choices,
        initial=Reach.PRESS,
        widget=forms.Select(attrs={"class": "select"}),
        help_text=_("What is for press only is never on a public page."),
    )


class FoundingForm(CompanyForm):
    """What is asked first: enough to begin."""

    boilerplate = None
    timezone = None


class PersonForm(Plain):
    """How a person is called here, and the language of their mail."""

    name = Text(
        label=_("Your name"),
        max_length=150,
        help_text=_("Your colleagues and the editors see it."),
    )
    language = forms.ChoiceField(
        label=_("Language of your mail"),
        choices=settings.LANGUAGES,
        widget=forms.Select(attrs={"class": "select"}),
    )


class AddressForm(Plain):
    """Whom to write to."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"class": "input", "autocomplete": "off"}),
    )


class InviteForm(AddressForm):
    """Whom to let in, and as what."""

    role = forms.ChoiceField(
        label=_("Role"),
        choices=Role.choices,
        initial=Role.EDITOR,
        widget=forms.Select(attrs={"class": "select"}),
    )


class StartForm(Plain):
    """A new launch: whose, what it is called, and where it belongs."""

    company = forms.ChoiceField(label=_("Company"), widget=forms.Select(attrs={"class": "select"}))
    product = Text(
        label=_("Product"),
        max_length=200,
        help_text=_("Its name in Latin letters. You can change it later."),
    )
    theme = forms.ModelChoiceField(
        Theme.objects.none(),
        label=_("Theme"),
        empty_label=_("Please choose"),
        widget=forms.Select(attrs={"class": "select"}),
    )
    entry_type = forms.ModelChoiceField(
        EntryType.objects.none(),
        label=_("Type of entry"),
        empty_label=_("Please choose"),
        widget=forms.Select(attrs={"class": "select"}),
        help_text=_("It decides the deadline and what is asked."),
    )
    section = forms.ModelChoiceField(
        Section.objects.none(),
        label=_("Section"),
        empty_label=_("Please choose"),
        widget=forms.Select(attrs={"class": "select"}),
    )

    def __init__(self, *args, user: User, forum: Forum, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.presenters = {row.key: row for row in tenancy.presenters_for(user)}
        self.fields["company"].choices = [(key, named(row)) for key, row in self.presenters.items()]
        self.fields["theme"].queryset = forum.themes.all()
        self.fields["section"].queryset = forum.sections.all()
        self.fields["entry_type"].queryset = types = forum.entry_types.filter(is_offered=True)
        if not types:
            del self.fields["entry_type"]
        if len(self.presenters) == 1:
            self.fields["company"].initial = next(iter(self.presenters))
            self.fields["company"].widget = forms.HiddenInput()

    def clean_company(self) -> tenancy.Presenter:
        return self.presenters[self.cleaned_data["company"]]


def named(row: tenancy.Presenter) -> str:
    """“Sugon”, or “Sugon · through Bright Ink PR”."""
    if row.agency is None:
        return str(row.company)
    names = {"company": row.company, "agency": row.agency}
    return str(_("%(company)s · through %(agency)s") % names)


class WithdrawForm(Plain):
    reason = Text(
        label=_("Why do you withdraw it?"),
        max_length=1000,
        rows=3,
        help_text=_("The editors read this. It is never public."),
    )
