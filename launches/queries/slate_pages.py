"""Which pages of the site a slate has opened, and which it will."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet

from launches.enums import SlateState
from launches.models import SlatePage

STANDS = Q(slate__state=SlateState.READY, slate__blocked_at=None)


def opened(*, at: datetime) -> QuerySet[SlatePage]:
    """Pages that everybody may read by their slate, until the site has taken them over.

    The slate's own instant decides, so they open with its launches, and nothing has to run.
    """
    rows = SlatePage.objects.filter(STANDS, slate__held_at=None, slate__opens_at__lte=at)
    return rows.filter(is_open=True, settled_at=None)


def any_locked(pages: Iterable[int]) -> bool:
    """On a slate that is locked or has just opened: what was checked stays as it is."""
    rows = SlatePage.objects.filter(STANDS, page__in=pages, is_open=True, settled_at=None)
    return rows.exists()
