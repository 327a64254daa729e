"""Which doors of the desk stand open while the submitters are hidden from the reviewers.

All others are shut to them, those of Wagtail and those that come later too: a page is
named here when it is known to tell nobody's name.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from launches import rules

START = "/cms/"
OPEN = frozenset(
    {
        "desk:queue",
        "desk:view-keep",
        "desk:view-drop",
        "desk:review",
        "desk:preview",
        "desk:say",
        "desk:point",
        "desk:due",
        "desk:accept",
        "desk:score",
        "desk:conflict",
        "desk:prepare",
        "desk:drop",
        "desk:seen",
        "desk:claim",
        "desk:undo",
        "desk:act",
        "judging:home",
        "judging:next",
        "judging:begin",
        "judging:batches",
        "wagtailadmin_home",
        "wagtailadmin_account",
        "wagtailadmin_logout",
        "wagtailadmin_login",
        "wagtailadmin_dismissibles",
        "wagtailadmin_javascript_catalog",
        "wagtailadmin_sprite",
    }
)


class BlindReview:
    """Notes `request.is_blind` at the desk, and refuses a blind reviewer what is not OPEN."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> None:
        if not request.path.startswith(START):
            return
        request.is_blind = rules.reviews_blind(request.user)
        if request.is_blind and request.resolver_match.view_name not in OPEN:
            raise PermissionDenied(
                _("In this phase of the review nobody sees who submits, so this page is closed.")
            )
