"""A report on paper: the same words, set by typst."""

from datetime import datetime

from django.conf import settings
from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.desk.charts.bars import Bar
from launches.papers.printing import printed
from launches.portal.receipts import instant

from .forms import FilterForm
from .shapes import Report


def answer(
    report: Report, form: FilterForm, *, title: str, name: str, at: datetime
) -> HttpResponse:
    """The PDF, kept by nobody on the way. Raises Busy."""
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
    response = HttpResponse(printed("report", values, at=at), content_type="application/pdf")
    named = content_disposition_header(True, f"{name}.pdf") or ""
    response.headers["Content-Disposition"] = named
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _pieces(bar: Bar) -> list[tuple[str, float]]:
    """(class, percent of the width)."""
    return [(piece.name, float(piece.width) / 10) for piece in bar.pieces]
