"""What the organisers want of each material: one rule a slot, for all entries or one section."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from launches.enums import Slot

from .call import EntryType, of_one_forum
from .fields import EnumField
from .forum import Forum, Section

MEGABYTE = 1_000_000


def a_shape_or_nothing(text: str) -> None:
    """A validator: two whole numbers with a colon, such as 16:9. Raises ValidationError."""
    parts = text.split(":")
    if len(parts) != 2 or not all(
        part.isascii() and part.isdigit() and int(part) for part in parts
    ):
        raise ValidationError(_("A shape is wanted, such as 16:9."))


class SlotRule(models.Model):
    """A rule that takes the place of the default of launches.files.slots, whole.

    A rule of a section or an entry type goes before the rule for all, one of both first.
    `kinds` and `rights` are lists of the words that launches.files.slots knows; 0 and
    empty mean: no such bound.
    """

    forum = models.ForeignKey(Forum, models.CASCADE, related_name="slot_rules")
    section = models.ForeignKey(
        Section,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="slot_rules",
        verbose_name=_("section"),
        help_text=_("Empty: for the entries of every section."),
    )
    entry_type = models.ForeignKey(
        EntryType,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="slot_rules",
        verbose_name=_("entry type"),
        help_text=_("Empty: for every type of entry."),
    )
    slot = EnumField(Slot, verbose_name=_("place"))
    offered = models.BooleanField(_("offered to companies"), default=True)
    required = models.BooleanField(_("required"), default=False)
    most = models.PositiveSmallIntegerField(
        _("how many files at most"), default=1, validators=[MinValueValidator(1)]
    )
    kinds = models.JSONField(_("kinds of file"), default=list)
    most_megabytes = models.PositiveIntegerField(
        _("megabytes at most"),
        default=40,
        validators=[MinValueValidator(1), MaxValueValidator(2000)],
    )
    least_width = models.PositiveIntegerField(_("width in pixels at least"), default=0)
    least_height = models.PositiveIntegerField(_("height in pixels at least"), default=0)
    aspect = models.CharField(
        _("shape"),
        max_length=11,
        blank=True,
        validators=[a_shape_or_nothing],
        help_text=_("Width to height, such as 16:9."),
    )
    tolerance = models.FloatField(
        _("tolerance of the shape, in percent"),
        default=2.0,
        validators=[MinValueValidator(0), MaxValueValidator(50)],
    )
    alpha = models.BooleanField(_("must have a transparent ground"), default=False)
    most_seconds = models.PositiveIntegerField(_("seconds at most"), default=0)
    most_pages = models.PositiveIntegerField(_("pages at most"), default=0)
    fonts = models.BooleanField(_("must have its fonts embedded"), default=False)
    rights = models.JSONField(_("what must be said with each file"), default=list, blank=True)
    help = models.CharField(_("help"), max_length=300, blank=True)
    help_zh = models.CharField(_("help in Chinese"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("material slot")
        verbose_name_plural = _("material slots")
        ordering = ["forum", "slot", "section"]
        constraints = [
            models.UniqueConstraint(
                "forum",
                "slot",
                Coalesce("section", 0),
                Coalesce("entry_type", 0),
                name="slot_rule_once",
                violation_error_message=_("There is a rule for this place already."),
            ),
        ]

    def __str__(self) -> str:
        label = str(Slot(self.slot).label) if self.slot in Slot.values else self.slot
        scopes = [str(one) for one in (self.section, self.entry_type) if one]
        return " · ".join([label, *scopes])

    def clean(self) -> None:
        """Section and type must be of the rule's own forum. Raises ValidationError."""
        of_one_forum(self, "section", "entry_type")
