"""A report on paper: the same words, set by typst."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.desk.charts.bars import Bar
from launches.papers.printing import printed
from launches.portal.receipts import instant

from .forms import FilterForm
from .shapes import Report


def set_on_paper(report: Report, form: FilterForm, *, title: str, at: datetime) -> bytes:
    """The PDF. Raises Busy."""
    forum = form.of_forum
    values = {
        "title": title,
        "language": get_language() or settings.LANGUAGE_CODE,
        "forum": str(forum),
        "facts": [*form.told, *report.figures, (_("Counted at"), instant(at, forum.tz))],
        "heads": [column.label for column in report.columns],
        "parts": [(part, str(label)) for part, label in report.chart.parts],
        "aim": report.chart.aim,
        "aim_label": _("Aim"),
        "rows": [{"bar": _pieces(bar), "cells": cells} for bar, cells in report.lines],
        "notes": list(report.notes),
        "empty": _("There is nothing to count."),
    }
    return printed("report", values, at=at)


def _pieces(bar: Bar) -> list[tuple[str, float]]:
    """(class, percent of the width)."""
    return [(piece.name, float(piece.width) / 10) for piece in bar.pieces]
