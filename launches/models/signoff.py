"""What somebody without an account said about one frozen version."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from launches.enums import Decision, Office, SignOffState

from .fields import EnumField, UidField
from .launch import Launch

USER = settings.AUTH_USER_MODEL


class SignOff(models.Model):
    """One request to one person, and the answer. Write through launches.domain.signoff only.

    `document` is the canonical JSON of the version that is shown and `digest` its
    SHA-256, as on a receipt. `parts` names what the person is asked about ("identity",
    "texts.<language>", "materials"); empty is everything. Of the link's token only a
    hash is kept. The `voided_` columns follow the latest version: set while a signed
    part differs from what was signed, cleared when it is again what it was.
    """

    uid = UidField()
    launch = models.ForeignKey(Launch, models.CASCADE, related_name="sign_offs")
    revision = models.BigIntegerField()
    document = models.TextField()
    digest = models.CharField(_("fingerprint"), max_length=64)
    parts = models.JSONField(_("parts"), default=list, blank=True)

    name = models.CharField(_("name"), max_length=150)
    email = models.EmailField(_("e-mail address"), max_length=254)
    office = EnumField(Office, verbose_name=_("on behalf of"))
    language = models.CharField(_("language"), max_length=10, default="en")
    note = models.TextField(_("note"), blank=True)
    asked_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField(_("link works until"))
    token_digest = models.CharField(max_length=64, unique=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    decision = EnumField(Decision, blank=True, default="")
    decided_at = models.DateTimeField(null=True, blank=True)
    signed_name = models.CharField(_("signed as"), max_length=150, blank=True)
    comment = models.TextField(_("comment"), blank=True)
    address = models.CharField(_("network address"), max_length=60, blank=True)

    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    voided_fields = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name = _("sign-off")
        verbose_name_plural = _("sign-offs")
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decision="", decided_at__isnull=True)
                | (Q(decided_at__isnull=False) & ~Q(decision="") & ~Q(signed_name="")),
                name="sign_off_decided_has_name_and_time",
            ),
            models.CheckConstraint(
                condition=~Q(decision=Decision.OBJECTED) | ~Q(comment=""),
                name="sign_off_objection_says_why",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("asked_at")), name="sign_off_expires_later"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True) | Q(decision=""),
                name="sign_off_given_is_not_revoked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_office_display()})"

    def state(self, *, at: datetime) -> SignOffState:
        """Where it stands; an edit to what was signed counts before the answer itself."""
        if self.revoked_at:
            return SignOffState.REVOKED
        if self.voided_at:
            return SignOffState.VOIDED
        if self.decision:
            return SignOffState(self.decision)
        return SignOffState.EXPIRED if self.expires_at <= at else SignOffState.WAITING

    def covers(self, field: str) -> bool:
        """Whether a field ("texts.en.headline", "materials.<uid>.alt") was asked about.

        Answers to the organisers' questions never are: a signer is not shown them.
        """
        kind, _dot, rest = field.partition(".")
        if kind == "answers":
            return False
        if not self.parts:
            return True
        if kind == "texts":
            return f"texts.{rest.partition('.')[0]}" in self.parts
        return ("materials" if kind == "materials" else "identity") in self.parts
