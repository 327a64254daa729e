"""Wagtail's forms of people ask for a first and a last name; a person here has one name."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm

from launches.models import User

LONGEST = User._meta.get_field("name").max_length


def name_field() -> forms.CharField:
    return forms.CharField(label=_("Name"), max_length=LONGEST)


class _Named:
    """Takes `name` in place of the two that Wagtail declares."""

    first_name = None
    last_name = None


class PersonCreationForm(_Named, UserCreationForm):
    name = name_field()

    class Meta(UserCreationForm.Meta):
        fields = {"email", "name", "is_superuser", "groups"}


class PersonEditForm(_Named, UserEditForm):
    name = name_field()

    class Meta(UserEditForm.Meta):
        fields = {"email", "name", "is_active", "is_superuser", "groups"}


class NameForm(forms.ModelForm):
    """One's own name on Wagtail's account page. The address is changed under /accounts/."""

    name = name_field()

    class Meta:
        model = User
        fields = ["name"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["dir"] = "auto"
