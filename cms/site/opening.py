"""Pages of words that open with a slate: shown by its instant, then handed to Wagtail.

Between the instant and the worker's next tick the slate alone says that a page is public;
the worker then publishes it, so that Wagtail's pages tell the truth. See decision 10.
"""

import logging
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page, PagePermissionTester, Revision

from launches import clock
from launches.content import language_name
from launches.domain.slate_pages import settle
from launches.models import Slate, SlatePage, User
from launches.queries import slate_pages

log = logging.getLogger("unveil.worker")
LINK = re.compile(r'linktype="page"[^>]*id="(\d+)"|id="(\d+)"[^>]*linktype="page"')


class ContentPermissions(PagePermissionTester):
    """What is on a locked slate is neither changed nor published, hidden, moved or deleted.

    What is above it may be changed, and is not hidden, moved or deleted either: it would take
    the page along.
    """

    def _unlocked(self, name: str) -> bool:
        return getattr(super(), name)() and not slate_pages.any_locked([self.page.pk])

    def _takes_none_along(self) -> bool:
        below = self.page.get_descendants(inclusive=True)
        return not slate_pages.any_locked(below.values_list("pk", flat=True))

    def can_edit(self) -> bool:
        return self._unlocked("can_edit")

    def can_publish(self) -> bool:
        return self._unlocked("can_publish")

    def can_unpublish(self) -> bool:
        return self._unlocked("can_unpublish")

    def can_delete(self, *args: Any, **kwargs: Any) -> bool:
        return super().can_delete(*args, **kwargs) and self._takes_none_along()

    def can_move_to(self, destination: Page) -> bool:
        return super().can_move_to(destination) and self._takes_none_along()

    def can_set_view_restrictions(self) -> bool:
        return super().can_set_view_restrictions() and self._takes_none_along()


def shown(page: Page, *, at: datetime) -> Page | None:
    """The version that a slate has opened and Wagtail has not published yet."""
    row = slate_pages.opened(at=at).filter(page=page.pk).first()
    revision = row and Revision.objects.filter(pk=row.revision).first()
    return revision.as_object() if revision else None


def public_pages(*, at: datetime) -> Any:
    """Every page of words that everybody may read at this instant."""
    from cms.models import ContentPage

    opened = list(slate_pages.opened(at=at).values_list("page", flat=True))
    return ContentPage.objects.filter(Q(live=True) | Q(pk__in=opened)).public()


def publish_opened() -> None:
    """The worker's chore: have Wagtail publish what slates have opened, each once."""
    at = clock.now()
    for row in slate_pages.opened(at=at):
        try:
            with transaction.atomic():
                if settle(row, at=at):
                    _show(row.page, row.revision, by=None)
        except Exception as error:  # one page that fails must not keep the others
            log.error("page %s not published (%s)", row.page, type(error).__name__)


def take_back(*, slate: Slate, by: User, **kwargs: Any) -> None:
    """Give readers what they had, where Wagtail has published already. In the rollback's act."""
    for row in slate.pages.exclude(settled_at=None):
        _show(row.page, row.before, by=by)


def _show(page: int, revision: int | None, *, by: User | None) -> None:
    if revision:
        Revision.objects.get(pk=revision).publish(user=by, skip_permission_checks=True)
    elif found := Page.objects.filter(pk=page, live=True).first():
        UnpublishPageAction(found.specific, user=by).execute(skip_permission_checks=True)


def read_now(page: Page) -> int | None:
    """The revision that readers have, so that a rollback can bring it back; None for nothing.

    A page that was made without one (those of the first setup) gets it now.
    """
    if not page.live:
        return None
    if page.live_revision_id is None:
        kept = Revision.objects.create(
            content_object=page,
            base_content_type=page.get_base_content_type(),
            content=page.serializable_data(),
            object_str=str(page),
        )
        Page.objects.filter(pk=page.pk).update(live_revision=kept)
        return kept.pk
    return page.live_revision_id


def offered() -> list[Page]:
    """Pages with something that readers do not have yet, on no open slate."""
    from cms.models import ContentPage

    taken = SlatePage.objects.filter(is_open=True, settled_at=None).values("page")
    rows = ContentPage.objects.filter(Q(live=False) | Q(has_unpublished_changes=True))
    return list(rows.exclude(pk__in=taken).exclude(latest_revision=None).order_by("title"))


def problems(row: SlatePage, *, with_it: set[int], languages: list[str]) -> Iterator[str]:
    """What keeps this page from opening well. `with_it` are the pages of the same slate."""
    from cms.models import ContentPage

    page = ContentPage.objects.filter(pk=row.page).first()
    revision = Revision.objects.filter(pk=row.revision).first()
    if page is None or revision is None:
        yield _("The page has been deleted.")
        return
    if page.latest_revision_id != row.revision:
        yield _("It was changed since it was put on the slate. Take it off and add it again.")
    parent = page.get_parent()
    if not parent.live and parent.pk not in with_it:
        yield _("The page above it, “%s”, is not open then.") % parent.title
    said = revision.as_object()
    if "zh-hans" in languages and not (said.title_zh and said.body_zh):
        yield _("The words in %(language)s are missing.") % {"language": language_name("zh-hans")}
    linked = {int(one or two) for one, two in LINK.findall(said.body + said.body_zh)}
    for hidden in Page.objects.filter(pk__in=linked - with_it, live=False):
        yield _("It refers to “%(product)s”, which is hidden then.") % {"product": hidden.title}
