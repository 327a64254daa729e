"""What the desk changed in an entry under review, to be confirmed by its company."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from launches.enums import ConfirmationState

from .fields import EnumField
from .launch import Launch

USER = settings.AUTH_USER_MODEL
OPEN = (ConfirmationState.WAITING, ConfirmationState.OBJECTED)


class Confirmation(models.Model):
    """The desk's edits since the company last knew the words, as one question to it.

    `before` is the revision that the company knows, `revision` the desk's newest one; a
    further save moves it and asks again. At most one of an entry is open.
    """

    launch = models.ForeignKey(Launch, models.CASCADE, related_name="confirmations")
    before = models.BigIntegerField()
    revision = models.BigIntegerField()
    by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    state = EnumField(ConfirmationState, default=ConfirmationState.WAITING)
    words = models.TextField(_("what the company objects to"), blank=True)
    answered_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("confirmation")
        verbose_name_plural = _("confirmations")
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["launch"], condition=Q(state__in=OPEN), name="one_open_confirmation"
            ),
            models.CheckConstraint(
                condition=Q(state__in=ConfirmationState.values), name="confirmation_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state=ConfirmationState.WAITING) ^ Q(answered_at__isnull=False),
                name="confirmation_answered_has_instant",
            ),
            models.CheckConstraint(
                condition=~Q(state=ConfirmationState.OBJECTED) | ~Q(words=""),
                name="objection_has_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.launch_id} {self.state}"
