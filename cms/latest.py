"""What the latest revisions of many launches say, without building their pages."""

from collections.abc import Iterator

from django.db.models import QuerySet

from cms.models import LaunchPage
from launches.content import Content, content_of
from launches.models import Launch


def latest(launches: QuerySet[Launch]) -> Iterator[tuple[Launch, Content]]:
    """Each launch with its content, by company and product: one query, read as it is used."""
    pages = LaunchPage.objects.filter(launch__in=launches.order_by().values("pk"))
    pages = pages.select_related(
        "launch__company", "launch__theme", "launch__section", "launch__forum", "latest_revision"
    ).order_by("launch__company__name", "launch__product", "launch_id")
    for page in pages.iterator(chunk_size=200):
        kept = page.latest_revision.content if page.latest_revision else {}
        yield page.launch, content_of(kept)
