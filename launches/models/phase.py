"""The phases of a review: who scores, decides and edits meanwhile."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from launches.enums import Circle

from .fields import EnumField
from .forum import Forum, Named


class Phase(Named):
    """One phase of a forum's review. At most one is active; a constraint holds that.

    The circles narrow what people may do by their rights, and never widen it. Without an
    active phase the rights alone decide. Begun by launches.domain.phases only.
    """

    forum = models.ForeignKey(Forum, models.CASCADE, related_name="phases")
    scored_by = EnumField(Circle, verbose_name=_("who scores"), default=Circle.NOBODY)
    decided_by = EnumField(Circle, verbose_name=_("who decides"), default=Circle.DESK)
    edited_by = EnumField(Circle, verbose_name=_("who edits words"), default=Circle.DESK)
    is_anonymous = models.BooleanField(
        _("reviewers do not see who submits"),
        default=False,
        help_text=_("Those who may approve see it all the same."),
    )
    confirms_edits = models.BooleanField(
        _("companies confirm what the desk edits"),
        default=False,
        help_text=_("Until then an entry is not approved."),
    )
    position = models.PositiveSmallIntegerField(pgettext_lazy("order", "position"), default=0)
    is_active = models.BooleanField(_("active"), default=False, editable=False)
    begun_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("phase of the review")
        verbose_name_plural = _("phases of the review")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["forum"], condition=Q(is_active=True), name="one_active_phase_a_forum"
            ),
            models.CheckConstraint(
                condition=Q(is_active=False) | Q(begun_at__isnull=False),
                name="active_phase_has_begun",
            ),
        ]
