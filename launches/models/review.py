"""What passes between a company and the desk: receipts and requests for changes."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .fields import UidField
from .launch import Launch

USER = settings.AUTH_USER_MODEL


class Receipt(models.Model):
    """Proof that a revision was received. The same revision twice is one receipt.

    `document` is the canonical JSON of what was received, and `digest` its SHA-256
    (launches.domain.sealing); a database trigger keeps both as they were given.
    """

    uid = UidField()
    number = models.CharField(_("number"), max_length=24, unique=True)
    launch = models.ForeignKey(Launch, models.PROTECT, related_name="receipts")
    revision = models.BigIntegerField()
    digest = models.CharField(_("fingerprint"), max_length=64)
    document = models.TextField(blank=True)
    by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["launch", "revision"], name="receipt_once_a_revision")
        ]

    def __str__(self) -> str:
        return self.number


class ChangeRequest(models.Model):
    """What the editors want mended, on which field, and whether it has been answered."""

    launch = models.ForeignKey(Launch, models.CASCADE, related_name="change_requests")
    field = models.CharField(_("field"), max_length=60, blank=True)
    reason = models.TextField(_("what should change"))
    revision = models.BigIntegerField(null=True)
    by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return self.reason[:60]
