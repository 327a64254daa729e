"""Who has a launch open for writing just now."""

from django.conf import settings
from django.db import models

from .launch import Launch


class Presence(models.Model):
    """A person at one launch's editor; `field` is the name of the input they are in."""

    launch = models.ForeignKey(Launch, models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    field = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["launch", "user"], name="presence_once_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} at {self.launch_id}"
