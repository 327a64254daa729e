"""Short spans of time for lists."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from launches.content import language_name

register = template.Library()


@register.filter
def spoken_name(code: str) -> str:
    """A language's name in the reader's language."""
    return language_name(code)


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


@register.filter
def beside(cells: Iterable[Any], columns: Iterable[Any]) -> list[tuple[Any, Any]]:
    """The cells of a row, each with its column: on a phone a cell says what it is about."""
    return list(zip(cells, columns, strict=True))


@register.inclusion_tag("cms/desk/listing/_heading.html", takes_context=True)
def sort_heading(context: dict[str, Any], name: str, label: str, order: str) -> dict[str, Any]:
    """A column's heading: a link that sorts by it, and the other way round when it does."""
    is_on = order.removeprefix("-") == name
    down = order.startswith("-")
    return {
        "request": context["request"],
        "label": label,
        "order": f"-{name}" if is_on and not down else name,
        "direction": ("descending" if down else "ascending") if is_on else "",
    }
