"""The rules of assignment as a list of the call."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList

from launches.models import AssignmentRule
from launches.queries import desk

from .viewsets import CallViewSet


class AssignmentRuleForm(WagtailAdminModelForm):
    """People as boxes to tick: those of the desk."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = desk.people()
        self.fields["people"].widget = forms.CheckboxSelectMultiple(
            choices=self.fields["people"].choices
        )


class AssignmentRuleViewSet(CallViewSet):
    """Applied to what comes in, and on the page “Who minds what” on demand."""

    model = AssignmentRule
    icon = "group"
    menu_label = _("Rules of assignment")
    list_display = ["__str__", "is_on", "position"]
    panels = [
        FieldPanel("forum"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("theme"), FieldPanel("section")]),
                FieldPanel("entry_type"),
            ],
            heading=_("Which entries; what is left empty fits every entry"),
        ),
        FieldPanel("people"),
        FieldRowPanel([FieldPanel("is_on"), FieldPanel("position")]),
    ]
    edit_handler = ObjectList(panels, base_form_class=AssignmentRuleForm)
