"""The home of the desk: what waits for me, what opens next, how the entries stand."""

from collections.abc import Mapping
from typing import Any

from wagtail.admin.ui.components import Component

from cms.desk.banners import banners_for
from cms.desk.listing import mine
from launches import clock
from launches.enums import State
from launches.models import Forum
from launches.queries import desk

SHOWN = 8
HOURS = 24


class DeskPanel(Component):
    """One panel, a fixed number of queries."""

    name = "desk"
    order = 1
    template_name = "cms/desk/home.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        user, now = parent_context["request"].user, clock.now()
        waiting = desk.waiting().filter(mine(user))
        counts = desk.counts_by_state()
        return {
            "banners": banners_for(user, at=now),
            "mine": waiting[:SHOWN],
            "mine_count": waiting.count(),
            "opening": desk.opening_between(now, HOURS)[:SHOWN],
            "counts": [(state, State(state).label, number) for state, number in counts.items()],
            "total": sum(counts.values()),
            "now": now,
            "forum": Forum.objects.first(),
        }
