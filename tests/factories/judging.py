"""The review of a forum: its phases and what is scored."""

import factory
from factory.django import DjangoModelFactory

from launches import clock
from launches.enums import Circle
from launches.models import Phase, ScoreCategory

from .forum import ForumFactory


class PhaseFactory(DjangoModelFactory):
    """Everybody of the desk does everything. Traits: active; scoring (nobody decides)."""

    class Meta:
        model = Phase

    class Params:
        active = factory.Trait(is_active=True, begun_at=factory.LazyFunction(clock.now))
        scoring = factory.Trait(scored_by=Circle.DESK, decided_by=Circle.NOBODY)

    forum = factory.SubFactory(ForumFactory)
    name = factory.Sequence(lambda n: f"Phase {n}")
    name_zh = factory.Sequence(lambda n: f"阶段 {n}")


class ScoreCategoryFactory(DjangoModelFactory):
    class Meta:
        model = ScoreCategory

    forum = factory.SubFactory(ForumFactory)
    name = factory.Sequence(lambda n: f"Category {n}")
