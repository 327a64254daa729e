"""The results of the review as a table: best first, with the spread beside the median."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page as Sheet
from django.core.paginator import Paginator

from launches import rules
from launches.enums import UNDER_REVIEW
from launches.models import Launch, Theme, User
from launches.queries import scoring
from launches.queries.scoring import Result

PER_SHEET = 50


@dataclass
class Table:
    """One sheet of results; empty for those who still have their own opinion to give."""

    sheet: Sheet
    themes: list[Theme]
    theme: str
    is_open: bool


def may_read(user: User) -> bool:
    """Those who decide and those who audit; a reviewer's opinion is not to be swayed."""
    if rules.reviews_blind(user):
        return False
    return user.has_perm("launches.approve_launch") or rules.reads_record(user)


def table_for(user: User, params: Any) -> Table:
    """Unknown values of a parameter are passed over."""
    theme = params.get("theme", "").replace("\0", "")[:100]
    rows = results_for(user, theme)
    sheet = Paginator(rows, PER_SHEET).get_page(params.get("p", "1"))
    return Table(sheet, list(Theme.objects.all()), theme, may_read(user))


def results_for(user: User, theme: str = "") -> list[Result]:
    """Every entry under review that somebody has assessed, best first."""
    if not may_read(user):
        return []
    rows = Launch.objects.filter(state__in=UNDER_REVIEW, assessments__isnull=False)
    rows = rows.exclude(scoring.of_own(user))
    if theme:
        rows = rows.filter(theme__slug=theme)
    return scoring.results(rows.select_related("company", "theme", "forum").distinct())
