"""A change that a company proposes to an approved launch. It is no revision until accepted."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from launches.enums import ProposalState

from .fields import EnumField, UidField
from .launch import Launch

USER = settings.AUTH_USER_MODEL


class Proposal(models.Model):
    """Proposed words as {field: text}, beside the latest revision and never part of it.

    `put` are the public ids of files that would be placed, in their order, and `gone` of
    those that would be taken off; a proposed file is on no page.

    `base` is the revision the company wrote on, `was` what those fields said in it, and
    `revision` the one that accepting made.
    """

    uid = UidField()
    launch = models.ForeignKey(Launch, models.CASCADE, related_name="proposals")
    state = EnumField(ProposalState, default=ProposalState.OPEN)
    values = models.JSONField()
    was = models.JSONField(default=dict)
    put = models.JSONField(default=list)
    gone = models.JSONField(default=list)
    base = models.BigIntegerField()
    note = models.TextField(_("why"), blank=True)
    by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    decided_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    revision = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["launch"],
                condition=Q(state=ProposalState.OPEN),
                name="one_open_proposal_a_launch",
            ),
            models.CheckConstraint(
                condition=Q(state=ProposalState.OPEN, decided_at__isnull=True)
                | (~Q(state=ProposalState.OPEN) & Q(decided_at__isnull=False)),
                name="proposal_decided_or_open",
            ),
            models.CheckConstraint(
                condition=~Q(state=ProposalState.ACCEPTED) | Q(revision__isnull=False),
                name="accepted_proposal_has_revision",
            ),
            models.CheckConstraint(
                condition=~Q(state=ProposalState.DECLINED) | ~Q(reason=""),
                name="declined_proposal_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.uid
