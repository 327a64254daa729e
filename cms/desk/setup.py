"""The desk's furniture: site tree, groups and workflow. Made once, after migrating.

Runs after every `migrate` and changes nothing that is there already, so that an
organiser's own changes stay.
"""

from typing import Any

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group
from django.db import connection
from django.utils.translation import gettext_noop as _
from wagtail.models import (
    Locale,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from cms.desk import defects, roles
from cms.site.words import FIRST_WORDS

STEPS = {
    "EligibilityTask": (_("Eligibility"), ["Eligibility reviewers", "Chief editors"]),
    "EditorialTask": (_("Editorial"), ["Editors", "Chief editors"]),
    "ReleaseApprovalTask": (_("Release approval"), ["Chief editors"]),
}
PAGES = [
    ("about", "About the forum", "关于论坛"),
    ("embargo", "Embargo terms", "禁发条款"),
    ("privacy", "Privacy", "隐私"),
]


def furnish(**kwargs: Any) -> None:
    """Make what is missing. A receiver of post_migrate; skips a half-migrated database."""
    if not {"cms_launchindexpage", "launches_defectcode"} <= set(
        connection.introspection.table_names()
    ):
        return
    for label in ("launches", "wagtailadmin", "wagtailcore"):
        create_permissions(apps.get_app_config(label), verbosity=0)
    home = _tree()
    _workflow(home, roles.found(home))
    defects.begin()


def _tree() -> Page:
    from cms.models import ContentPage, HomePage, LaunchIndexPage

    Locale.objects.get_or_create(language_code="en")
    home = HomePage.objects.first()
    if home is None:
        Page.objects.filter(depth=2, slug="home", content_type__model="page").delete()
        root = Page.get_first_root_node() or Page.add_root(instance=Page(title="Root", slug="root"))
        home = root.add_child(instance=HomePage(title="Unveil", slug="home"))
        for slug, title, title_zh in PAGES:
            body, body_zh = FIRST_WORDS[slug]
            page = ContentPage(
                slug=slug, title=title, title_zh=title_zh, body=body, body_zh=body_zh
            )
            home.add_child(instance=page)
    if not LaunchIndexPage.objects.exists():
        page = LaunchIndexPage(title="Launches", slug="entries", live=False)
        home.add_child(instance=page)
    if not Site.objects.filter(root_page=home).exists():
        Site.objects.filter(is_default_site=True).delete()
        Site.objects.create(
            hostname="localhost", root_page=home, is_default_site=True, site_name="Unveil"
        )
    return home


def _workflow(home: Page, groups: dict[str, Group]) -> None:
    from cms import models
    from cms.models import LaunchIndexPage

    index = LaunchIndexPage.objects.get()
    if WorkflowPage.objects.filter(page=index).exists():
        return
    Workflow.objects.filter(name="Moderators approval").update(active=False)
    workflow = Workflow.objects.create(name="Release desk")
    for order, (kind, (name, members)) in enumerate(STEPS.items()):
        task = getattr(models, kind).objects.create(name=name)
        task.groups.set([groups[member] for member in members])
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=order)
    WorkflowPage.objects.create(workflow=workflow, page=index)
