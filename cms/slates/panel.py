"""The desk home's alarm: locked slates that will not open."""

from collections.abc import Mapping
from typing import Any

from wagtail.admin.ui.components import Component

from launches.models import Hold
from launches.queries import slates


class AlarmPanel(Component):
    """Above everything else; empty when all is well."""

    name = "alarm"
    order = 0
    template_name = "cms/slates/alarm.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"slates": slates.blocked(), "hold": Hold.objects.filter(is_on=True).exists()}
