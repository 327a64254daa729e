"""Pages of many launches at once: as LaunchPage.open_for makes one, in a few statements.

One by one a page costs some thirty queries; ten thousand of them are a committee's list.
A test compares a page made here with one made there, field by field.
"""

from collections.abc import Callable
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import F
from modelcluster.models import get_all_child_relations
from wagtail.models import Locale, Page, Revision

from cms import traces
from cms.models import LaunchIndexPage, LaunchPage, LaunchText
from launches.enums import Door
from launches.models import Launch, User

Fill = Callable[[LaunchPage, Launch], None]


def open_pages(
    launches: list[Launch], *, folder: LaunchIndexPage, fill: Fill, by: User | None, at: datetime
) -> list[tuple[Launch, int]]:
    """Make the page and the first revision of each: (launch, id of its revision).

    `folder` is what hold_folder gave in the same transaction.
    """
    pages = _placed([_page(launch, fill, by, at) for launch in launches], folder)
    _insert(pages)
    revisions = _revisions(pages, by, at)
    parents = [page.page_ptr for page in pages]
    for parent, revision in zip(parents, revisions, strict=True):
        parent.latest_revision, parent.latest_revision_created_at = revision, at
        parent.has_unpublished_changes = True
    names = ["latest_revision", "latest_revision_created_at", "has_unpublished_changes"]
    Page.objects.bulk_update(parents, names, batch_size=250)
    return [(page.launch, revision.pk) for page, revision in zip(pages, revisions, strict=True)]


def hold_folder() -> LaunchIndexPage:
    """The folder of the pages, held until the transaction ends: one list at a time."""
    return LaunchIndexPage.objects.select_for_update(of=("self",)).get()


def _page(launch: Launch, fill: Fill, by: User | None, at: datetime) -> LaunchPage:
    page = LaunchPage(
        launch=launch,
        title=launch.product,
        draft_title=launch.product,
        slug=launch.uid,
        live=False,
        owner=by,
        original=next(iter(launch.forum.required_languages), "en"),
        door=Door.IMPORT,
    )
    for relation in get_all_child_relations(LaunchPage):
        setattr(page, relation.get_accessor_name(), [])  # known to be empty: nobody asks
    page.texts = [
        LaunchText(language=language, sort_order=order)
        for order, language in enumerate(launch.forum.required_languages)
    ]
    fill(page, launch)
    traces.stamp(page, at=at)
    return page


def _placed(pages: list[LaunchPage], folder: LaunchIndexPage) -> list[LaunchPage]:
    """Each in its place in the tree, after the last one that is there."""
    # Not get_children: it trusts the count of a folder that was read before the wait for it.
    children = Page.objects.child_of(folder).order_by("-path")
    last = children.values_list("path", flat=True).first()
    step = int(last[-Page.steplen :], 36) if last else 0
    locale = Locale.objects.get(pk=folder.locale_id)
    for number, page in enumerate(pages, start=1):
        page.depth = folder.depth + 1
        page.path = Page._get_path(folder.path, page.depth, step + number)
        page.url_path = f"{folder.url_path}{page.slug}/"
        page.locale = locale
    Page.objects.filter(pk=folder.pk).update(numchild=F("numchild") + len(pages))
    return pages


def _insert(pages: list[LaunchPage]) -> None:
    """The general rows, then each page's own row, then the words."""
    names = [field.attname for field in Page._meta.concrete_fields if not field.primary_key]
    parents = [Page(**{name: getattr(page, name) for name in names}) for page in pages]
    Page.objects.bulk_create(parents)
    for page, parent in zip(pages, parents, strict=True):
        page.pk = page.id = parent.pk
        page.page_ptr = parent
        page.save_base(raw=True, force_insert=True)
    texts = []
    for page in pages:
        for text in page.texts.all():
            text.page = page
            texts.append(text)
    LaunchText.objects.bulk_create(texts)


def _revisions(pages: list[LaunchPage], by: User | None, at: datetime) -> list[Revision]:
    kind = ContentType.objects.get_for_model(LaunchPage)
    base = ContentType.objects.get_for_model(Page)
    return Revision.objects.bulk_create(
        Revision(
            content_type=kind,
            base_content_type=base,
            object_id=str(page.pk),
            user=by,
            created_at=at,
            content=page.serializable_data(),
            object_str=str(page),
        )
        for page in pages
    )
