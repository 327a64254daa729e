"""The terms of embargo, by version, and who accepted which."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

USER = settings.AUTH_USER_MODEL


class EmbargoTerms(models.Model):
    """One version. Its words never change (a trigger holds them): others accepted them.

    A line of the text is a paragraph. From `in_force_from` on it counts for everybody, and
    an outlet that has not accepted it reads the public only.
    """

    version = models.PositiveIntegerField(_("version"), unique=True)
    text = models.TextField(_("text in English"))
    text_zh = models.TextField(_("text in Chinese"))
    in_force_from = models.DateTimeField(_("in force from"))
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("terms of embargo")
        verbose_name_plural = _("terms of embargo")
        ordering = ["-version"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(text_zh=""), name="terms_in_both_languages"
            )
        ]

    def __str__(self) -> str:
        return str(_("Terms of embargo, version %(version)d") % {"version": self.version})

    @property
    def paragraphs(self) -> list[str]:
        """The text in the reader's language, a paragraph for each line."""
        text = self.text_zh if (get_language() or "").startswith("zh") else self.text
        return [line.strip() for line in text.splitlines() if line.strip()]


class TermsAcceptance(models.Model):
    """An outlet's yes to one version, by one of its people."""

    outlet = models.ForeignKey("launches.Outlet", models.CASCADE, related_name="acceptances")
    terms = models.ForeignKey(EmbargoTerms, models.PROTECT, related_name="acceptances")
    by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    address = models.CharField(_("network address"), max_length=60, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["outlet", "terms"], name="terms_accepted_once")
        ]

    def __str__(self) -> str:
        return f"{self.outlet_id} v{self.terms_id}"
