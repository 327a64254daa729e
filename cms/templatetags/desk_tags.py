"""Short spans of time for lists."""

from datetime import datetime, timedelta

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

register = template.Library()


@register.filter
def ago(instant: datetime | None, now: datetime) -> str:
    """How long ago, in one unit."""
    if instant is None:
        return ""
    return _("%(span)s ago") % {"span": _span(now - instant)}


@register.filter
def left(instant: datetime, now: datetime) -> str:
    """How long until then, in one unit."""
    return _("in %(span)s") % {"span": _span(instant - now)}


def _span(span: timedelta) -> str:
    minutes = max(0, int(span.total_seconds() // 60))
    if minutes < 90:
        return ngettext("%(number)d minute", "%(number)d minutes", minutes) % {"number": minutes}
    hours = minutes // 60
    if hours < 48:
        return ngettext("%(number)d hour", "%(number)d hours", hours) % {"number": hours}
    return ngettext("%(number)d day", "%(number)d days", hours // 24) % {"number": hours // 24}
