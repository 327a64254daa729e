"""The material slots of the call in Wagtail: what each place wants, in a form of plain fields."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList

from launches.enums import Slot
from launches.files import kinds
from launches.files.slots import DEFAULTS, IMAGES, RIGHTS, VIDEOS
from launches.models import SlotRule

from .viewsets import CallViewSet

KINDS = [(one, kinds.NAMES[one]) for one in (*IMAGES, "svg", *VIDEOS, "pdf", "pptx", "docx", "zip")]
RIGHT_NAMES = {
    "alt": _("Description"),
    "credit": _("Credit"),
    "licence": _("Licence"),
    "model_release": _("Model release"),
}


class SlotRuleForm(WagtailAdminModelForm):
    """Kinds and rights as boxes to tick. An empty choice of kinds is the place's own default."""

    kinds = forms.MultipleChoiceField(
        label=_("Kinds of file"),
        choices=KINDS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: the kinds that the place takes by itself."),
    )
    rights = forms.MultipleChoiceField(
        label=_("What must be said with each file"),
        choices=[(one, RIGHT_NAMES[one]) for one in RIGHTS],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def clean(self) -> dict[str, Any]:
        """A kind that the quarantine cannot make anything of in this place is no rule."""
        cleaned = super().clean()
        slot, chosen = cleaned.get("slot"), set(cleaned.get("kinds") or [])
        if slot in Slot.values and (odd := chosen - set(possible(slot))):
            names = ", ".join(str(kinds.NAMES[one]) for one in sorted(odd))
            self.add_error("kinds", _("This place cannot take: %(names)s.") % {"names": names})
        return cleaned


def possible(slot: str) -> tuple[str, ...]:
    """The kinds that a place can be opened for: pictures stay pictures, films films."""
    default = DEFAULTS[slot].kinds
    if slot in (Slot.PRESENTATION, Slot.DOCUMENT, Slot.SPEC_SHEET):
        return ("pdf", "pptx", "docx")
    return default


class SlotRuleViewSet(CallViewSet):
    model = SlotRule
    icon = "image"
    menu_label = _("Material slots")
    list_display = ["__str__", "offered", "required", "most"]
    list_filter = ["slot", "section", "entry_type"]
    panels = [
        FieldPanel("forum"),
        FieldPanel("slot"),
        FieldRowPanel([FieldPanel("section"), FieldPanel("entry_type")]),
        FieldRowPanel([FieldPanel("offered"), FieldPanel("required"), FieldPanel("most")]),
        FieldPanel("kinds"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("least_width"), FieldPanel("least_height")]),
                FieldRowPanel([FieldPanel("aspect"), FieldPanel("tolerance")]),
                FieldPanel("alpha"),
            ],
            heading=_("Pictures and films"),
        ),
        FieldRowPanel(
            [FieldPanel("most_megabytes"), FieldPanel("most_seconds"), FieldPanel("most_pages")]
        ),
        FieldPanel("fonts"),
        FieldPanel("rights"),
        FieldRowPanel([FieldPanel("help"), FieldPanel("help_zh")]),
    ]
    edit_handler = ObjectList(panels, base_form_class=SlotRuleForm)
