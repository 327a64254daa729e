"""One edition of the event: dates, time zone, call for entries, sections, themes."""

from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from launches.enums import SectionKind, Strictness

from .fields import EnumField


class Named(models.Model):
    """A name in English and in Chinese, shown in the reader's language."""

    name = models.CharField(_("name"), max_length=200)
    name_zh = models.CharField(_("name in Chinese"), max_length=200, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name_in(get_language() or "en")

    def name_in(self, language: str) -> str:
        return self.name_zh if language.startswith("zh") and self.name_zh else self.name


def default_languages() -> list[str]:
    return ["en", "zh-hans"]


class Forum(Named):
    """The event. The call for entries is open between the two submission instants."""

    slug = models.SlugField(unique=True)
    timezone = models.CharField(_("time zone"), max_length=64, default="Asia/Shanghai")
    city = models.CharField(_("city"), max_length=120, blank=True)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    submissions_open_at = models.DateTimeField(_("call opens"))
    submissions_close_at = models.DateTimeField(_("call closes"))
    call_contact = models.EmailField(
        _("whom to write to"), blank=True, help_text=_("Shown to those who come too late.")
    )
    required_languages = models.JSONField(_("required languages"), default=default_languages)
    # Offices (launches.enums.Office) whose sign-off an entry needs before it goes on.
    sign_offs_to_submit = models.JSONField(
        _("sign-offs needed to hand in"), default=list, blank=True
    )
    sign_offs_to_approve = models.JSONField(
        _("sign-offs needed for approval"), default=list, blank=True
    )

    names_at_approval = EnumField(
        Strictness,
        verbose_name=_("names that the glossary has otherwise"),
        default=Strictness.WARN,
        help_text=_("What approval and pre-flight do where a name is wrong."),
    )

    class Meta:
        verbose_name = _("forum")
        verbose_name_plural = _("forums")
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="forum_days_in_order"
            ),
            models.CheckConstraint(
                condition=models.Q(submissions_close_at__gt=models.F("submissions_open_at")),
                name="forum_call_in_order",
            ),
        ]

    @classmethod
    def zone(cls) -> ZoneInfo:
        """The zone in which days are counted: that of the newest forum, UTC without any."""
        forum = cls.objects.only("timezone").first()
        return forum.tz if forum else ZoneInfo("UTC")

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


class Section(Named):
    """Conference, exhibition, trading or release."""

    forum = models.ForeignKey(Forum, models.CASCADE, related_name="sections")
    kind = EnumField(SectionKind)

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        constraints = [models.UniqueConstraint(fields=["forum", "kind"], name="section_once")]


class Theme(Named):
    """A topic such as "Life and health"; its colour is a token name, 1 to 7."""

    forum = models.ForeignKey(Forum, models.CASCADE, related_name="themes")
    slug = models.SlugField()
    hue = models.PositiveSmallIntegerField(_("colour"), default=1)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["position", "name"]
        constraints = [models.UniqueConstraint(fields=["forum", "slug"], name="theme_once")]
