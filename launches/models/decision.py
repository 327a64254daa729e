"""Decisions that are prepared one by one and applied together."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from launches.enums import Ruling, RulingState

from .fields import EnumField, UidField
from .launch import Launch

USER = settings.AUTH_USER_MODEL


class DecisionBatch(models.Model):
    """A sitting of the desk. `uid` is also the key under which its mails are held.

    `apply_at` applies it by itself; `applied_at` is when that was last done. With
    `holds_mail` the mails wait in the outbox until somebody lets them go.
    """

    uid = UidField()
    name = models.CharField(_("name"), max_length=120)
    apply_at = models.DateTimeField(_("apply at"), null=True, blank=True)
    applied_at = models.DateTimeField(null=True)
    holds_mail = models.BooleanField(_("keep the mails back in the outbox"), default=False)
    by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("batch of decisions")
        verbose_name_plural = _("batches of decisions")
        ordering = ["-at", "-id"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="batch_has_name")]

    def __str__(self) -> str:
        return self.name


class PreparedDecision(models.Model):
    """What is to become of one entry, about the version that was read.

    `by` decides: it is that person's right that counts when the batch is applied.
    """

    batch = models.ForeignKey(DecisionBatch, models.CASCADE, related_name="decisions")
    launch = models.ForeignKey(Launch, models.CASCADE, related_name="decisions")
    ruling = EnumField(Ruling)
    words = models.TextField(_("words"), blank=True)
    revision = models.BigIntegerField()
    state = EnumField(RulingState, default=RulingState.PENDING)
    refusal = models.TextField(blank=True)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("prepared decision")
        verbose_name_plural = _("prepared decisions")
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["launch"],
                condition=~Q(state=RulingState.APPLIED),
                name="one_decision_waits_a_launch",
            ),
            models.CheckConstraint(
                condition=Q(ruling__in=Ruling.values) & Q(state__in=RulingState.values),
                name="decision_is_known",
            ),
            models.CheckConstraint(
                condition=Q(ruling=Ruling.ACCEPT) | ~Q(words=""), name="decision_has_words"
            ),
            models.CheckConstraint(
                condition=Q(state=RulingState.REFUSED) ^ Q(refusal=""),
                name="refused_decision_says_why",
            ),
            models.CheckConstraint(
                condition=Q(state=RulingState.APPLIED) ^ Q(applied_at__isnull=True),
                name="applied_decision_has_instant",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ruling} {self.launch_id}"
