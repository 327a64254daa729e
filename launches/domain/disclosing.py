"""Which answers leave the house: those to public questions, frozen in both languages."""

from typing import Any

from django.utils.translation import override

from launches import answers
from launches.content import Content
from launches.models import Launch, Question

LANGUAGES = ("en", "zh-hans")


def public_answers(launch: Launch, content: Content) -> list[dict[str, Any]]:
    """The public answers in the order of the questions; internal ones are not even named."""
    given = {row.question: row.value for row in content.answers if row.value}
    if not given:
        return []
    asked = Question.objects.filter(forum=launch.forum_id, key__in=given, is_public=True)
    return [_public(question, given[question.key]) for question in asked]


def _public(question: Question, value: str) -> dict[str, Any]:
    said = {}
    for language in LANGUAGES:
        with override(language):
            said[language] = answers.shown(question, value, language)
    return {
        "key": question.key,
        "question": {language: question.name_in(language) for language in LANGUAGES},
        "kind": question.kind,
        "value": value,
        "answer": said,
    }
