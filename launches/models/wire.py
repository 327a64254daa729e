"""The ordered log of what readers may know."""

from django.db import models

from launches.enums import Audience, WireKind

from .edition import Edition
from .fields import EnumField, UidField
from .launch import Launch


class WireEntry(models.Model):
    """One fact: from `visible_at` on, this audience may know it.

    An opening is written at approval with a `visible_at` in the future, so time
    alone makes it readable. A moved or recalled opening is marked `void`; its
    successor is another row. Order is (visible_at, uid): the uid is random, so that a
    cursor made of them tells nothing about rows the reader may not see.
    """

    uid = UidField()
    launch = models.ForeignKey(Launch, models.PROTECT, related_name="wire")
    launch_uid = models.CharField(max_length=16)
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="wire", null=True)
    number = models.PositiveIntegerField(default=0)
    kind = EnumField(WireKind)
    audience = EnumField(Audience, default=Audience.PUBLIC)
    visible_at = models.DateTimeField()
    opens_at = models.DateTimeField(null=True)
    note = models.TextField(blank=True)
    void = models.BooleanField(default=False)
    handled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["visible_at", "uid"]
        indexes = [
            models.Index(
                fields=["visible_at", "uid"],
                condition=models.Q(void=False),
                name="wire_by_instant",
            ),
            models.Index(
                fields=["visible_at"],
                condition=models.Q(void=False, handled_at__isnull=True),
                name="wire_not_handled",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.launch_uid}"
