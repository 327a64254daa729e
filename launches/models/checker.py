"""Outside services that check entries: what each was asked, and what it found."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from launches.enums import CheckState, CheckVerdict, Severity
from launches.errors import BadAddress

from .fields import EnumField, UidField
from .forum import Forum
from .launch import Launch


class Checker(models.Model):
    """A service that is told of entries by signed webhook and answers through the API.

    The secret that signs is made from the uid, `turn` and the server's own; of the key
    that it shows only a SHA-256 is kept. A new `turn` ends both.
    """

    uid = UidField()
    forum = models.ForeignKey(
        Forum, models.CASCADE, related_name="checkers", verbose_name=_("forum")
    )
    name = models.CharField(_("name"), max_length=100)
    url = models.CharField(
        _("address"), max_length=500, help_text=_("Where it is told, beginning with https://.")
    )
    at_submission = models.BooleanField(
        _("at each submission"), default=True, help_text=_("Otherwise only when the desk asks.")
    )
    is_active = models.BooleanField(_("active"), default=True)
    turn = models.PositiveIntegerField(default=1, editable=False)
    key_digest = models.CharField(max_length=64, blank=True, editable=False, db_index=True)

    class Meta:
        verbose_name = _("checker")
        verbose_name_plural = _("checkers")
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["forum", "name"],
                name="checker_name_once",
                violation_error_message=_("There is a checker of this name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        from launches import outbound  # its libraries take long to load, and few forms need them

        try:
            outbound.check(self.url)
        except BadAddress as error:
            raise ValidationError({"url": str(error.message)}) from error


class LaunchCheck(models.Model):
    """One question to one checker about one revision, and what became of it.

    `document` is what that revision says, sealed as receipts are
    (launches.domain.sealing): the checker reads this and nothing later. `due_at` is when
    the webhook is tried next, or until when a claim on it lasts; `fault` is one word on
    the last try. The answer's `digest` makes it idempotent.
    """

    uid = UidField()
    checker = models.ForeignKey(Checker, models.CASCADE, related_name="checks")
    launch = models.ForeignKey(Launch, models.CASCADE, related_name="checks")
    revision = models.BigIntegerField()
    document = models.TextField()
    state = EnumField(CheckState, default=CheckState.WAITING)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    asked_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=40, blank=True)
    sent_at = models.DateTimeField(null=True)
    verdict = EnumField(CheckVerdict, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at", "-id"]
        indexes = [models.Index(fields=["state", "due_at"], name="check_by_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["checker", "launch", "revision"], name="check_once_a_revision"
            ),
            models.CheckConstraint(
                condition=Q(state__in=CheckState.values), name="check_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state=CheckState.WAITING) ^ Q(due_at__isnull=True),
                name="check_waiting_has_instant",
            ),
            models.CheckConstraint(
                condition=Q(state=CheckState.ANSWERED) ^ Q(answered_at__isnull=True),
                name="check_answered_has_instant",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | (~Q(digest="") & ~Q(verdict="")),
                name="check_answered_has_verdict",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.uid} {self.state}"


class CheckRemark(models.Model):
    """One thing that a checker found. Internal: the desk reads it, no company does."""

    check_of = models.ForeignKey(LaunchCheck, models.CASCADE, related_name="remarks")
    position = models.PositiveSmallIntegerField()
    severity = EnumField(Severity)
    tag = models.CharField(max_length=40, blank=True)
    field = models.CharField(max_length=120, blank=True)
    text = models.CharField(max_length=2000)

    class Meta:
        ordering = ["check_of_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["check_of", "position"], name="remark_position_once"),
            models.CheckConstraint(
                condition=Q(severity__in=Severity.values), name="remark_severity_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]
