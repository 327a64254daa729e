"""The form that asks for a sign-off, and the one that gives it."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from launches.content import Content
from launches.domain.signoff import Asked
from launches.enums import Decision, Office
from launches.errors import UnveilError
from launches.queries.signoffs import parts_of

from .forms import Plain, Text
from .signsheet import part_label

DAYS = [(3, _("3 days")), (7, _("7 days")), (14, _("14 days")), (30, _("30 days"))]


class Refusable(Plain):
    """A form that can show what the domain refused."""

    def refuse(self, error: UnveilError) -> None:
        """Each message at its field; what belongs to no field above them all."""
        for name, message in error.fields.items():
            self.add_error(name if name in self.fields else None, str(message))
        if not error.fields:
            self.add_error(None, str(error.message))


class AskForm(Refusable):
    """Whose sign-off is wanted, on what, until when."""

    name = Text(label=_("Name"), max_length=150)
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"class": "input", "autocomplete": "off"}),
        help_text=_("The link goes there. No account is needed."),
    )
    office = forms.ChoiceField(
        label=_("On behalf of"),
        choices=Office.choices,
        widget=forms.Select(attrs={"class": "select"}),
    )
    language = forms.ChoiceField(
        label=_("Language of the mail and the page"),
        choices=settings.LANGUAGES,
        widget=forms.Select(attrs={"class": "select"}),
    )
    days = forms.TypedChoiceField(
        label=_("The link works for"),
        choices=DAYS,
        coerce=int,
        initial=7,
        widget=forms.Select(attrs={"class": "select"}),
    )
    parts = forms.MultipleChoiceField(
        label=_("What is signed"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Nothing ticked means everything. A later edit voids only the sign-offs of the "
            "parts that it touches."
        ),
    )
    note = Text(
        label=_("A word to them"),
        max_length=1000,
        rows=3,
        required=False,
        help_text=_("Stands on the page behind the link, not in the mail."),
    )

    def __init__(self, *args: Any, content: Content, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parts = parts_of(content)
        self.fields["parts"].choices = [(part, part_label(part)) for part in parts]

    def asked(self, at: datetime) -> Asked:
        """What was filled in, for the domain."""
        said = dict(self.cleaned_data)
        expires_at = at + timedelta(days=said.pop("days"))
        return Asked(**said, expires_at=expires_at)


class SignForm(Refusable):
    """The answer, with a typed name as its signature."""

    name = Text(label=_("Your name, as your signature"), max_length=150)
    comment = Text(
        label=_("Comment"),
        max_length=5000,
        rows=4,
        required=False,
        help_text=_("Needed if you object: please say what should be different."),
    )
    decision = forms.ChoiceField(choices=Decision.choices, label=_("Your decision"))
