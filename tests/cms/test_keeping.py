"""The short way to a revision keeps exactly what Wagtail's own way keeps."""

import pytest
from wagtail.models import Comment

from cms.models import LaunchPage
from tests.factories import UserFactory
from tests.factories.page import entry

pytestmark = pytest.mark.django_db
ROW = ("draft_title", "has_unpublished_changes", "title", "live", "slug")


def kept(page: LaunchPage) -> tuple[dict, tuple]:
    """The latest revision's JSON without what differs from save to save, and the page's row."""
    row = LaunchPage.objects.select_related("latest_revision").get(pk=page.pk)
    said = dict(row.latest_revision.content)
    for name in ("latest_revision", "latest_revision_created_at", "draft_title", "comments"):
        said.pop(name, None)
    said["texts"] = [{**text, "traces": None} for text in said["texts"]]
    assert row.latest_revision_created_at == row.latest_revision.created_at
    assert row.latest_revision.object_str == row.draft_title
    return said, tuple(getattr(row, name) for name in ROW)


def test_the_same_as_wagtails_own():
    page, by = entry(), UserFactory(reviewer=True)
    said = LaunchPage.latest_of(page.launch)
    said.write({"product": "Renamed", "texts.en.headline": "New words"})
    said.save_revision(user=by, clean=False)
    short = kept(page)
    LaunchPage.latest_of(page.launch).save_revision(user=by)
    said, row = kept(page)
    assert (said, row) == short
    assert short[0]["title"] == "Renamed"


def test_the_desks_comments_stay():
    page, by = entry(), UserFactory(reviewer=True)
    comment = Comment.objects.create(page=page, user=by, text="Check this", contentpath="title")
    said = LaunchPage.latest_of(page.launch)
    said.write({"product": "Renamed"})
    said.save_revision(user=by, clean=False)
    assert list(Comment.objects.filter(page=page)) == [comment]
    latest = LaunchPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert list(latest.wagtail_admin_comments.all()) == [comment]
