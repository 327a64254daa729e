"""Translations that lag behind, said in words: not translated yet, or older than the original."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cms import traces
from cms.models import LaunchPage
from cms.traces import Lag, Mark
from launches.models import Launch

from . import languages


def told(page: LaunchPage, launch: Launch) -> dict[str, dict[str, str]]:
    """{field: {"lag": older, empty or machine, "text": sentence}} of every text that lags."""
    return {
        name: {"lag": mark.lag.value, "text": sentence(mark, launch)}
        for name, mark in traces.marks(page).items()
    }


def sentence(mark: Mark, launch: Launch) -> str:
    """What the mark means, with times in the forum's zone where they are known."""
    original = languages.language_name(mark.original)
    if mark.lag == Lag.EMPTY:
        return _("Not translated yet: there are words in %(language)s.") % {"language": original}
    if mark.lag == Lag.MACHINE:
        return _("Drafted by a machine; nobody has read it yet.")
    if mark.original_at is None:
        return _("Older than %(language)s.") % {"language": original}
    return _("Older than %(language)s, which was changed %(when)s.") % {
        "language": original,
        "when": _when(mark.original_at, launch),
    }


def _when(instant: datetime, launch: Launch) -> str:
    return date_format(instant.astimezone(launch.forum.tz), _("j M, H:i"), use_l10n=False)
