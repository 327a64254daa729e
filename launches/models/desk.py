"""What the desk keeps for itself: who minds an entry, tags, saved views, acts on many.

Nothing here ever reaches a reader, a company or an edition.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from launches.enums import BulkAct, BulkItemState, BulkState, Standing

from .fields import EnumField, UidField
from .launch import Launch

USER = settings.AUTH_USER_MODEL


class Assignment(models.Model):
    """A person of the desk minds an entry. Several may; each once."""

    launch = models.ForeignKey(Launch, models.CASCADE, related_name="assignments")
    user = models.ForeignKey(USER, models.CASCADE, related_name="assignments")
    by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["launch", "user"], name="assigned_once_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} minds {self.launch_id}"


class Tag(models.Model):
    """A word that the desk sticks on entries, the same in any case of letters."""

    uid = UidField()
    name = models.CharField(_("name"), max_length=60)
    by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    launches = models.ManyToManyField(Launch, related_name="tags")

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = [Lower("name"), "id"]
        constraints = [
            models.UniqueConstraint(Lower("name"), name="tag_name_once"),
            models.CheckConstraint(condition=~Q(name=""), name="tag_has_name"),
        ]

    def __str__(self) -> str:
        return self.name


class SavedView(models.Model):
    """A view of the listing under a name; `query` is its address, such as "theme=life&late=1"."""

    uid = UidField()
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=1000, blank=True)
    is_shared = models.BooleanField(_("for the whole desk"), default=False)
    owner = models.ForeignKey(USER, models.CASCADE, related_name="saved_views")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = [Lower("name"), "id"]
        constraints = [
            models.UniqueConstraint("owner", Lower("name"), name="saved_view_name_once"),
            models.CheckConstraint(condition=~Q(name=""), name="saved_view_has_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Finding(models.Model):
    """How the desk finds and sorts an entry: drawn from its latest revision, made anew any time.

    `text` is folded (launches.content.fold): every language's words, for searching.
    `whole` and `lacking` name its parts (launches.readiness.parts), sorted, with spaces between.
    `standing`, `gaps` and `ready` of `channels` say how far the entry is; `expires_on` is
    the first day on which a right of its materials ends; `revision` is
    what they were drawn from, `assessed_at` when. Empty `assessed_at` asks for a new look.
    """

    launch = models.OneToOneField(Launch, models.CASCADE, primary_key=True, related_name="finding")
    revision = models.BigIntegerField(null=True)
    text = models.TextField(blank=True)
    standing = EnumField(Standing, default=Standing.MISSING, db_index=True)
    gaps = models.PositiveSmallIntegerField(default=0)
    ready = models.PositiveSmallIntegerField(default=0)
    channels = models.PositiveSmallIntegerField(default=0)
    whole = models.TextField(blank=True, default="")
    lacking = models.TextField(blank=True, default="")
    expires_on = models.DateField(null=True, db_index=True)
    assessed_at = models.DateTimeField(null=True, db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(standing__in=Standing.values), name="finding_standing_is_known"
            ),
            models.CheckConstraint(
                condition=Q(ready__lte=F("channels")), name="finding_ready_within_channels"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.standing} {self.ready}/{self.channels}"


class BulkJob(models.Model):
    """One act on many entries, done one by one by the worker.

    `params` are what the act was told, such as {"user": 7}; `touched_at` is when work
    on it was last seen to go on.
    """

    uid = UidField()
    act = EnumField(BulkAct)
    params = models.JSONField(default=dict)
    by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    state = EnumField(BulkState, default=BulkState.WAITING)
    total = models.PositiveIntegerField(default=0)
    touched_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("act on many")
        verbose_name_plural = _("acts on many")
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=BulkState.values), name="bulk_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state=BulkState.DONE) ^ Q(finished_at__isnull=True),
                name="bulk_done_has_instant",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.uid}"


class BulkItem(models.Model):
    """One entry of an act on many, and why it did not work where it did not."""

    job = models.ForeignKey(BulkJob, models.CASCADE, related_name="items")
    launch = models.ForeignKey(Launch, models.CASCADE, related_name="+")
    state = EnumField(BulkItemState, default=BulkItemState.WAITING)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["job", "state"], name="bulk_item_by_state")]
        constraints = [
            models.UniqueConstraint(fields=["job", "launch"], name="bulk_item_once"),
            models.CheckConstraint(
                condition=Q(state__in=BulkItemState.values), name="bulk_item_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state=BulkItemState.REFUSED) ^ Q(reason=""),
                name="bulk_item_refused_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.launch_id} {self.state}"
