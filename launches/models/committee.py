"""A committee's list on the desk: the file, how it is laid out, and what is said of its rows."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from launches.enums import LineKind, ListState

from .fields import EnumField, UidField


class CommitteeList(models.Model):
    """One file. Write through launches.domain.lists only.

    `file` is a random name in private storage, empty once nothing more is wanted of it.
    `sheets` are layouts (launches.importing.layout) with what a person may choose from.
    `touched_at` is when work on it was last seen to go on.
    """

    uid = UidField()
    filename = models.CharField(_("file"), max_length=200)
    file = models.CharField(max_length=100, blank=True)
    sha256 = models.CharField(max_length=64)
    bytes = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    state = EnumField(ListState, default=ListState.READING)
    refusal = models.TextField(blank=True)
    sheets = models.JSONField(default=list)
    whole = models.BooleanField(default=False)
    invites = models.BooleanField(default=False)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    touched_at = models.DateTimeField()
    making_since = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("committee's list")
        verbose_name_plural = _("committee's lists")
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ListState.values), name="list_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=ListState.DONE) | Q(finished_at__isnull=False),
                name="list_done_has_instant",
            ),
        ]

    def __str__(self) -> str:
        return self.filename


class ListLine(models.Model):
    """One item of the report. `detail` is what the report says beyond place, code and raw."""

    list = models.ForeignKey(CommitteeList, models.CASCADE, related_name="lines")
    kind = EnumField(LineKind)
    sheet = models.CharField(max_length=200, blank=True)
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=4, blank=True)
    code = models.CharField(max_length=40, blank=True)
    field = models.CharField(max_length=40, blank=True)
    raw = models.TextField(blank=True)
    detail = models.JSONField(default=dict)
    launch_uid = models.CharField(max_length=16, blank=True)

    class Meta:
        verbose_name = _("line of a list")
        verbose_name_plural = _("lines of lists")
        ordering = ["id"]
        indexes = [models.Index(fields=["list", "kind", "code"], name="list_line_by_kind")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=LineKind.values), name="list_line_kind_is_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.sheet} {self.row} {self.code}"
