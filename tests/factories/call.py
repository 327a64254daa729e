"""The call for entries: types, windows, questions, codes."""

from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from launches.models import AccessCode, CallWindow, EntryType, LengthLimit, Question

from .forum import ForumFactory


class EntryTypeFactory(DjangoModelFactory):
    class Meta:
        model = EntryType
        django_get_or_create = ("forum", "slug")

    forum = factory.SubFactory(ForumFactory)
    slug = "on-stage"
    name = "Launch on stage"
    name_zh = "现场发布"


class CallWindowFactory(DjangoModelFactory):
    """Shut for ages unless a test opens it."""

    class Meta:
        model = CallWindow

    forum = factory.SubFactory(ForumFactory)
    opens_at = datetime(2001, 1, 1, tzinfo=UTC)
    closes_at = datetime(2001, 1, 2, tzinfo=UTC)


class QuestionFactory(DjangoModelFactory):
    """A short text that nobody must answer."""

    class Meta:
        model = Question

    forum = factory.SubFactory(ForumFactory)
    name = factory.Sequence(lambda n: f"Question {n}?")
    name_zh = factory.Sequence(lambda n: f"问题 {n}？")


class LengthLimitFactory(DjangoModelFactory):
    class Meta:
        model = LengthLimit

    forum = factory.SubFactory(ForumFactory)
    field = "headline"
    words, characters = 3, 10


class AccessCodeFactory(DjangoModelFactory):
    """A code for one entry, good for ages."""

    class Meta:
        model = AccessCode

    forum = factory.SubFactory(ForumFactory)
    note = "For a late friend"
    expires_at = datetime(2100, 1, 1, tzinfo=UTC)
