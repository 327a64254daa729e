"""Grave acts that two people do, the hold on everything, and which screens have been heard."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from launches.enums import EmergencyAct

from .fields import EnumField, UidField
from .stage import Stage

USER = settings.AUTH_USER_MODEL


class Emergency(models.Model):
    """One grave act: asked for by one person, done by another before it expires.

    `target` is the uid of what it is about, "" for everything. `alone_because` is set
    where one person did both, and says why.
    """

    uid = UidField()
    act = EnumField(EmergencyAct)
    target = models.CharField(max_length=16, blank=True)
    reason = models.TextField()
    opens_at = models.DateTimeField(null=True)
    asked_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)
    alone_because = models.TextField(blank=True)
    launch_uids = models.JSONField(default=list)  # what it closed or opened, for the proof

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_by__isnull=True) | Q(done_at__isnull=False),
                name="emergency_done_has_instant",
            ),
            models.CheckConstraint(
                condition=Q(done_by__isnull=True)
                | ~Q(done_by=F("asked_by"))
                | ~Q(alone_because=""),
                name="emergency_by_two_or_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.target}"


class Hold(models.Model):
    """While one is not lifted, nothing opens."""

    begun_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    reason = models.TextField()
    is_on = models.BooleanField(default=True)
    lifted_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-begun_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_on"], condition=Q(is_on=True), name="one_hold_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(is_on=True) ^ Q(lifted_at__isnull=False), name="hold_is_on_or_lifted"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.begun_at}"


class ScreenSeen(models.Model):
    """What one screen last told of itself. `key` is random, made by the screen."""

    stage = models.ForeignKey(Stage, models.CASCADE, related_name="screens")
    key = models.CharField(max_length=32)
    shows = models.CharField(max_length=16, blank=True)  # uid of a launch
    version = models.PositiveIntegerField(default=0)
    seen_at = models.DateTimeField()

    class Meta:
        ordering = ["stage", "key"]
        constraints = [models.UniqueConstraint(fields=["stage", "key"], name="screen_once_a_stage")]

    def __str__(self) -> str:
        return self.key
