"""Which version of an entry a person of the desk has last looked at."""

from django.conf import settings
from django.db import models

from .launch import Launch


class LastLook(models.Model):
    """Moved by the person saying so, never by opening a page: a reload must lose nothing."""

    launch = models.ForeignKey(Launch, models.CASCADE, related_name="last_looks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    revision = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["launch", "user"], name="last_look_once_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} saw {self.revision}"
