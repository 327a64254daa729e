"""Slates: launches that open together, all or none."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from launches.enums import SlateState

from .edition import Edition
from .fields import EnumField, UidField
from .forum import Forum
from .launch import Launch

USER = settings.AUTH_USER_MODEL


class Slate(models.Model):
    """One atomic release. Write through launches.domain.slates only.

    While it is not locked its members have no instant; locking gives all of them
    `opens_at` in one transaction, and a block takes it from all of them in another.
    `undoes` is the slate that a rollback took back.
    """

    uid = UidField()
    forum = models.ForeignKey(Forum, models.PROTECT, related_name="slates")
    name = models.CharField(_("name"), max_length=200)
    state = EnumField(SlateState, default=SlateState.DRAFT, db_index=True)
    opens_at = models.DateTimeField(_("instant"), null=True, blank=True, db_index=True)
    undoes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="undone_by"
    )
    held_at = models.DateTimeField(null=True)
    blocked_at = models.DateTimeField(null=True)
    blocked_by = models.ForeignKey(Launch, models.SET_NULL, null=True, related_name="+")
    blocked_why = models.TextField(blank=True)
    launches = models.ManyToManyField(Launch, through="SlateMember", related_name="slates")

    made_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    sent_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    locked_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    state_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    state_at = models.DateTimeField()

    class Meta:
        verbose_name = _("slate")
        verbose_name_plural = _("slates")
        ordering = ["opens_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=SlateState.values), name="slate_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=SlateState.READY)
                | (Q(opens_at__isnull=False) & Q(locked_by__isnull=False)),
                name="locked_slate_has_instant",
            ),
            models.CheckConstraint(
                condition=Q(locked_by__isnull=True)
                | Q(undoes__isnull=False)
                | ~Q(locked_by=F("sent_by")),
                name="slate_locked_by_another",
            ),
            models.CheckConstraint(
                condition=Q(blocked_at__isnull=True) | Q(state=SlateState.READY),
                name="only_locked_slates_are_blocked",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_blocked(self) -> bool:
        return self.blocked_at is not None

    def is_armed(self, *, at: datetime) -> bool:
        """Locked, whole, and its instant still to come."""
        return self._stands and self.opens_at is not None and self.opens_at > at

    def is_released(self, *, at: datetime) -> bool:
        """Derived, never stored: locked, whole and past its instant."""
        return self._stands and self.opens_at is not None and self.opens_at <= at

    @property
    def _stands(self) -> bool:
        return self.state == SlateState.READY and not self.is_blocked and self.held_at is None


class SlateMember(models.Model):
    """A launch on a slate. `edition` is what the slate opened it with, once locked.

    `corrects` where the launch is open already and the slate brings a newer version.
    `is_open` ends with the slate, so that a launch is on one open slate at most.
    """

    slate = models.ForeignKey(Slate, models.CASCADE, related_name="members")
    launch = models.ForeignKey(Launch, models.PROTECT, related_name="slate_members")
    edition = models.ForeignKey(Edition, models.PROTECT, null=True, related_name="+")
    corrects = models.BooleanField(default=False)
    is_open = models.BooleanField(default=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["slate", "launch"], name="launch_once_a_slate"),
            models.UniqueConstraint(
                fields=["launch"], condition=Q(is_open=True), name="launch_on_one_open_slate"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slate_id} {self.launch_id}"


class SlateMove(models.Model):
    """An instant that no longer holds: kept as it was, with who moved it and why."""

    slate = models.ForeignKey(Slate, models.CASCADE, related_name="moves")
    was = models.DateTimeField()
    became = models.DateTimeField()
    reason = models.TextField()
    by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.was} > {self.became}"


class SlatePage(models.Model):
    """A page of the site on a slate. The page itself is not known here, only its numbers.

    `revision` is what readers get from the slate's instant on (None: nothing, where a rollback
    closes the page), `before` what they had (None: nothing). `settled_at` is when the site
    took it over; from then on the page's own state counts, and until then the slate's.
    """

    uid = UidField()
    slate = models.ForeignKey(Slate, models.CASCADE, related_name="pages")
    page = models.BigIntegerField()
    revision = models.BigIntegerField(null=True)
    before = models.BigIntegerField(null=True)
    name = models.CharField(max_length=255)
    settled_at = models.DateTimeField(null=True)
    is_open = models.BooleanField(default=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["page"],
                condition=Q(is_open=True, settled_at__isnull=True),
                name="page_on_one_open_slate",
            )
        ]

    def __str__(self) -> str:
        return self.name
