"""Answers to the call's questions as text: what is kept, and what is shown.

An answer is one string: a number as 12.5, a date as 2026-09-16, yes or no, a choice
as its English words, several choices one a line.
"""

import unicodedata
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from launches.differences import Change, Piece, compare
from launches.enums import QuestionKind
from launches.models import Question

LONGEST = {QuestionKind.SHORT: 300, QuestionKind.LONG: 5000, QuestionKind.ADDRESS: 600}
MOST_DIGITS = 20


class BadAnswer(ValueError):
    """An answer that cannot be kept; the message says what was found and what is wanted."""


def cleaned(question: Question, text: str) -> str:
    """The answer as it will be kept. Raises BadAnswer; an empty one is always possible."""
    text = text.strip()
    if not text:
        return ""
    match question.kind:
        case QuestionKind.NUMBER:
            return _number(text)
        case QuestionKind.DATE:
            return _date(text)
        case QuestionKind.YES_NO:
            return _one_of(text, ["yes", "no"])
        case QuestionKind.ONE:
            return _one_of(text, [option.value for option in question.choices])
        case QuestionKind.SEVERAL:
            return _several(text, [option.value for option in question.choices])
    if question.kind == QuestionKind.SHORT:
        text = " ".join(text.split())
    limit = LONGEST.get(QuestionKind(question.kind), 300)
    if len(text) > limit:
        raise BadAnswer(
            _("This has %(found)s characters; at most %(limit)s are possible.")
            % {"found": len(text), "limit": limit}
        )
    return text


def _number(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).replace(" ", "").replace("\u2212", "-")
    try:
        number = Decimal(plain)
    except InvalidOperation as error:
        raise BadAnswer(
            _("A number is wanted, such as 12 or 12.5; found: %(found)s") % {"found": text[:40]}
        ) from error
    if not number.is_finite() or len(plain) > MOST_DIGITS or abs(number.adjusted()) > MOST_DIGITS:
        raise BadAnswer(_("This number is too large or too long."))
    return format(number, "f")


def _date(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise BadAnswer(
            _("A date is wanted, such as 2026-09-16; found: %(found)s") % {"found": text[:40]}
        ) from error


def _one_of(text: str, values: list[str]) -> str:
    if text not in values:
        raise BadAnswer(
            _("“%(found)s” is not one of the choices (any more).") % {"found": text[:40]}
        )
    return text


def _several(text: str, values: list[str]) -> str:
    """Each once, in the order of the choices."""
    chosen = {_one_of(line.strip(), values) for line in text.splitlines() if line.strip()}
    return "\n".join(value for value in values if value in chosen)


def problem(question: Question, text: str) -> str:
    """What is wrong with a stored answer today, "" for nothing: choices may have changed."""
    try:
        cleaned(question, text)
    except BadAnswer as error:
        return str(error)
    return ""


def differing(question: Question, change: Change) -> list[Piece]:
    """A changed answer word by word, in the reader's language."""
    language = get_language() or "en"
    return compare(
        *(shown(question, text or "", language) for text in (change.before, change.after))
    )


def shown(question: Question, text: str, language: str) -> str:
    """The answer in words, its choices in the reader's language."""
    if question.kind == QuestionKind.YES_NO:
        return {"yes": _("Yes"), "no": _("No")}.get(text, text)
    if question.kind == QuestionKind.DATE and not problem(question, text):
        return date_format(date.fromisoformat(text), "j F Y")
    if question.kind in {QuestionKind.ONE, QuestionKind.SEVERAL}:
        names = {option.value: option.name_in(language) for option in question.choices}
        joint = "、" if language.startswith("zh") else ", "
        return joint.join(names.get(line, line) for line in text.splitlines())
    return text
