"""The glossary of a forum: what things are called, in which languages, and what never."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from launches.content import is_language
from launches.enums import CaseRule, TermKind
from launches.names import Name

from .company import Company
from .fields import EnumField
from .forum import Forum

LONGEST = 200  # characters of one name
MOST_LINES = 40


class Term(models.Model):
    """One name. A term of a company is looked at in that company's entries only.

    So a name that is still under embargo is told to nobody else. `names` are lines
    "zh-hans: 深度求索", `forbidden` ways of writing it, one a line.
    """

    forum = models.ForeignKey(Forum, models.CASCADE, related_name="terms", verbose_name=_("forum"))
    company = models.ForeignKey(
        Company,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="terms",
        verbose_name=_("only for company"),
        help_text=_("Empty: in every entry. A hidden product's name belongs to its company."),
    )
    kind = EnumField(TermKind, verbose_name=_("kind"), default=TermKind.TERM)
    name = models.CharField(_("name"), max_length=LONGEST)
    names = models.TextField(
        _("in other languages"),
        blank=True,
        help_text=_("One a line, with the code of the language: zh-hans: 深度求索"),
    )
    forbidden = models.TextField(
        _("never written so"), blank=True, help_text=_("One a line, in any language.")
    )
    case_rule = EnumField(CaseRule, verbose_name=_("capitals"), default=CaseRule.EXACT)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("glossary")
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["forum", "name"],
                condition=Q(company__isnull=True),
                name="term_once_a_forum",
                violation_error_message=_("The glossary has this name already."),
            ),
            models.UniqueConstraint(
                fields=["forum", "company", "name"],
                name="term_once_a_company",
                violation_error_message=_("The glossary has this name already."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=TermKind.values) & Q(case_rule__in=CaseRule.values),
                name="term_words_are_known",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="term_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Raises ValidationError with the line that cannot be read, and what is wanted."""
        self.name = " ".join(self.name.split())
        wrong = {}
        if line := next((one for one in _lines(self.names) if not _is_named(one)), ""):
            found = {"line": line[:80]}
            wrong["names"] = _("“%(line)s” wants a language and a name: zh-hans: 中文名") % found
        for field in ("names", "forbidden"):
            lines = _lines(getattr(self, field))
            if len(lines) > MOST_LINES or any(len(line) > LONGEST for line in lines):
                limits = {"lines": MOST_LINES, "signs": LONGEST}
                wrong[field] = _("At most %(lines)d lines of %(signs)d characters each.") % limits
        if self.name in self.variants:
            wrong["forbidden"] = _("The name itself cannot be forbidden.")
        if wrong:
            raise ValidationError(wrong)

    @property
    def own(self) -> tuple[tuple[str, str], ...]:
        """(language, name) of each line that names one."""
        pairs = [line.partition(":") for line in _lines(self.names) if _is_named(line)]
        return tuple((code.strip().lower(), name.strip()) for code, _sign, name in pairs)

    @property
    def variants(self) -> tuple[str, ...]:
        return tuple(_lines(self.forbidden))

    def as_name(self) -> Name:
        return Name(self.name, self.own, self.variants, CaseRule(self.case_rule))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _is_named(line: str) -> bool:
    code, _sign, name = line.partition(":")
    return bool(name.strip()) and is_language(code.strip().lower())
