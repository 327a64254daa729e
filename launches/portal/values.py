"""The editor's fields by name (cms.wording): what each is called, and what may stand in it."""

import unicodedata
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.models import LaunchPage, LaunchText
from launches.enums import Licence, ModelRelease, Slot
from launches.models.fields import a_day_or_nothing

from . import answering, languages


class Spec(NamedTuple):
    """One kind of field: label, longest length in characters, rows (1 = one line), help.

    `choices` are (value, label) for a select; `type` is that of the input.
    """

    label: object
    limit: int
    rows: int = 1
    help: object = ""
    choices: tuple[tuple[str, object], ...] = ()
    type: str = "text"


IDENTITY = {
    "product": Spec(gettext_lazy("Product"), 200),
    "product_native": Spec(gettext_lazy("Product in its own script"), 200),
    "category": Spec(gettext_lazy("Category"), 80),
    "website": Spec(gettext_lazy("Website"), 300),
}
WORDS = {
    "headline": Spec(gettext_lazy("Headline"), 200, 2, gettext_lazy("Best under 80 characters.")),
    "tagline": Spec(gettext_lazy("Tagline"), 200, 1, gettext_lazy("One line, for the stage.")),
    "summary": Spec(
        gettext_lazy("Summary"), 1000, 4, gettext_lazy("Two or three sentences, for lists.")
    ),
    "body": Spec(
        gettext_lazy("Body"),
        30_000,
        12,
        gettext_lazy("A blank line starts a paragraph. ## heading, - list, **bold**."),
    ),
    "press_release": Spec(gettext_lazy("Press release"), 60_000, 12),
}
SAID = {
    "alt": Spec(gettext_lazy("Description"), 500, 2, gettext_lazy("For those who cannot see it.")),
    "caption": Spec(gettext_lazy("Caption"), 1000),
    "credit": Spec(gettext_lazy("Credit"), 200),
    "licence": Spec(gettext_lazy("Licence"), 24, choices=tuple(Licence.choices)),
    "licence_note": Spec(gettext_lazy("Terms in words"), 300),
    "licence_until": Spec(gettext_lazy("Licence ends on"), 10, type="date"),
    "model_release": Spec(
        gettext_lazy("Model release"),
        24,
        help=gettext_lazy("Whether the people who can be recognised have agreed."),
        choices=tuple(ModelRelease.choices),
    ),
    "model_release_until": Spec(gettext_lazy("Model release ends on"), 10, type="date"),
}
BESIDE = {
    "opens_at": gettext_lazy("Release moment"),
    "release_mode": gettext_lazy("Release moment"),
    "entry_type": gettext_lazy("Type of entry"),
    "wish_day": gettext_lazy("Preferred day"),
    "wish_stage": gettext_lazy("Preferred stage"),
    "wish_time": gettext_lazy("Preferred time"),
    "wish_note": gettext_lazy("Why, or what else the desk should know"),
}
ANSWER = Spec(gettext_lazy("Answer"), answering.LONGEST, 2)
Values = dict[str, str]


class BadValue(ValueError):
    """A value that cannot be kept; the message is for the person."""


def spec_of(name: str) -> Spec | None:
    """What a field name stands for; None for a name that is no field."""
    kind, _sep, rest = name.partition(".")
    field = rest.rpartition(".")[2]
    if kind == "texts":
        return WORDS.get(field)
    if kind == "materials":
        return SAID.get(field)
    if kind == "answers":
        return ANSWER
    return IDENTITY.get(name)


def label_of(name: str) -> str:
    """The field as people call it: “Headline, Chinese”."""
    spec = spec_of(name)
    label = str(spec.label) if spec else name
    kind, _sep, rest = name.partition(".")
    if name in BESIDE:
        return str(BESIDE[name])
    if kind == "materials" and rest in Slot.values:
        return str(Slot(rest).label)
    if kind == "answers":
        return answering.label_of(name)
    if name.startswith("texts."):
        return f"{label} · {languages.language_name(name.split('.')[1])}"
    return label


def cleaned(name: str, value: object) -> str:
    """The value as it will be kept: NFC, Unix line ends, no control characters.

    Raises BadValue, saying what was found and what is wanted.
    """
    spec = spec_of(name)
    if spec is None:
        raise BadValue(_("There is no such field."))
    if not isinstance(value, str):
        raise BadValue(_("Text is wanted here."))
    refuse_unprintable(value)
    text = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n"))
    if spec.rows == 1 or name.endswith(".headline"):
        text = " ".join(text.split())
    if len(text) > spec.limit:
        raise BadValue(
            _("This has %(found)s characters; at most %(limit)s are possible.")
            % {"found": len(text), "limit": spec.limit}
        )
    if name == "product" and not text:
        raise BadValue(_("The product needs a name."))
    if name == "website" and text:
        check_web_address(text)
    if text:
        _check_form(spec, text)
    return text


def _check_form(spec: Spec, text: str) -> None:
    """A choice must be one of its own, a date a date. Raises BadValue."""
    if spec.choices and text not in dict(spec.choices):
        names = ", ".join(str(label) for _value, label in spec.choices)
        raise BadValue(_("Please choose one of: %(names)s.") % {"names": names})
    if spec.type == "date":
        try:
            a_day_or_nothing(text)
        except ValidationError as error:
            raise BadValue(error.messages[0]) from error


def refuse_unprintable(text: str) -> None:
    """Raises BadValue for control characters and broken Unicode (lone surrogates)."""
    for char in text:
        if char in "\n\r\t" or (" " <= char < "\x7f"):
            continue
        kind = unicodedata.category(char)
        if kind in {"Cc", "Cs"}:
            raise BadValue(
                _("There is an unprintable character (U+%(code)04X) in it. Please remove it.")
                % {"code": ord(char)}
            )


def check_web_address(text: str) -> None:
    try:
        URLValidator(schemes=["http", "https"])(text)
    except ValidationError as error:
        raise BadValue(_("A web address is wanted, such as https://example.com/.")) from error


def add_language(page: LaunchPage, code: str) -> bool:
    """An empty text in one more language; False where it is there or not offered."""
    taken = {text.language for text in page.texts.all()}
    if code in taken or code not in languages.OFFERED:
        return False
    page.texts.add(LaunchText(language=code, sort_order=len(taken)))
    return True


def remove_language(page: LaunchPage, code: str, *, required: list[str]) -> bool:
    """Take an added language out again; the forum's own languages stay."""
    found = [text for text in page.texts.all() if text.language == code]
    if not found or code in required:
        return False
    page.texts.remove(*found)
    return True


def set_original(page: LaunchPage, code: str) -> bool:
    """Say which language the others are translated from; False where it is not there."""
    if code == page.original or code not in {text.language for text in page.texts.all()}:
        return False
    page.original = code
    return True
