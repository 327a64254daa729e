"""Codes that admit an entry outside its window, and who used them."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .call import EntryType, of_one_forum
from .fields import ALPHABET
from .forum import Forum, Theme
from .launch import Launch

USER = settings.AUTH_USER_MODEL
GROUPS, GROUP = 3, 4


def new_code() -> str:
    """Twelve readable characters (59 bits), as stored: without hyphens, in capitals."""
    return "".join(secrets.choice(ALPHABET) for _place in range(GROUPS * GROUP)).upper()


class AccessCode(models.Model):
    """A code the desk hands out. It is readable, for the desk must be able to send it again."""

    forum = models.ForeignKey(
        Forum, models.CASCADE, related_name="access_codes", verbose_name=_("forum")
    )
    code = models.CharField(_("code"), max_length=24, unique=True, default=new_code, editable=False)
    note = models.CharField(_("for whom"), max_length=200, help_text=_("Read by the desk only."))
    theme = models.ForeignKey(
        Theme,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("only in theme"),
    )
    entry_type = models.ForeignKey(
        EntryType,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("only for entry type"),
    )
    expires_at = models.DateTimeField(
        _("expires"), help_text=_("Until then it can be used, and the entry handed in.")
    )
    uses = models.PositiveIntegerField(
        _("uses"), default=1, help_text=_("How many entries it admits.")
    )
    used = models.PositiveIntegerField(_("used"), default=0, editable=False)
    is_valid = models.BooleanField(
        _("valid"), default=True, help_text=_("Switch off to take the code back.")
    )

    class Meta:
        verbose_name = _("access code")
        verbose_name_plural = _("access codes")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(used__lte=F("uses")),
                name="code_not_overused",
                violation_error_message=_("It was used more often than that already."),
            ),
            models.CheckConstraint(condition=Q(uses__gt=0), name="code_admits_something"),
        ]

    def __str__(self) -> str:
        return self.readable

    def clean(self) -> None:
        of_one_forum(self, "theme", "entry_type")

    @property
    def readable(self) -> str:
        """The code as people read it out: K7QM-X2PD-9RTA."""
        parts = range(0, len(self.code), GROUP)
        return "-".join(self.code[start : start + GROUP] for start in parts)


class CodeUse(models.Model):
    """A code was redeemed for one launch; it holds for no other."""

    code = models.ForeignKey(AccessCode, models.PROTECT, related_name="redemptions")
    launch = models.ForeignKey(Launch, models.CASCADE, related_name="codes_used")
    by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["code", "launch"], name="code_once_a_launch")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.at:%Y-%m-%d %H:%M}"


class Preference(models.Model):
    """Which day, hall and hour a company would like. The desk reads it and decides."""

    launch = models.OneToOneField(Launch, models.CASCADE, related_name="preference")
    day = models.DateField(_("preferred day"), null=True, blank=True)
    stage = models.ForeignKey(
        "launches.Stage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("preferred stage"),
    )
    time = models.TimeField(_("preferred time"), null=True, blank=True)
    note = models.CharField(_("why"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("release wish")
        verbose_name_plural = _("release wishes")

    def __str__(self) -> str:
        return f"{self.day or '–'} {self.time or ''}"
