"""The outside checkers of the forum in Wagtail."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel

from launches.domain.checking import secret_of
from launches.models import Checker

from .viewsets import UNDELETED, CallViewSet


class SecretPanel(HelpPanel):
    """What the service needs to know: the secret that signs, and where its key is made."""

    class BoundPanel(HelpPanel.BoundPanel):
        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            checker = self.instance
            context["checker"] = checker if checker.pk else None
            context["secret"] = secret_of(checker) if checker.pk else ""
            return context


class CheckerViewSet(CallViewSet):
    """Never deleted: what it found stays with the entries. Switch it off instead."""

    model = Checker
    keeps = UNDELETED
    icon = "glasses"
    menu_label = _("Outside checkers")
    list_display = ["name", "url", "at_submission", "is_active"]
    panels = [
        SecretPanel(template="cms/checking/secret.html", heading=_("For the service")),
        FieldPanel("forum"),
        FieldRowPanel([FieldPanel("name"), FieldPanel("url")]),
        FieldRowPanel([FieldPanel("at_submission"), FieldPanel("is_active")]),
    ]
