"""The call's questions in the editor: drawn, read from a form, checked, put on the page."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.models import LaunchAnswer, LaunchPage
from launches import answers, clock, rules
from launches.enums import Demand
from launches.models import Launch, Question, User
from launches.queries import call
from launches.readiness import is_due

if TYPE_CHECKING:
    from .sheet import Field

PREFIX = "answers."
LONGEST = 6000


@dataclass
class Asked:
    """One question as drawn: its field, its choices as (value, words, is chosen)."""

    question: Question
    field: "Field"
    label: str
    help: str
    choices: list[tuple[str, str, bool]]
    is_needed: bool
    is_frozen: bool
    at: datetime

    @property
    def is_later(self) -> bool:
        """Needed, but not yet."""
        return self.question.demand == Demand.AFTER_DATE and not self.is_needed


def drawn(question: Question, field: "Field", *, by_desk: bool = False) -> Asked:
    language, at = get_language() or "en", clock.now()
    given = set(field.value.splitlines())
    choices = [
        (option.value, option.name_in(language), option.value in given)
        for option in question.choices
    ]
    return Asked(
        question,
        field,
        question.name_in(language),
        question.help_in(language),
        choices,
        is_due(question, at),
        _is_frozen(question, at) and not by_desk,
        at,
    )


def values_of(page: LaunchPage) -> dict[str, str]:
    """{"answers.<key>": answer} of every question that is asked of this entry."""
    given = {row.question: row.value for row in page.answers.all()}
    asked = call.questions_of(page.launch)
    return {PREFIX + question.key: given.get(question.key, "") for question in asked}


def typed_in(post: QueryDict) -> dict[str, object]:
    """The answers in a form; several choices joined, none of them where all boxes are empty."""
    names = [name for name in post if name.startswith(PREFIX)]
    names += [PREFIX + key for key in post.getlist("asked") if PREFIX + key not in names]
    return {name: "\n".join(filter(None, post.getlist(name))) for name in names[:200]}


def check(
    launch: Launch, typed: dict[str, str], now: dict[str, str], *, by: User
) -> tuple[dict[str, str], dict[str, str]]:
    """Answers as they will be kept, and {field: what is wrong} of those that will not.

    An unchanged answer is never wrong: a frozen or outdated one may be sent along.
    """
    kept, errors = {}, {}
    changed = {name: text for name, text in typed.items() if now.get(name) != text}
    if not changed:
        return {}, {}
    asked = {PREFIX + question.key: question for question in call.questions_of(launch)}
    for name, text in changed.items():
        try:
            kept[name] = _checked(asked.get(name), text, by)
        except answers.BadAnswer as error:
            errors[name] = str(error)
    return kept, errors


def _checked(question: Question | None, text: str, by: User) -> str:
    if question is None:
        raise answers.BadAnswer(_("This is not asked (any more)."))
    if _is_frozen(question, clock.now()) and not rules.is_desk(by):
        raise answers.BadAnswer(_("This answer can no longer be changed."))
    text = answers.cleaned(question, text)
    if not text and question.demand == Demand.ALWAYS:
        raise answers.BadAnswer(_("An answer is always needed here; it cannot be emptied."))
    return text


def _is_frozen(question: Question, at: datetime) -> bool:
    return question.frozen_from is not None and at >= question.frozen_from


def apply(page: LaunchPage, changed: dict[str, str]) -> None:
    """Put changed answers on the page; an emptied one is taken off."""
    given = {row.question: row for row in page.answers.all()}
    for name, text in changed.items():
        key = name.removeprefix(PREFIX)
        if key in given and text:
            given[key].value = text
        elif key in given:
            page.answers.remove(given[key])
        elif text:
            page.answers.add(LaunchAnswer(question=key, value=text, sort_order=len(given)))


def said(page: LaunchPage) -> list[tuple[str, str, Question]]:
    """What was answered: (question, answer, the question's row), in the reader's language."""
    language, values = get_language() or "en", values_of(page)
    return [
        (question.name_in(language), answers.shown(question, text, language), question)
        for question in call.questions_of(page.launch)
        if (text := values.get(PREFIX + question.key, ""))
    ]


def label_of(name: str) -> str:
    """The question of an answer's field name."""
    found = Question.objects.filter(key=name.removeprefix(PREFIX)).first()
    return str(found) if found else _("Question")
