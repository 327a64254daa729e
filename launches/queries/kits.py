"""Which launches one media kit holds: of a theme, a day or a slate."""

from datetime import date, datetime
from typing import cast
from zoneinfo import ZoneInfo

from django.db.models import F

from launches.models import Edition
from launches.models.cut import EditionQuerySet
from launches.queries import slates
from launches.queries.gate import Who, visible_to
from launches.queries.search import on_day

MOST = 200  # launches in one kit


def of_launch(audience: Who, uid: str, *, at: datetime) -> Edition | None:
    return visible_to(audience, at=at).defer("listing", "words").filter(launch_uid=uid).first()


def file_name(edition: Edition) -> str:
    """What the kit of one launch is called."""
    return f"{edition.slug}-v{edition.number}.zip"


def of_theme(audience: Who, slug: str, *, at: datetime) -> EditionQuerySet:
    return visible_to(audience, at=at).filter(theme=slug)


def of_day(audience: Who, day: date, zone: ZoneInfo, *, at: datetime) -> EditionQuerySet:
    """What a day of the forum shows, in the forum's zone."""
    return cast(EditionQuerySet, on_day(visible_to(audience, at=at), day, zone))


def of_slate(audience: Who, uid: str, *, at: datetime) -> EditionQuerySet:
    """The launches of a slate that has opened; none of one that has not."""
    slate = slates.opened(audience, at=at).filter(uid=uid).first()
    readable = visible_to(audience, at=at)
    return readable.filter(launch__slate_members__slate=slate) if slate else readable.none()


def in_order(editions: EditionQuerySet, *, most: int = MOST) -> list[Edition]:
    """Newest first; one more than a kit may hold where there are too many."""
    ordered = editions.order_by(F("opens_at").desc(nulls_first=True), "launch_uid")
    return list(ordered.defer("listing", "words")[: most + 1])


def fits(editions: EditionQuerySet) -> bool:
    """Whether there is a kit of these to offer: of some, and not of too many. One query."""
    return 0 < editions.order_by()[: MOST + 1].count() <= MOST
