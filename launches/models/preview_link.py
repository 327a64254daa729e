"""A link by which one outsider sees one entry before its release."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from launches.enums import CLOSED_STATES

from .fields import UidField
from .launch import Launch

USER = settings.AUTH_USER_MODEL


class PreviewLink(models.Model):
    """Write through launches.domain.preview_links only.

    `revision` is the one that is shown for good; empty follows the newest. Of the token
    only a hash is kept. Each opening is a row of the audit.
    """

    uid = UidField()
    launch = models.ForeignKey(Launch, models.CASCADE, related_name="preview_links")
    revision = models.BigIntegerField(null=True, blank=True)
    name = models.CharField(_("for whom"), max_length=150)
    language = models.CharField(_("language"), max_length=12)
    made_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(_("link works until"))
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    token_digest = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="preview_link_expires_later"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="preview_link_is_for_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.uid})"

    def is_open(self, *, at: datetime) -> bool:
        """Neither expired nor taken back, and of an entry that is still going somewhere."""
        return (
            not self.revoked_at and at < self.expires_at and self.launch.state not in CLOSED_STATES
        )
