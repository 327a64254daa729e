"""Halls, what happens in them, and the show list the caller drives."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from launches.enums import RundownState

from .fields import EnumField, UidField
from .forum import Forum, Named, Theme
from .launch import Launch


class Stage(Named):
    """A hall. Its slug is in the address of its screens."""

    forum = models.ForeignKey(Forum, models.CASCADE, related_name="stages")
    slug = models.SlugField()
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("stage")
        verbose_name_plural = _("stages")
        ordering = ["position", "name"]
        constraints = [models.UniqueConstraint(fields=["forum", "slug"], name="stage_slug_once")]


class Event(models.Model):
    """An entry of the public programme: a session in a hall."""

    stage = models.ForeignKey(Stage, models.CASCADE, related_name="events")
    code = models.CharField(max_length=16)
    kind = models.CharField(max_length=24)
    theme = models.ForeignKey(Theme, models.SET_NULL, null=True, related_name="events")
    title = models.CharField(max_length=200)
    title_zh = models.CharField(max_length=200, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["stage", "code"], name="event_code_once"),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="event_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def title_in(self, language: str) -> str:
        return self.title_zh if language.startswith("zh") and self.title_zh else self.title


class Rundown(models.Model):
    """The ordered show list of one stage. Each command names the version it saw."""

    stage = models.OneToOneField(Stage, models.CASCADE, related_name="rundown")
    version = models.PositiveIntegerField(default=0)
    state = EnumField(RundownState, default=RundownState.IDLE)
    current = models.ForeignKey("launches.Cue", models.SET_NULL, null=True, related_name="+")
    since = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.stage)


class Cue(models.Model):
    """One item of a rundown: a launch, or a programme item without one."""

    uid = UidField()
    rundown = models.ForeignKey(Rundown, models.CASCADE, related_name="cues")
    event = models.ForeignKey(Event, models.CASCADE, related_name="cues", null=True)
    launch = models.ForeignKey(Launch, models.SET_NULL, null=True, related_name="cues")
    position = models.PositiveIntegerField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["rundown", "position"], name="cue_position_once"),
            models.UniqueConstraint(
                fields=["launch"], condition=models.Q(launch__isnull=False), name="launch_one_cue"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}"
