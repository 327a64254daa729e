"""Press and media subscribers, their people and their keys."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from launches.enums import OutletRole, OutletState

from .fields import EnumField, UidField
from .terms import EmbargoTerms

USER = settings.AUTH_USER_MODEL
RATE = 600  # requests a minute, where a key has no rate of its own


class Outlet(models.Model):
    """A press or media subscriber. `accepted` are the latest terms that it has accepted.

    Two may have the same name: whether somebody else applied under it is nobody's business
    but the desk's.
    """

    uid = UidField()
    name = models.CharField(_("name"), max_length=200)
    country = models.CharField(_("country"), max_length=2, blank=True)
    website = models.URLField(_("website"), max_length=300, blank=True)
    contact = models.EmailField(_("e-mail of the newsroom"), blank=True)
    about = models.TextField(_("what it publishes, and for whom"), blank=True)
    state = EnumField(OutletState, verbose_name=_("state"), default=OutletState.APPLIED)
    accepted = models.ForeignKey(
        EmbargoTerms, models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    people = models.ManyToManyField(USER, through="launches.OutletMember", related_name="outlets")

    class Meta:
        verbose_name = _("outlet")
        verbose_name_plural = _("outlets")
        ordering = ["name", "id"]
        indexes = [models.Index(fields=["state", "name"], name="outlet_by_state")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_accredited(self) -> bool:
        return self.state == OutletState.ACCREDITED


class OutletMember(models.Model):
    """A person's role in an outlet."""

    uid = UidField()
    outlet = models.ForeignKey(Outlet, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(USER, models.CASCADE, related_name="outlet_memberships")
    role = EnumField(OutletRole, default=OutletRole.JOURNALIST)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("person of an outlet")
        verbose_name_plural = _("people of outlets")
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(fields=["outlet", "user"], name="outlet_member_once")
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.get_role_display()})"


class OutletKey(models.Model):
    """A bearer key. Only a SHA-256 of it is stored; it is shown once.

    `themes` (slugs), `languages` (tags such as "zh-hans") and `networks` (CIDR) narrow what it
    reads and from where; empty does not narrow. `rate` is in requests a minute, None the
    house's own.
    """

    outlet = models.ForeignKey(Outlet, models.CASCADE, related_name="keys")
    name = models.CharField(_("what it is for"), max_length=80, blank=True)
    prefix = models.CharField(max_length=12, unique=True)
    digest = models.CharField(max_length=64)
    scopes = models.JSONField(default=list)
    themes = models.JSONField(_("themes"), default=list, blank=True)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    networks = models.JSONField(_("addresses"), default=list, blank=True)
    rate = models.PositiveIntegerField(_("requests a minute"), null=True, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    replaces = models.OneToOneField(
        "self", models.SET_NULL, null=True, blank=True, related_name="successor"
    )
    terms_in_force: int | None = None  # set by launches.queries.keys on what it finds

    class Meta:
        verbose_name = _("key")
        verbose_name_plural = _("keys")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(rate__isnull=True) | Q(rate__gt=0), name="key_rate_is_a_rate"
            ),
            models.CheckConstraint(
                condition=Q(expires_at__isnull=True) | Q(expires_at__gt=F("created_at")),
                name="key_expires_later",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.prefix}…"

    def is_over(self, *, at: datetime) -> bool:
        """Revoked or expired."""
        expired = self.expires_at is not None and self.expires_at <= at
        return self.revoked_at is not None or expired

    @property
    def a_minute(self) -> int:
        """How many requests a minute it is allowed."""
        return self.rate or RATE
