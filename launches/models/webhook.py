"""Where outlets want to be told, what they are to be told, and how each try went."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from launches.enums import DeliveryState, WebhookState

from .fields import EnumField, UidField, new_uid
from .outlet import Outlet
from .wire import WireEntry

USER = settings.AUTH_USER_MODEL


class Webhook(models.Model):
    """An endpoint of an outlet. Its secret is made from `seed` (launches.webhooks.signing).

    Until `old_until` messages carry the signature of `old_seed` too. `kinds` are words of
    enums.WireKind; empty is all. With `embargo` it is told of launches under embargo as well,
    while its outlet may read them. Nothing is sent before `not_before`: it asked for that.
    """

    uid = UidField()
    outlet = models.ForeignKey(Outlet, models.CASCADE, related_name="webhooks")
    name = models.CharField(_("what it is for"), max_length=80, blank=True)
    url = models.CharField(_("address"), max_length=500)
    kinds = models.JSONField(_("kinds"), default=list, blank=True)
    embargo = models.BooleanField(_("also under embargo"), default=False)
    state = EnumField(WebhookState, default=WebhookState.ACTIVE)
    seed = models.CharField(max_length=16, default=new_uid)
    old_seed = models.CharField(max_length=16, blank=True)
    old_until = models.DateTimeField(null=True)
    not_before = models.DateTimeField(null=True)
    failing_since = models.DateTimeField(null=True)
    made_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ["made_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(old_seed="") ^ Q(old_until__isnull=False),
                name="webhook_old_secret_ends",
            )
        ]

    def __str__(self) -> str:
        return self.name or self.url

    def seeds(self, *, at: datetime) -> list[str]:
        """What messages are signed with: the secret and, for a while, the one before."""
        old = [self.old_seed] if self.old_until and self.old_until > at else []
        return [self.seed, *old]


class WebhookDelivery(models.Model):
    """One message to one endpoint: the same id and the same bytes at each try.

    `entry` is None for a test. A claim (`sending`) that is not answered in time is swept.
    """

    uid = UidField()
    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries")
    entry = models.ForeignKey(WireEntry, models.PROTECT, null=True, related_name="+")
    launch_uid = models.CharField(max_length=16, blank=True)
    kind = models.CharField(max_length=24)
    body = models.TextField()
    state = EnumField(DeliveryState, default=DeliveryState.QUEUED)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["webhook", "entry"], name="webhook_told_once"),
            models.CheckConstraint(
                condition=Q(state=DeliveryState.SENDING) ^ Q(claimed_at__isnull=True),
                name="webhook_sending_is_claimed",
            ),
            models.CheckConstraint(
                condition=Q(state__in=DeliveryState.values), name="webhook_delivery_state_is_known"
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                condition=Q(state=DeliveryState.QUEUED),
                name="webhook_delivery_due",
            ),
            models.Index(
                fields=["webhook", "launch_uid"],
                condition=Q(state__in=[DeliveryState.QUEUED, DeliveryState.SENDING]),
                name="webhook_delivery_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}"


class WebhookTry(models.Model):
    """One try of one message. `status` is None where there was no answer; `fault` says why."""

    delivery = models.ForeignKey(WebhookDelivery, models.CASCADE, related_name="log")
    at = models.DateTimeField()
    seconds = models.FloatField()
    status = models.PositiveSmallIntegerField(null=True)
    fault = models.CharField(max_length=20, blank=True)
    body = models.TextField(blank=True)

    class Meta:
        verbose_name = _("try")
        verbose_name_plural = _("tries")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__isnull=True) ^ Q(fault=""), name="webhook_try_has_an_end"
            )
        ]

    def __str__(self) -> str:
        return str(self.status or self.fault)
