"""A letter that lets somebody in: single use, expiring, known here by its hash only."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from launches.enums import Purpose, Role

from .company import Company
from .fields import EnumField, UidField

USER = settings.AUTH_USER_MODEL
WAITING = Q(accepted_at__isnull=True, revoked_at__isnull=True)


class Invitation(models.Model):
    """One invitation to one address. Write through launches.domain.invitations only.

    `token_hash` is SHA-256 in hex. Each sending has a token of its own, so a letter
    sent again makes the earlier link worthless.
    """

    uid = UidField()
    company = models.ForeignKey(Company, models.CASCADE, related_name="invitations")
    purpose = EnumField(Purpose, default=Purpose.JOIN)
    role = EnumField(Role, default=Role.EDITOR)
    email = models.EmailField(_("e-mail address"), max_length=254)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField()
    times_sent = models.PositiveSmallIntegerField(default=1)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["company", "purpose", "email"],
                condition=WAITING,
                name="one_waiting_invitation",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(revoked_at__isnull=True),
                name="accepted_or_revoked",
            ),
        ]
        indexes = [models.Index(fields=["email"], name="invitation_by_email")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.uid}"

    def is_open(self, *, at: datetime) -> bool:
        """Neither used nor withdrawn, and not expired."""
        return self.accepted_at is None and self.revoked_at is None and at < self.expires_at
