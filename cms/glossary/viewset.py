"""The glossary in Wagtail: names as they are to be written, kept by the desk."""

from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets import Button

from cms.call.viewsets import CallIndex, CallViewSet
from launches.content import language_name
from launches.models import Term

RIGHT = "launches.edit_glossary"


class OwnColumn(Column):
    """The names in other languages, each with its language."""

    def get_value(self, instance: Term) -> str:
        return " · ".join(f"{language_name(code)}: {name}" for code, name in instance.own)


class ForbiddenColumn(Column):
    def get_value(self, instance: Term) -> str:
        return " · ".join(instance.variants)


class TermIndex(CallIndex):
    """The list, with the way to bring a table."""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        bring = Button(_("Bring from CSV"), url=reverse("glossary:bring"), icon_name="upload")
        may = self.permission_policy.user_has_permission(self.request.user, "add")
        return [*super().header_more_buttons, *([bring] if may else [])]


class TermViewSet(CallViewSet):
    """Every entry's texts are held against it, from the next look of the worker on."""

    model = Term
    right = RIGHT
    index_view_class = TermIndex
    icon = "openquote"
    add_to_admin_menu = True
    menu_label = _("Glossary")
    menu_name = "glossary"
    menu_order = 18
    list_display = [
        "name",
        OwnColumn("own", label=_("In other languages")),
        ForbiddenColumn("variants", label=_("Never written so")),
        "kind",
        "company",
    ]
    list_filter = ["kind", "case_rule"]
    search_fields = ["name", "names", "forbidden", "note"]
    panels: list[Any] = [
        FieldPanel("forum"),
        FieldRowPanel([FieldPanel("name"), FieldPanel("kind")]),
        FieldRowPanel([FieldPanel("names"), FieldPanel("forbidden")]),
        FieldRowPanel([FieldPanel("case_rule"), FieldPanel("company")]),
        FieldPanel("note"),
        HelpPanel(
            content=_(
                "The names of an entry's own company, product and contacts are held by "
                "themselves; they need no line here."
            )
        ),
    ]

    def get_queryset(self, request: Any) -> Any:
        return Term.objects.select_related("company")
