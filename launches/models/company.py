"""The tenant and its people."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from launches.enums import Role

from .fields import EnumField, UidField


class Company(models.Model):
    """Who submits launches. Everything it owns answers 404 to every other company."""

    uid = UidField()
    name = models.CharField(_("company name"), max_length=200)
    name_native = models.CharField(_("name in its own script"), max_length=200, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    timezone = models.CharField(_("time zone"), max_length=64, blank=True)
    website = models.URLField(_("website"), max_length=300, blank=True)
    boilerplate = models.TextField(_("about the company"), blank=True)
    press_contact = models.CharField(_("press contact"), max_length=200, blank=True)
    most_bytes = models.BigIntegerField(
        _("room for files, in bytes"),
        null=True,
        blank=True,
        help_text=_("Empty: as every company (COMPANY_BYTES)."),
    )
    most_files = models.PositiveIntegerField(
        _("room for files, how many"),
        null=True,
        blank=True,
        help_text=_("Empty: as every company (COMPANY_FILES)."),
    )
    created_at = models.DateTimeField(auto_now_add=True)
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="launches.Member", related_name="companies"
    )

    class Meta:
        verbose_name = _("company")
        verbose_name_plural = _("companies")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """A person's role in a company."""

    uid = UidField()
    company = models.ForeignKey(Company, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    role = EnumField(Role, default=Role.EDITOR)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = [models.UniqueConstraint(fields=["company", "user"], name="member_once")]

    def __str__(self) -> str:
        return f"{self.user} ({self.get_role_display()})"
