"""What passes between a company and the desk: receipts and requests for changes."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .fields import UidField
from .forum import Named
from .launch import Launch

USER = settings.AUTH_USER_MODEL


class Receipt(models.Model):
    """Proof that a revision was received. The same revision twice is one receipt.

    `document` is the canonical JSON of what was received, and `digest` its SHA-256
    (launches.domain.sealing); a database trigger keeps both as they were given.
    """

    uid = UidField()
    number = models.CharField(_("number"), max_length=24, unique=True)
    launch = models.ForeignKey(Launch, models.PROTECT, related_name="receipts")
    revision = models.BigIntegerField()
    digest = models.CharField(_("fingerprint"), max_length=64)
    document = models.TextField(blank=True)
    by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["launch", "revision"], name="receipt_once_a_revision")
        ]

    def __str__(self) -> str:
        return self.number


class DefectCode(Named):
    """A kind of defect that the organisers name, and the field it is usually about."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    field = models.CharField(_("field"), max_length=60, blank=True)
    position = models.PositiveSmallIntegerField(pgettext_lazy("order", "position"), default=0)
    is_offered = models.BooleanField(_("offered to editors"), default=True)

    class Meta:
        verbose_name = _("defect code")
        verbose_name_plural = _("defect codes")
        ordering = ["position", "code"]


class ChangeRequest(models.Model):
    """One point that the editors want mended: asked, answered or fixed, handed in, accepted.

    `number` counts the points of one launch. `before` is the fingerprint of the field
    when the point was asked (empty where it was not known), `fixed` whether it differed
    when the entry was handed in again. `resolved_at` is when that was; a point that is
    opened again loses it and keeps its earlier answer. `due_was` is the due date before
    it was last moved (empty where there was none), `due_reason` why.
    """

    launch = models.ForeignKey(Launch, models.CASCADE, related_name="change_requests")
    number = models.PositiveSmallIntegerField()
    code = models.ForeignKey(DefectCode, models.PROTECT, null=True, blank=True, related_name="+")
    field = models.CharField(_("field"), max_length=60, blank=True)
    reason = models.TextField(_("what should change"))
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    due_was = models.DateTimeField(null=True)
    due_reason = models.CharField(_("why the date was moved"), max_length=500, blank=True)
    due_moved_at = models.DateTimeField(null=True)
    due_moved_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    reminded_at = models.DateTimeField(null=True)
    revision = models.BigIntegerField(null=True)
    before = models.CharField(max_length=64, blank=True)
    by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    fixed = models.BooleanField(default=False)
    resolved_at = models.DateTimeField(null=True, blank=True)

    accepted_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    reopened_at = models.DateTimeField(null=True)
    remark = models.TextField(_("why it is open again"), blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["launch", "number"], name="point_number_once"),
            models.CheckConstraint(
                condition=models.Q(accepted_at__isnull=True) | models.Q(resolved_at__isnull=False),
                name="accepted_point_was_handed_in",
            ),
            models.CheckConstraint(
                condition=models.Q(answered_at__isnull=True) | ~models.Q(answer=""),
                name="answered_point_has_answer",
            ),
            models.CheckConstraint(
                condition=models.Q(due_moved_at__isnull=True) | ~models.Q(due_reason=""),
                name="moved_due_date_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.reason[:60]

    @property
    def is_open(self) -> bool:
        """The company's turn."""
        return self.resolved_at is None
