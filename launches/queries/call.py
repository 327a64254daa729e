"""Reads of the call for entries: whose window, which questions, which limits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, DateTimeField, Expression, Q, Value, When
from django.utils.translation import get_language

from launches import answers
from launches.content import Content
from launches.enums import Channel, Check
from launches.models import (
    CallWindow,
    CodeUse,
    Forum,
    Launch,
    LengthLimit,
    Question,
    ReadinessRule,
)
from launches.models.slots import SlotRule
from launches.readiness import DEFAULTS, Rule, Rules

from .slots import rules_of as slot_rules_of


@dataclass(frozen=True)
class Window:
    """The dates that hold for one entry; both ends are inside."""

    opens_at: datetime
    closes_at: datetime

    def is_open(self, at: datetime) -> bool:
        return self.opens_at <= at <= self.closes_at


def window_of(launch: Launch) -> Window:
    """The window of one entry: the most specific one wins."""
    return windows_of([launch])[launch.pk]


def windows_of(launches: Iterable[Launch]) -> dict[int, Window]:
    """{launch id: its window}, in one query."""
    launches = list(launches)
    rows: dict[tuple[int, int | None, int | None], CallWindow] = {
        (row.forum_id, row.section_id, row.entry_type_id): row
        for row in CallWindow.objects.filter(forum__in={launch.forum_id for launch in launches})
    }
    return {launch.pk: _most_specific(launch, rows) for launch in launches}


def _most_specific(
    launch: Launch, rows: dict[tuple[int, int | None, int | None], CallWindow]
) -> Window:
    forum, section, entry_type = launch.forum_id, launch.section_id, launch.entry_type_id
    for key in ((section, entry_type), (None, entry_type), (section, None)):
        if found := rows.get((forum, *key)):
            return Window(found.opens_at, found.closes_at)
    return default_window(launch.forum)


def default_window(forum: Forum) -> Window:
    return Window(forum.submissions_open_at, forum.submissions_close_at)


def closing(forum: Forum) -> Expression:
    """When the call closes, as a column of the forum's launches: by the same rule, in SQL."""
    rows = list(CallWindow.objects.filter(forum=forum).exclude(section=None, entry_type=None))
    rows.sort(key=lambda row: (row.entry_type_id is None, row.section_id is None))
    cases = []
    for row in rows:
        given = {"section": row.section_id, "entry_type": row.entry_type_id}
        narrow = Q(**{name: value for name, value in given.items() if value})
        cases.append(When(narrow, then=Value(row.closes_at)))
    last = Value(forum.submissions_close_at)
    return Case(*cases, default=last, output_field=DateTimeField())


def is_admitted(launch: Launch, at: datetime) -> bool:
    """Whether a code that still holds was redeemed for this entry."""
    return CodeUse.objects.filter(
        launch=launch, code__is_valid=True, code__expires_at__gte=at
    ).exists()


@dataclass(frozen=True)
class Rulebook:
    """What one forum asks of every entry."""

    questions: tuple[Question, ...]
    limits: tuple[LengthLimit, ...]
    rules: Rules
    slots: tuple[SlotRule, ...] = ()

    def questions_for(self, launch: Launch) -> tuple[Question, ...]:
        """Those of the entry's theme and type, in their order."""
        return tuple(
            question
            for question in self.questions
            if question.theme_id in (None, launch.theme_id)
            and question.entry_type_id in (None, launch.entry_type_id)
        )


def rulebooks(forums: Iterable[int]) -> dict[int, Rulebook]:
    """{forum id: its rulebook}, in four queries."""
    forums = set(forums)
    questions = list(Question.objects.filter(forum__in=forums, is_asked=True))
    limits = list(LengthLimit.objects.filter(forum__in=forums))
    slots = slot_rules_of(forums)
    rules = list(ReadinessRule.objects.filter(forum__in=forums))
    return {
        forum: Rulebook(
            tuple(row for row in questions if row.forum_id == forum),
            tuple(row for row in limits if row.forum_id == forum),
            _rules([row for row in rules if row.forum_id == forum]),
            tuple(slots.get(forum, ())),
        )
        for forum in forums
    }


def _rules(rows: list[ReadinessRule]) -> Rules:
    """The house's rules with the organisers' own over them."""
    own = {
        (Channel(row.channel), Check(row.check_name)): Rule(
            row.at_submission, row.is_on, row.threshold or 0
        )
        for row in rows
    }
    return {**DEFAULTS, **own}


def answered(launch: Launch, content: Content) -> list[tuple[Question, str]]:
    """The questions that have an answer, with the answer in the reader's language."""
    language = get_language() or "en"
    return [
        (question, answers.shown(question, text, language))
        for question in questions_of(launch)
        if (text := content.answer(question.key))
    ]


def named(launch: Launch) -> dict[str, Question]:
    """{"answers.<key>": question} of the forum, those asked no more too: a version may answer
    them."""
    rows = Question.objects.filter(forum=launch.forum_id)
    return {f"answers.{row.key}": row for row in rows}


def questions_of(launch: Launch) -> tuple[Question, ...]:
    """What is asked of one entry, in one query."""
    rows = tuple(Question.objects.filter(forum=launch.forum_id, is_asked=True))
    return Rulebook(rows, (), {}).questions_for(launch)
