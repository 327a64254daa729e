"""Saving a revision of a launch's page as people type, without what such a page never needs.

Wagtail's `Page.save_revision` also saves the page row through its own layers: it looks for
comments and commits them, asks whether the page is a site's root, offers the page to
signals for indexes, each in a savepoint of its own. A launch's page is never served, never
a root and in no index, and its comments are the desk's, which a company's save must not
touch. That was nine of the queries of every autosave.
"""

from typing import Any

from wagtail.models import COMMENTS_RELATION_NAME, Page, Revision

from launches.models import User


def keep(page: Any, *, user: User | None) -> Revision:
    """Write the page as it stands as its latest revision; call it inside a transaction.

    It skips validation, Wagtail's log and comments: `with_content_json` takes comments from
    their table and never from a revision. The page row gets what `Page.save_revision` gives it.
    """
    revision = Revision.objects.create(
        content_object=page,
        base_content_type=page.get_base_content_type(),
        user=user,
        content=_content(page),
        object_str=str(page),
    )
    now: dict[str, Any] = {
        "latest_revision": revision,
        "latest_revision_created_at": revision.created_at,
        "draft_title": page.title,
        "has_unpublished_changes": True,
    }
    Page.objects.filter(pk=page.pk).update(**now)
    for name, value in now.items():
        setattr(page, name, value)
    return revision


def _content(page: Any) -> dict[str, Any]:
    """What a revision keeps, with no comments in it and none asked for."""
    rows = page.__dict__.setdefault("_cluster_related_objects", {})
    own = rows.get(COMMENTS_RELATION_NAME)
    rows[COMMENTS_RELATION_NAME] = []
    try:
        return page.serializable_data()
    finally:
        del rows[COMMENTS_RELATION_NAME]
        if own is not None:
            rows[COMMENTS_RELATION_NAME] = own
