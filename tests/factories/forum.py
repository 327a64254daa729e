"""The forum, its halls and its show lists."""

from datetime import UTC, date, datetime, timedelta

import factory
from factory.django import DjangoModelFactory

from launches.enums import SectionKind
from launches.models import Cue, Event, Forum, Rundown, Section, Stage, Theme

START = datetime(2026, 9, 16, 1, 0, tzinfo=UTC)


class ForumFactory(DjangoModelFactory):
    """One forum; the call is open for a hundred years unless a test closes it."""

    class Meta:
        model = Forum
        django_get_or_create = ("slug",)

    slug = "unveil-forum"
    name = "Unveil Forum"
    name_zh = "揭幕论坛"
    starts_on = date(2026, 9, 16)
    ends_on = date(2026, 9, 19)
    submissions_open_at = datetime(2000, 1, 1, tzinfo=UTC)
    submissions_close_at = datetime(2100, 1, 1, tzinfo=UTC)


class SectionFactory(DjangoModelFactory):
    class Meta:
        model = Section
        django_get_or_create = ("forum", "kind")

    forum = factory.SubFactory(ForumFactory)
    kind = SectionKind.RELEASE
    name = "Release"
    name_zh = "发布"


class ThemeFactory(DjangoModelFactory):
    class Meta:
        model = Theme
        django_get_or_create = ("forum", "slug")

    forum = factory.SubFactory(ForumFactory)
    slug = "life-and-health"
    name = "Life and health"
    name_zh = "生命健康"
    hue = 1


class StageFactory(DjangoModelFactory):
    class Meta:
        model = Stage

    forum = factory.SubFactory(ForumFactory)
    slug = factory.Sequence(lambda n: f"stage-{n}")
    name = factory.Sequence(lambda n: f"Stage {n}")
    name_zh = factory.Sequence(lambda n: f"发布厅 {n}")


class EventFactory(DjangoModelFactory):
    class Meta:
        model = Event

    stage = factory.SubFactory(StageFactory)
    code = factory.Sequence(lambda n: f"E{n:03}")
    kind = "release"
    title = "Release session"
    title_zh = "发布会"
    starts_at = START
    ends_at = START + timedelta(hours=3)


class RundownFactory(DjangoModelFactory):
    class Meta:
        model = Rundown

    stage = factory.SubFactory(StageFactory)


class CueFactory(DjangoModelFactory):
    class Meta:
        model = Cue

    rundown = factory.SubFactory(RundownFactory)
    event = factory.SubFactory(EventFactory, stage=factory.SelfAttribute("..rundown.stage"))
    position = factory.Sequence(lambda n: n + 1)
    starts_at = factory.LazyAttribute(lambda cue: START + timedelta(minutes=10 * cue.position))
    ends_at = factory.LazyAttribute(lambda cue: cue.starts_at + timedelta(minutes=10))
