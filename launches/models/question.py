"""What the organisers ask beside the words. Answers are part of the page's revision."""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from launches.enums import Demand, QuestionKind

from .call import EntryType, of_one_forum
from .fields import EnumField, new_uid
from .forum import Forum, Named, Theme

CHOICES = {QuestionKind.ONE, QuestionKind.SEVERAL}


class Option(NamedTuple):
    """One choice. `value` is what an answer stores: the English words."""

    value: str
    name: str
    name_zh: str

    def name_in(self, language: str) -> str:
        return self.name_zh if language.startswith("zh") and self.name_zh else self.name


class Question(Named):
    """One question. `key` names its answers for good; it is made once, from the first words.

    A question is never deleted once it was asked: switch `is_asked` off, and the
    answers that were given stay in their revisions.
    """

    forum = models.ForeignKey(
        Forum, models.CASCADE, related_name="questions", verbose_name=_("forum")
    )
    key = models.SlugField(max_length=40, editable=False)
    name = models.CharField(_("question"), max_length=200)
    name_zh = models.CharField(_("question in Chinese"), max_length=200, blank=True)
    help = models.CharField(_("help"), max_length=300, blank=True)
    help_zh = models.CharField(_("help in Chinese"), max_length=300, blank=True)
    kind = EnumField(QuestionKind, verbose_name=_("kind"), default=QuestionKind.SHORT)
    options = models.TextField(
        _("choices"),
        blank=True,
        help_text=_("One a line: English | 中文. Answers keep the English words."),
    )
    theme = models.ForeignKey(
        Theme,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("only in theme"),
    )
    entry_type = models.ForeignKey(
        EntryType,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("only for entry type"),
    )
    demand = EnumField(Demand, verbose_name=_("needed"), default=Demand.NEVER)
    demanded_from = models.DateTimeField(_("needed from"), null=True, blank=True)
    frozen_from = models.DateTimeField(
        _("frozen from"),
        null=True,
        blank=True,
        help_text=_("From then on companies cannot change their answer; the desk can."),
    )
    is_public = models.BooleanField(
        _("public"),
        default=False,
        help_text=_("Shown on the launch's page and in the API once it is released."),
    )
    is_asked = models.BooleanField(_("asked"), default=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["forum", "key"], name="question_key_once"),
            models.CheckConstraint(
                condition=~Q(demand=Demand.AFTER_DATE) | Q(demanded_from__isnull=False),
                name="question_has_its_date",
                violation_error_message=_("Say from when the answer is needed."),
            ),
        ]

    def save(self, *args, **kwargs) -> None:
        if not self.key:
            self.key = self._free_key()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        of_one_forum(self, "theme", "entry_type")
        if self.kind in CHOICES and len({option.value for option in self.choices}) < 2:
            raise ValidationError({"options": _("Give at least two different choices.")})

    def help_in(self, language: str) -> str:
        return self.help_zh if language.startswith("zh") and self.help_zh else self.help

    @property
    def choices(self) -> list[Option]:
        """The choices in their order; lines without words are passed over."""
        pairs = [line.partition("|") for line in self.options.splitlines()]
        named = [(english.strip(), chinese.strip()) for english, _bar, chinese in pairs]
        return [Option(english, english, chinese) for english, chinese in named if english]

    def _free_key(self) -> str:
        key = slugify(self.name)[:36].strip("-") or new_uid()[:8]
        taken = Question.objects.filter(forum_id=self.forum_id, key=key).exists()
        return f"{key[:31]}-{new_uid()[:4]}" if taken else key
