"""The phases of the review and what is scored, as lists of the call."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from launches.models import Phase, ScoreCategory

from .viewsets import UNDELETED, CallViewSet


class PhaseViewSet(CallViewSet):
    """Which phase is active is changed on the page “Review”, in one step for all."""

    model = Phase
    keeps = UNDELETED
    icon = "history"
    menu_label = _("Phases of the review")
    list_display = [
        "name",
        "is_active",
        "scored_by",
        "decided_by",
        "edited_by",
        "is_anonymous",
        "confirms_edits",
        "position",
    ]
    panels = [
        FieldPanel("forum"),
        FieldRowPanel([FieldPanel("name"), FieldPanel("name_zh")]),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("scored_by"), FieldPanel("decided_by")]),
                FieldPanel("edited_by"),
                FieldRowPanel([FieldPanel("is_anonymous"), FieldPanel("confirms_edits")]),
            ],
            heading=_("Who may do what, within their rights"),
        ),
        FieldPanel("position"),
    ]


class ScoreCategoryViewSet(CallViewSet):
    """A category that was scored stays; it is no longer asked when it is switched off."""

    model = ScoreCategory
    keeps = UNDELETED
    icon = "pick"
    menu_label = _("Score categories")
    list_display = ["name", "name_zh", "weight", "is_asked", "position"]
    panels = [
        FieldPanel("forum"),
        FieldRowPanel([FieldPanel("name"), FieldPanel("name_zh")]),
        FieldRowPanel([FieldPanel("weight"), FieldPanel("is_asked"), FieldPanel("position")]),
    ]
