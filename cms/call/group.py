"""The menu "Call for entries" of the desk. Another part of the call adds its viewset to ITEMS."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from .checkers import CheckerViewSet
from .dealing import AssignmentRuleViewSet
from .forum import ForumViewSet
from .phases import PhaseViewSet, ScoreCategoryViewSet
from .room import CompanyRoomViewSet
from .slots import SlotRuleViewSet
from .viewsets import (
    AccessCodeViewSet,
    DefectCodeViewSet,
    EntryTypeViewSet,
    LengthLimitViewSet,
    QuestionViewSet,
    ReadinessRuleViewSet,
    WindowViewSet,
)

ITEMS = [
    ForumViewSet,
    EntryTypeViewSet,
    WindowViewSet,
    QuestionViewSet,
    SlotRuleViewSet,
    LengthLimitViewSet,
    ReadinessRuleViewSet,
    AccessCodeViewSet,
    DefectCodeViewSet,
    CompanyRoomViewSet,
    PhaseViewSet,
    AssignmentRuleViewSet,
    ScoreCategoryViewSet,
    CheckerViewSet,
]


class CallGroup(SnippetViewSetGroup):
    """Shown to those who may edit the call; each list checks the right again."""

    menu_label = _("Call for entries")
    menu_name = "call"
    menu_icon = "clipboard-list"
    menu_order = 30
    items = ITEMS
