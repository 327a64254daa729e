"""The agreement by which one company works on another's launches."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .company import Company
from .fields import UidField

USER = settings.AUTH_USER_MODEL
IN_FORCE = Q(ended_at__isnull=True)


class Mandate(models.Model):
    """`agency` may own entries that `client` presents, until one of the two ends it."""

    uid = UidField()
    agency = models.ForeignKey(Company, models.CASCADE, related_name="clients")
    client = models.ForeignKey(Company, models.CASCADE, related_name="mandates")
    since = models.DateTimeField()
    agreed_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        ordering = ["-since", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "client"], condition=IN_FORCE, name="one_mandate_in_force"
            ),
            models.CheckConstraint(
                condition=~Q(agency=F("client")), name="nobody_is_their_own_agency"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency_id} for {self.client_id}"
