"""Field helpers shared by the models."""

import secrets
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def new_uid() -> str:
    """A public id of 16 characters (79 bits) that says nothing about order or number."""
    return spelled(secrets.randbelow(len(ALPHABET) ** 16), 16)


def spelled(number: int, signs: int) -> str:
    """A number below 31 ** `signs` in so many signs of ALPHABET, the highest place first."""
    text = ""
    for _place in range(signs):
        number, digit = divmod(number, len(ALPHABET))
        text = ALPHABET[digit] + text
    return text


class UidField(models.CharField):
    """A random public id; the only id that leaves the house."""

    def __init__(self, **kwargs):
        kwargs.update(max_length=16, unique=True, default=new_uid, editable=False)
        super().__init__(**kwargs)

    def get_prep_value(self, value):
        """Without NUL, for which PostgreSQL raises instead of finding nothing."""
        value = super().get_prep_value(value)
        return value.replace("\0", "") if isinstance(value, str) else value

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        for key in ("max_length", "unique", "default", "editable"):
            kwargs.pop(key, None)
        return name, path, args, kwargs


class EnumField(models.CharField):
    """A CharField over one of our enums. A new word in an enum makes no migration."""

    def __init__(self, enum=None, **kwargs):
        kwargs.setdefault("max_length", 24)
        if enum is not None:
            kwargs["choices"] = enum.choices
        super().__init__(**kwargs)

    def deconstruct(self):
        name, _, args, kwargs = super().deconstruct()
        kwargs.pop("choices", None)
        return name, "django.db.models.CharField", args, kwargs


def a_day_or_nothing(text: str) -> None:
    """A validator: an ISO date ("2027-03-31"). Raises ValidationError."""
    try:
        if len(text) != 10:
            raise ValueError
        date.fromisoformat(text)
    except ValueError as error:
        raise ValidationError(_("A date is wanted, such as 2027-03-31.")) from error
