"""Pages of the site that open with a slate. What a page says is the site's matter."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from launches.errors import NoSuchTransition
from launches.models import Slate, SlatePage, User
from launches.queries import slate_pages

from . import audit
from .slates import changeable, removable
from .wire import hold_wire


def add(
    slate: Slate,
    page: int,
    *,
    revision: int,
    before: int | None,
    name: str,
    by: User,
    at: datetime,
) -> SlatePage:
    """Put a version of a page on the slate: readers get `revision` at its instant.

    `before` is the revision they have now, None where they have nothing. Whether the person may
    publish this page is the caller's part. Raises NoSuchTransition where the slate is locked or the
    page is on another.
    """
    changeable(slate, by)
    try:
        with transaction.atomic():
            row = SlatePage.objects.create(
                slate=slate, page=page, revision=revision, before=before, name=name[:255]
            )
    except IntegrityError as error:
        raise NoSuchTransition(_("“%s” is on a slate already.") % name) from error
    audit.record("slate_page_joined", by=by, at=at, note=name, slate=slate.uid, page=page)
    return row


def remove(row: SlatePage, *, by: User, at: datetime) -> None:
    """Take a page off; possible on a blocked slate too."""
    removable(row.slate, by)
    with transaction.atomic():
        gone, _rows = SlatePage.objects.filter(pk=row.pk).delete()
        if gone:
            audit.record(
                "slate_page_left", by=by, at=at, note=row.name, slate=row.slate.uid, page=row.page
            )


def settle(row: SlatePage, *, at: datetime) -> bool:
    """Note that the site takes an opened page over; False if another worker was first.

    Call it inside the transaction that does so. From then on the page's own state counts.
    """
    hold_wire()
    due = slate_pages.opened(at=at).filter(pk=row.pk).values("pk")
    return bool(SlatePage.objects.filter(pk__in=due).update(settled_at=at))


def take_back(slate: Slate, undo: Slate, *, at: datetime) -> None:
    """Let a rollback hold what it undoes: each page goes from its version to the one before."""
    SlatePage.objects.bulk_create(
        SlatePage(
            slate=undo,
            page=row.page,
            revision=row.before,
            before=row.revision,
            name=row.name,
            settled_at=at,
            is_open=False,
        )
        for row in slate.pages.all()
    )
    slate.pages.update(is_open=False)
