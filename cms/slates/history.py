"""The acts on a slate in words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from launches.models import AuditEntry, Slate

VERBS = {
    "slate_opened": _("Begun"),
    "slate_planned": _("Named and planned"),
    "slate_sent": _("Sent to review"),
    "slate_taken_back": _("Taken back from review"),
    "slate_locked": _("Locked"),
    "slate_unlocked": _("Unlocked"),
    "slate_moved": _("Instant moved"),
    "slate_blocked": _("Blocked"),
    "slate_tried_again": _("Tried again"),
    "slate_released_now": _("Released at once"),
    "slate_cancelled": _("Cancelled"),
    "slate_rolled_back": _("Rolled back"),
    "slate_rolls_back": _("Rolled another slate back"),
    "slate_joined": _("Launch added"),
    "slate_left": _("Launch taken off"),
}
ONE_LAUNCH = ["slate_joined", "slate_left", "slate_blocked"]
SHOWN = 50


def of(slate: Slate) -> list[tuple[AuditEntry, Any, str]]:
    """(entry, its name, launch uid where it is about one), newest first."""
    rows = AuditEntry.objects.filter(detail__slate=slate.uid).select_related("actor")
    own = rows.filter(launch_uid="") | rows.filter(verb__in=ONE_LAUNCH)
    return [
        (entry, VERBS.get(entry.verb, entry.verb), entry.launch_uid)
        for entry in own.order_by("-at", "-pk")[:SHOWN]
    ]
