"""The call's questions as the editor draws them."""

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from launches import answers, clock, rules
from launches.enums import Demand, QuestionKind
from launches.models import Question, User
from launches.readiness import is_due

from .answering import LONGEST, is_frozen
from .fields import Field
from .values import Spec


@dataclass
class Asked:
    """One question as drawn. `boxes` are (value, words, is chosen) where several may be."""

    question: Question
    field: Field
    boxes: list[tuple[str, str, bool]]
    is_needed: bool
    is_later: bool
    is_frozen: bool


def spec_for(question: Question) -> Spec:
    """The input of a question, in the reader's language."""
    language = get_language() or "en"
    name, help_text = question.name_in(language), question.help_in(language)
    match question.kind:
        case QuestionKind.LONG:
            return Spec(name, LONGEST, 4, help_text)
        case QuestionKind.ADDRESS:
            return Spec(name, LONGEST, 4, help_text)
        case QuestionKind.DATE:
            return Spec(name, 10, 1, help_text, type="date")
        case QuestionKind.YES_NO:
            return Spec(name, 3, 1, help_text, (("yes", _("Yes")), ("no", _("No"))))
        case QuestionKind.ONE:
            choices = tuple((row.value, row.name_in(language)) for row in question.choices)
            return Spec(name, LONGEST, 1, help_text, choices)
    return Spec(name, answers.LONGEST[QuestionKind.SHORT], 1, help_text)


def drawn(question: Question, field: Field, *, by: User) -> Asked:
    """A question with its input; frozen for companies, never for the desk."""
    at, language, boxes = clock.now(), get_language() or "en", []
    if question.kind == QuestionKind.SEVERAL:
        given = set(field.value.splitlines())
        boxes = [(row.value, row.name_in(language), row.value in given) for row in question.choices]
    needed = is_due(question, at)
    later = question.demand == Demand.AFTER_DATE and not needed
    frozen = is_frozen(question, at) and not rules.edits(by)
    return Asked(question, field, boxes, needed, later, frozen)
