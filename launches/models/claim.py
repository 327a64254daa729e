"""Who of the desk has an entry in hand just now."""

from django.conf import settings
from django.db import models

from .launch import Launch


class Claim(models.Model):
    """One person at one entry, from `since` until `until`, which each sign of life moves.

    There is one row for a launch, so that two people cannot both be first. An expired
    row stays until the next person takes it.
    """

    launch = models.OneToOneField(Launch, models.CASCADE, related_name="claim")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="claims")
    since = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["user", "until"], name="claim_of_person")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__gte=models.F("since")), name="claim_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} at {self.launch_id}"
