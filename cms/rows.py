"""The rows that a launch's page is made of: its languages, its files, its answers."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable

from cms.desk.margins import WordsPanel
from cms.site.models import PROSE
from cms.wording import TEXTS
from launches.content import Placed
from launches.enums import Licence, ModelRelease, Slot
from launches.models import Material
from launches.models.fields import EnumField, a_day_or_nothing


class Kept(Orderable):
    """A row of a page, as its revisions keep it."""

    class Meta(Orderable.Meta):
        abstract = True

    @classmethod
    def from_kept(cls, row: dict[str, Any]) -> Self:
        """The row out of a revision's JSON."""
        names = {field.name: field for field in cls._meta.concrete_fields if field.name in row}
        values = {names[name].attname: names[name].to_python(row[name]) for name in names}
        return cls(pk=row["pk"], **{k: v for k, v in values.items() if k != "page_id"})


class LaunchText(Kept):
    """One language version of the words."""

    page = ParentalKey("cms.LaunchPage", on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=12)
    panels = [FieldPanel("language"), *(WordsPanel(name) for name in TEXTS)]
    headline = models.CharField(_("headline"), max_length=200, blank=True)
    tagline = models.CharField(_("tagline"), max_length=200, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    body = RichTextField(_("body"), blank=True, features=PROSE)
    press_release = RichTextField(_("press release"), blank=True, features=PROSE)
    edited_at = models.DateTimeField(null=True, blank=True, editable=False)
    traces = models.JSONField(default=dict, blank=True, editable=False)


class LaunchMaterial(Kept):
    """A material in its slot, with its caption, credit, alternative text, rights and crops.

    `licence_until` is text ("2027-03-31"), since a revision keeps it as JSON anyway.
    """

    page = ParentalKey("cms.LaunchPage", on_delete=models.CASCADE, related_name="placed_materials")
    slot = EnumField(Slot, verbose_name=_("place"))
    material = models.ForeignKey(Material, models.PROTECT, related_name="+")
    caption = models.TextField(_("caption"), blank=True)
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    alt = models.TextField(_("alternative text"), blank=True)
    licence = EnumField(Licence, verbose_name=_("licence"), blank=True)
    licence_note = models.CharField(_("terms in words"), max_length=300, blank=True)
    licence_until = models.CharField(
        _("licence ends on"), max_length=10, blank=True, validators=[a_day_or_nothing]
    )
    model_release = EnumField(ModelRelease, verbose_name=_("model release"), blank=True)
    model_release_until = models.CharField(
        _("model release ends on"), max_length=10, blank=True, validators=[a_day_or_nothing]
    )
    crops = models.CharField(max_length=120, blank=True, editable=False)
    panels = [
        FieldPanel(name)
        for name in (
            "slot",
            "material",
            "alt",
            "caption",
            "credit",
            "licence",
            "licence_note",
            "licence_until",
            "model_release",
            "model_release_until",
        )
    ]

    def said(self) -> Placed:
        """This row as a plain value."""
        return Placed(
            slot=self.slot,
            material=self.material_id,
            position=self.sort_order or 0,
            caption=self.caption,
            credit=self.credit,
            alt=self.alt,
            licence=self.licence,
            licence_note=self.licence_note,
            licence_until=self.licence_until,
            model_release=self.model_release,
            model_release_until=self.model_release_until,
            crops=self.crops,
        )


class LaunchAnswer(Kept):
    """What was answered to one question of the call; `question` is its key.

    A key, not a foreign key: a revision then stays whole whatever becomes of the question.
    """

    page = ParentalKey("cms.LaunchPage", on_delete=models.CASCADE, related_name="answers")
    question = models.CharField(_("question"), max_length=40)
    value = models.TextField(_("answer"), blank=True)
    panels = [FieldPanel("question"), FieldPanel("value")]
