"""Answers to the call in the editor's table of values: read and checked."""

from datetime import datetime

from django.http import QueryDict
from django.utils.translation import gettext as _

from cms.wording import ANSWERS as PREFIX
from launches import answers, clock, rules
from launches.enums import Demand
from launches.models import Launch, Question, User
from launches.queries import call

LONGEST = 6000


def typed_in(post: QueryDict) -> dict[str, object]:
    """The answers in a form; several choices joined, none of them where all boxes are empty."""
    names = [name for name in post if name.startswith(PREFIX)]
    names += [PREFIX + key for key in post.getlist("asked") if PREFIX + key not in names]
    return {name: "\n".join(filter(None, post.getlist(name))) for name in names[:200]}


def check(
    launch: Launch, typed: dict[str, str], now: dict[str, str], *, by: User
) -> tuple[dict[str, str], dict[str, str]]:
    """The typed values with their answers as they will be kept, and {answer: what is wrong}.

    An unchanged answer is never wrong: a frozen or outdated one may be sent along.
    """
    given = {name: text for name, text in typed.items() if name.startswith(PREFIX)}
    changed = {name: text for name, text in given.items() if now.get(name) != text}
    if not changed:
        return typed, {}
    kept, errors = dict(typed), {}
    asked = {PREFIX + question.key: question for question in call.questions_of(launch)}
    for name, text in changed.items():
        try:
            kept[name] = _checked(asked.get(name), text, by)
        except answers.BadAnswer as error:
            errors[name] = str(error)
            del kept[name]
    return kept, errors


def _checked(question: Question | None, text: str, by: User) -> str:
    if question is None:
        raise answers.BadAnswer(_("This is not asked (any more)."))
    if is_frozen(question, clock.now()) and not rules.edits(by):
        raise answers.BadAnswer(_("This answer can no longer be changed."))
    text = answers.cleaned(question, text)
    if not text and question.demand == Demand.ALWAYS:
        raise answers.BadAnswer(_("An answer is always needed here; it cannot be emptied."))
    return text


def is_answer(name: str) -> bool:
    return name.startswith(PREFIX)


def is_frozen(question: Question, at: datetime) -> bool:
    return question.frozen_from is not None and at >= question.frozen_from


def label_of(name: str) -> str:
    """The question of an answer's field name."""
    found = Question.objects.filter(key=name.removeprefix(PREFIX)).first()
    return str(found) if found else _("Question")
