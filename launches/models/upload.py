"""A file on its way in: how much of it has arrived."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from launches.enums import Slot

from .fields import EnumField, UidField
from .launch import Launch
from .material import Material


class Upload(models.Model):
    """One resumable upload. The bytes lie in launches.files.parts under its uid.

    `received` is the truth about how many of `length` bytes count; what lies on the
    disk beyond it was cut off on its way and is written over. `material` is what became
    of it, so that finishing twice gives one file. `checking_since` is held by whoever
    checks it.
    """

    uid = UidField()
    launch = models.ForeignKey(Launch, models.CASCADE, related_name="uploads")
    slot = EnumField(Slot)
    filename = models.CharField(max_length=200)
    length = models.BigIntegerField()
    received = models.BigIntegerField(default=0)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="uploads"
    )
    begun_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    checking_since = models.DateTimeField(null=True)
    material = models.ForeignKey(Material, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(received__gte=0, received__lte=F("length")),
                name="upload_within_its_length",
            )
        ]

    def __str__(self) -> str:
        return f"{self.filename} {self.received}/{self.length}"

    @property
    def is_whole(self) -> bool:
        return self.received == self.length
