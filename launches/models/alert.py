"""Searches that tell an outlet's people of what opens."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from launches.enums import Cadence

from .fields import EnumField, UidField
from .outlet import Outlet


class PressAlert(models.Model):
    """A saved search of one person. Everything that opened up to `told_until` has been told.

    `asked` is {theme, country, q}; an empty part does not narrow.
    """

    uid = UidField()
    outlet = models.ForeignKey(Outlet, models.CASCADE, related_name="alerts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="press_alerts")
    name = models.CharField(_("name"), max_length=80)
    asked = models.JSONField(default=dict)
    cadence = EnumField(Cadence, verbose_name=_("how often"), default=Cadence.AT_ONCE)
    made_at = models.DateTimeField()
    told_until = models.DateTimeField()
    next_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("alert")
        verbose_name_plural = _("alerts")
        ordering = ["name", "id"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="press_alert_has_a_name")]

    def __str__(self) -> str:
        return self.name
