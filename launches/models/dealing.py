"""Who minds which entries, as rules that the organisers keep as data."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .call import EntryType, of_one_forum
from .forum import Forum, Section, Theme

USER = settings.AUTH_USER_MODEL


class AssignmentRule(models.Model):
    """Entries of a theme, section and type go to these people in turn.

    What is left empty fits every entry. The first rule that fits decides, by position;
    among its people the one who minds the fewest open entries gets the next
    (launches.domain.dealing).
    """

    forum = models.ForeignKey(
        Forum, models.CASCADE, related_name="assignment_rules", verbose_name=_("forum")
    )
    theme = models.ForeignKey(
        Theme, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("theme")
    )
    section = models.ForeignKey(
        Section, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("section")
    )
    entry_type = models.ForeignKey(
        EntryType,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("entry type"),
    )
    people = models.ManyToManyField(
        USER,
        related_name="assignment_rules",
        verbose_name=_("people who share the entries"),
    )
    is_on = models.BooleanField(
        _("for new entries by itself"),
        default=True,
        help_text=_("Off: only when somebody deals entries out."),
    )
    position = models.PositiveSmallIntegerField(pgettext_lazy("order", "position"), default=0)

    class Meta:
        verbose_name = _("rule of assignment")
        verbose_name_plural = _("rules of assignment")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        parts = [self.theme, self.section, self.entry_type]
        return " · ".join(str(part) for part in parts if part) or str(_("Every entry"))

    def clean(self) -> None:
        of_one_forum(self, "theme", "section", "entry_type")
