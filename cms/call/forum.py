"""The forum itself in Wagtail: its dates, what every entry says, and who must sign it off."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList

from launches.enums import Office
from launches.models import Forum
from launches.portal import languages

from .viewsets import CallViewSet, zone_help


def offices(label: object) -> forms.MultipleChoiceField:
    """Boxes to tick; none ticked asks for nobody."""
    return forms.MultipleChoiceField(
        label=label,
        choices=Office.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


def spoken() -> list[tuple[str, str]]:
    """Every language an entry may be written in, in the reader's own words."""
    return languages.offered_beside(set())


class ForumForm(WagtailAdminModelForm):
    """Lists as boxes and choices. The languages keep their order: the first is the original."""

    required_languages = forms.MultipleChoiceField(
        label=_("Languages that every entry needs"),
        choices=spoken,
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=_("Those chosen before keep their order; the first is the original."),
    )
    sign_offs_to_submit = offices(_("Sign-offs needed to hand in"))
    sign_offs_to_approve = offices(_("Sign-offs needed for approval"))

    def clean_required_languages(self) -> list[str]:
        chosen = self.cleaned_data["required_languages"]
        before = [code for code in self.instance.required_languages if code in chosen]
        return [*before, *(code for code in chosen if code not in before)]


class ForumViewSet(CallViewSet):
    model = Forum
    keeps = ("add", "delete")
    icon = "site"
    menu_label = _("Forum and dates")
    list_display = ["name", "timezone", "submissions_open_at", "submissions_close_at"]
    panels: list[Any] = [
        zone_help(),
        FieldRowPanel([FieldPanel("name"), FieldPanel("name_zh")]),
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
        FieldRowPanel([FieldPanel("timezone"), FieldPanel("city")]),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [FieldPanel("submissions_open_at"), FieldPanel("submissions_close_at")]
                ),
                FieldPanel("call_contact"),
            ],
            heading=_("Call for entries, where no window says otherwise"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("required_languages"),
                FieldRowPanel(
                    [FieldPanel("sign_offs_to_submit"), FieldPanel("sign_offs_to_approve")]
                ),
                FieldPanel("names_at_approval"),
            ],
            heading=_("What every entry needs"),
        ),
    ]
    edit_handler = ObjectList(panels, base_form_class=ForumForm)
