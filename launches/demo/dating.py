"""Saving a page dates it by the clock; what the demo saves belongs to its own past."""

from datetime import datetime

from wagtail.models import PageLogEntry, Revision

from cms.models import LaunchPage
from launches.models import Launch


def date_back(launch: Launch, page: LaunchPage, revision: Revision, *, at: datetime) -> None:
    """Set to its true time what saving a page has dated by the clock."""
    Revision.objects.filter(pk=revision.pk).update(created_at=at)
    LaunchPage.objects.filter(pk=page.pk).update(latest_revision_created_at=at)
    PageLogEntry.objects.filter(page=page.pk, timestamp__gt=at).update(timestamp=at)
    Launch.objects.filter(pk=launch.pk).update(edited_at=at)
