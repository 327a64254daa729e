"""The lists and forms of the call for entries in Wagtail.

Another part of the call (material slots, say) subclasses CallViewSet, names its
model, and adds itself to cms.call.group.ITEMS.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import BooleanField, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from cms.desk.views import forum_zone
from launches.models import (
    AccessCode,
    CallWindow,
    DefectCode,
    EntryType,
    Forum,
    LengthLimit,
    Question,
    ReadinessRule,
)

from .choosing import RowChooser
from .policy import RIGHT, protect

UNDELETED = ("delete",)


def in_forum_zone(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Times are read and written in the forum's zone, whatever Wagtail's profile says."""

    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with timezone.override(forum_zone()):
            response = view(request, *args, **kwargs)
            return response.render() if isinstance(response, TemplateResponse) else response

    return answered


class CallIndex(IndexView):
    """The rows of a list; yes and no are marks, not Python's words."""

    def _get_custom_column(self, field_name: str, column_class: Any = Column, **kwargs: Any) -> Any:
        fields = {field.name: field for field in self.model._meta.fields}
        if isinstance(fields.get(field_name), BooleanField):
            column_class = BooleanColumn
        return super()._get_custom_column(field_name, column_class, **kwargs)


class CallViewSet(SnippetViewSet):
    """One list of the call. `keeps` are acts closed to everybody, `right` is who edits it."""

    keeps: tuple[str, ...] = ()
    right = RIGHT
    index_view_class = CallIndex
    chooser_viewset_class = RowChooser
    copy_view_enabled = False
    search_backend_name = None
    list_per_page = 50

    def on_register(self) -> None:
        protect(self.model, keeps=self.keeps, right=self.right)
        super().on_register()

    def construct_view(self, view_class: Any, **kwargs: Any) -> Any:
        return in_forum_zone(super().construct_view(view_class, **kwargs))

    def get_permissions_to_register(self) -> QuerySet[Permission]:
        """None: the one right is given with the group, not model by model."""
        return Permission.objects.none()

    def get_form_class(self, for_update: bool = False) -> Any:
        """New rows begin with the newest forum."""
        base = super().get_form_class(for_update)

        class WithForum(base):  # type: ignore[misc,valid-type]
            def __init__(self, *args: Any, **kwargs: Any) -> None:
                super().__init__(*args, **kwargs)
                if "forum" in self.fields and not self.instance.forum_id:
                    self.initial.setdefault("forum", Forum.objects.first())

        return WithForum


def zone_help() -> HelpPanel:
    """Names the zone that the times of the form are in."""
    return HelpPanel(template="cms/call/zone.html")


class EntryTypeViewSet(CallViewSet):
    model = EntryType
    keeps = UNDELETED
    icon = "tag"
    menu_label = _("Entry types")
    list_display = ["name", "name_zh", "slug", "is_offered", "position"]
    panels = [
        FieldPanel("forum"),
        FieldRowPanel([FieldPanel("name"), FieldPanel("name_zh")]),
        FieldPanel("slug"),
        FieldPanel("help"),
        FieldPanel("help_zh"),
        FieldRowPanel([FieldPanel("is_offered"), FieldPanel("position")]),
    ]


class WindowViewSet(CallViewSet):
    model = CallWindow
    icon = "calendar-alt"
    menu_label = _("Windows")
    list_display = ["__str__", "opens_at", "closes_at"]
    panels = [
        zone_help(),
        FieldPanel("forum"),
        FieldRowPanel([FieldPanel("section"), FieldPanel("entry_type")]),
        FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]),
    ]


class QuestionViewSet(CallViewSet):
    model = Question
    keeps = UNDELETED
    icon = "help"
    menu_label = _("Questions")
    list_display = ["name", "kind", "demand", "is_public", "is_asked", "position"]
    list_filter = ["kind", "is_public", "is_asked", "theme", "entry_type"]
    search_fields = ["name", "name_zh"]
    panels = [
        zone_help(),
        FieldPanel("forum"),
        FieldRowPanel([FieldPanel("name"), FieldPanel("name_zh")]),
        FieldRowPanel([FieldPanel("help"), FieldPanel("help_zh")]),
        FieldPanel("kind"),
        FieldPanel("options"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("theme"), FieldPanel("entry_type")])],
            heading=_("Asked of"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("demand"), FieldPanel("demanded_from")]),
                FieldPanel("frozen_from"),
            ],
            heading=_("When"),
        ),
        FieldRowPanel([FieldPanel("is_public"), FieldPanel("is_asked"), FieldPanel("position")]),
    ]


class LengthLimitViewSet(CallViewSet):
    model = LengthLimit
    icon = "pilcrow"
    menu_label = _("Length limits")
    list_display = ["field", "language", "words", "characters"]
    panels = [
        FieldPanel("forum"),
        FieldRowPanel([FieldPanel("field"), FieldPanel("language")]),
        FieldRowPanel([FieldPanel("words"), FieldPanel("characters")]),
    ]


class ReadinessRuleViewSet(CallViewSet):
    model = ReadinessRule
    icon = "circle-check"
    menu_label = _("Readiness")
    list_display = ["channel", "check_name", "is_on", "at_submission", "threshold"]
    list_filter = ["channel", "is_on", "at_submission"]
    list_per_page = 100
    panels = [
        FieldPanel("forum"),
        FieldRowPanel([FieldPanel("channel"), FieldPanel("check_name")]),
        FieldRowPanel([FieldPanel("is_on"), FieldPanel("at_submission"), FieldPanel("threshold")]),
    ]


class AccessCodeViewSet(CallViewSet):
    """Made here, with a list of who used each; taken back by switching it off."""

    model = AccessCode
    keeps = UNDELETED
    icon = "key"
    menu_label = _("Access codes")
    list_display = [
        "readable",
        "note",
        "theme",
        "entry_type",
        "used",
        "uses",
        "expires_at",
        "is_valid",
    ]
    list_filter = ["is_valid", "theme", "entry_type"]
    search_fields = ["code", "note"]
    panels = [
        HelpPanel(template="cms/call/code.html", heading=_("The code")),
        zone_help(),
        FieldPanel("forum"),
        FieldPanel("note"),
        FieldRowPanel([FieldPanel("uses"), FieldPanel("expires_at")]),
        FieldRowPanel([FieldPanel("theme"), FieldPanel("entry_type")]),
        FieldPanel("is_valid"),
    ]


class DefectCodeViewSet(CallViewSet):
    """The kinds of defect that editors name when they ask for changes."""

    model = DefectCode
    keeps = UNDELETED
    icon = "warning"
    menu_label = _("Defect codes")
    list_display = ["name", "name_zh", "code", "field", "is_offered", "position"]
    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("name_zh")]),
        FieldRowPanel([FieldPanel("code"), FieldPanel("field")]),
        FieldRowPanel([FieldPanel("is_offered"), FieldPanel("position")]),
    ]
