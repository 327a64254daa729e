"""The call for entries as the organisers edit it: types, windows, lengths, readiness."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from launches.enums import Channel, Check

from .fields import EnumField
from .forum import Forum, Named, Section

TEXTS = [
    ("headline", _("Headline")),
    ("tagline", _("Tagline")),
    ("summary", _("Summary")),
    ("body", _("Body")),
    ("press_release", _("Press release")),
]


def of_one_forum(row: models.Model, *names: str) -> None:
    """Raises ValidationError where a row names a section, theme or type of another forum."""
    wrong = {
        name: _("This belongs to another forum.")
        for name in names
        if (named := getattr(row, name)) and named.forum_id != row.forum_id
    }
    if wrong:
        raise ValidationError(wrong)


class EntryType(Named):
    """What one can hand in: a launch on stage, an exhibit, a technology offer."""

    forum = models.ForeignKey(
        Forum, models.CASCADE, related_name="entry_types", verbose_name=_("forum")
    )
    slug = models.SlugField(_("short name"))
    help = models.CharField(_("what it is"), max_length=300, blank=True)
    help_zh = models.CharField(_("what it is, in Chinese"), max_length=300, blank=True)
    is_offered = models.BooleanField(_("offered"), default=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("entry type")
        verbose_name_plural = _("entry types")
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["forum", "slug"], name="entry_type_once")]

    def help_in(self, language: str) -> str:
        return self.help_zh if language.startswith("zh") and self.help_zh else self.help


class CallWindow(models.Model):
    """When entries of a section and a type are taken. The most specific window wins:

    section and type, then type, then section; the forum's own dates are the default.
    """

    forum = models.ForeignKey(
        Forum, models.CASCADE, related_name="windows", verbose_name=_("forum")
    )
    section = models.ForeignKey(
        Section, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("section")
    )
    entry_type = models.ForeignKey(
        EntryType,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="windows",
        verbose_name=_("entry type"),
    )
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))

    class Meta:
        verbose_name = _("window")
        verbose_name_plural = _("windows")
        ordering = ["closes_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")),
                name="window_in_order",
                violation_error_message=_("A window closes after it opens."),
            ),
            models.CheckConstraint(
                condition=Q(section__isnull=False) | Q(entry_type__isnull=False),
                name="window_is_for_something",
                violation_error_message=_(
                    "Choose a section or an entry type; for all others the forum's dates hold."
                ),
            ),
            models.UniqueConstraint(
                fields=["forum", "section", "entry_type"], name="window_once_section_and_type"
            ),
            models.UniqueConstraint(
                fields=["forum", "section"],
                condition=Q(entry_type__isnull=True),
                name="window_once_a_section",
            ),
            models.UniqueConstraint(
                fields=["forum", "entry_type"],
                condition=Q(section__isnull=True),
                name="window_once_a_type",
            ),
        ]

    def __str__(self) -> str:
        return " · ".join(str(part) for part in (self.entry_type, self.section) if part)

    def clean(self) -> None:
        of_one_forum(self, "section", "entry_type")


class LengthLimit(models.Model):
    """How long a text may be. Counted as launches/counting.py says for its language."""

    forum = models.ForeignKey(
        Forum, models.CASCADE, related_name="length_limits", verbose_name=_("forum")
    )
    field = models.CharField(_("text"), max_length=24, choices=TEXTS)
    language = models.CharField(
        _("language"),
        max_length=12,
        blank=True,
        help_text=_("A code such as en or zh-hans; empty for every other language."),
    )
    words = models.PositiveIntegerField(
        _("most words"), null=True, blank=True, help_text=_("For languages that count in words.")
    )
    characters = models.PositiveIntegerField(
        _("most characters"),
        null=True,
        blank=True,
        help_text=_("For Chinese, Japanese, Korean and others that count in characters."),
    )

    class Meta:
        verbose_name = _("length limit")
        verbose_name_plural = _("length limits")
        ordering = ["field", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["forum", "field", "language"], name="length_once_field_and_language"
            ),
            models.CheckConstraint(
                condition=Q(words__gt=0) | Q(characters__gt=0),
                name="length_limits_something",
                violation_error_message=_("Give a number of words, of characters, or both."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_field_display()} {self.language}".strip()

    def clean(self) -> None:
        self.language = self.language.strip().lower()


class ReadinessRule(models.Model):
    """What a channel demands. Without a row for a channel and check, the house's rule holds."""

    forum = models.ForeignKey(
        Forum, models.CASCADE, related_name="readiness_rules", verbose_name=_("forum")
    )
    channel = EnumField(Channel, verbose_name=_("channel"))
    check_name = EnumField(Check, verbose_name=_("demand"))
    is_on = models.BooleanField(_("on"), default=True)
    at_submission = models.BooleanField(
        _("needed at submission"),
        default=False,
        help_text=_("Nothing else keeps an entry from being handed in."),
    )
    threshold = models.PositiveIntegerField(
        _("at least"), null=True, blank=True, help_text=_("Pixels or pieces, where it counts any.")
    )

    class Meta:
        verbose_name = _("readiness rule")
        verbose_name_plural = _("readiness rules")
        ordering = ["channel", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["forum", "channel", "check_name"], name="readiness_rule_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()}: {self.get_check_name_display()}"
