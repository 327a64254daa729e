"""What reviewers make of an entry: scores by category, abstentions, conflicts of interest."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from launches.enums import Verdict

from .fields import EnumField
from .forum import Forum, Named
from .launch import Launch

USER = settings.AUTH_USER_MODEL
LOWEST, HIGHEST = 1, 5


class ScoreCategory(Named):
    """What is scored from LOWEST to HIGHEST, and how much it weighs."""

    forum = models.ForeignKey(Forum, models.CASCADE, related_name="score_categories")
    weight = models.PositiveSmallIntegerField(
        _("weight"), default=1, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    position = models.PositiveSmallIntegerField(pgettext_lazy("order", "position"), default=0)
    is_asked = models.BooleanField(_("asked"), default=True)

    class Meta:
        verbose_name = _("score category")
        verbose_name_plural = _("score categories")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(weight__gte=1, weight__lte=100), name="score_weight_in_range"
            )
        ]


class Assessment(models.Model):
    """One person's verdict on an entry; a later one of the same person replaces it.

    `revision` is the version that was read.
    """

    launch = models.ForeignKey(Launch, models.CASCADE, related_name="assessments")
    by = models.ForeignKey(USER, models.CASCADE, related_name="assessments")
    verdict = EnumField(Verdict)
    note = models.TextField(_("note"), blank=True)
    revision = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["launch", "by"], name="assessed_once_a_person"),
            models.CheckConstraint(
                condition=models.Q(verdict__in=Verdict.values), name="verdict_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.by_id} on {self.launch_id}: {self.verdict}"


class Score(models.Model):
    """The points of one assessment in one category."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="scores")
    category = models.ForeignKey(ScoreCategory, models.PROTECT, related_name="scores")
    points = models.PositiveSmallIntegerField(_("points"))

    class Meta:
        ordering = ["category__position", "category_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "category"], name="scored_once_a_category"
            ),
            models.CheckConstraint(
                condition=models.Q(points__gte=LOWEST, points__lte=HIGHEST),
                name="score_points_in_range",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.points}"
