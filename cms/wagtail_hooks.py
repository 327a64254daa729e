"""What Wagtail's admin shows: the desk first, and nothing the desk does not need."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.snippets.models import register_snippet

from cms.call.group import CallGroup
from cms.context import fonts_css
from cms.desk.home import DeskPanel
from cms.glossary.viewset import TermViewSet
from cms.slates.panel import AlarmPanel
from launches import rules

KEPT = {
    "as-of",
    "queue",
    "review",
    "slates",
    "call",
    "mail",
    "lists",
    "glossary",
    "record",
    "numbers",
    "outlets",
    "explorer",
    "stage",
    "settings",
    "site",
}
BLIND = {"queue", "review", "stage", "site"}


register_snippet(CallGroup)
register_snippet(TermViewSet)


class DeskItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return rules.is_desk(request.user)


class RecordItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return rules.reads_record(request.user)


class OfficeItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return rules.accredits(request.user) or rules.reads_record(request.user)


class StageItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return rules.calls_show(request.user)


class SiteItem(MenuItem):
    """Leads out of the admin, so it is never the page one is on."""

    def is_active(self, request: HttpRequest) -> bool:
        return False


@hooks.register("register_admin_urls")
def desk_urls() -> list[Any]:
    return [
        path("desk/", include("cms.desk.urls")),
        path("review/", include("cms.desk.judging.urls")),
        path("mail/", include("cms.desk.mail_urls")),
        path("slates/", include("cms.slates.urls")),
        path("lists/", include("cms.desk.importing.urls")),
        path("record/", include("cms.desk.record.urls")),
        path("reports/", include("cms.desk.reports.urls")),
        path("outlets/", include("cms.desk.outlets.urls")),
        path("glossary/", include("cms.glossary.urls")),
        path("checks/", include("cms.checking.urls")),
    ]


@hooks.register("register_admin_menu_item")
def queue_item() -> MenuItem:
    return DeskItem(_("Queue"), reverse("desk:queue"), name="queue", icon_name="tasks", order=10)


@hooks.register("register_admin_menu_item")
def slates_item() -> MenuItem:
    return DeskItem(
        _("Slates"), reverse("slates:list"), name="slates", icon_name="calendar-check", order=12
    )


@hooks.register("register_admin_menu_item")
def review_item() -> MenuItem:
    return DeskItem(
        _("Review"), reverse("judging:home"), name="review", icon_name="check", order=11
    )


@hooks.register("register_admin_menu_item")
def as_of_item() -> MenuItem:
    return DeskItem(_("As of"), reverse("desk:as-of"), name="as-of", icon_name="date", order=13)


@hooks.register("register_admin_menu_item")
def mail_item() -> MenuItem:
    return DeskItem(_("Mail"), reverse("mail:outbox"), name="mail", icon_name="mail", order=15)


@hooks.register("register_admin_menu_item")
def lists_item() -> MenuItem:
    return DeskItem(_("Lists"), reverse("lists:index"), name="lists", icon_name="table", order=17)


@hooks.register("register_admin_menu_item")
def record_item() -> MenuItem:
    return RecordItem(
        _("Record"), reverse("record:audit"), name="record", icon_name="history", order=40
    )


@hooks.register("register_admin_menu_item")
def reports_item() -> MenuItem:
    return RecordItem(
        _("Reports"), reverse("reports:first"), name="numbers", icon_name="order", order=39
    )


@hooks.register("register_admin_menu_item")
def outlets_item() -> MenuItem:
    return OfficeItem(
        _("Outlets"), reverse("outlets:register"), name="outlets", icon_name="group", order=18
    )


@hooks.register("register_admin_menu_item")
def stage_item() -> MenuItem:
    return StageItem(_("Stages"), "/stage/", name="stage", icon_name="desktop", order=20)


@hooks.register("register_admin_menu_item")
def site_item() -> MenuItem:
    return SiteItem(_("To the site"), "/?from=desk", name="site", icon_name="view", order=900)


@hooks.register("construct_main_menu", order=1000)
def trim_menu(request: HttpRequest, items: list[MenuItem]) -> None:
    """Pictures, documents, reports, snippets and help have no work here.

    A blind reviewer is offered what is open to them (cms.desk.blind.doors).
    """
    kept = KEPT & BLIND if getattr(request, "is_blind", False) else KEPT
    items[:] = [item for item in items if item.name in kept]


@hooks.register("construct_homepage_summary_items", order=1000)
def no_summary(request: HttpRequest, items: list[Any]) -> None:
    items.clear()


@hooks.register("construct_homepage_panels", order=1000)
def desk_home(request: HttpRequest, panels: list[Any]) -> None:
    """The desk's own home in place of Wagtail's panels."""
    panels.clear()
    if rules.is_desk(request.user):
        panels += (
            [DeskPanel()] if getattr(request, "is_blind", False) else [AlarmPanel(), DeskPanel()]
        )


def _launch_page() -> Any:
    from cms.models import LaunchPage

    return LaunchPage


@hooks.register("register_page_header_buttons")
def review_button(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Any:
    """From Wagtail's editor back to the review page."""
    if isinstance(page.specific_deferred, _launch_page()):
        yield Button(
            _("Review page"),
            reverse("desk:review", args=[page.slug]),
            icon_name="tasks",
            priority=1,
        )


@hooks.register("register_user_listing_buttons")
def erase_button(user: Any, request_user: Any) -> Any:
    if request_user.has_perm("launches.erase_person"):
        yield Button(
            _("Erase"), reverse("record:erase", args=[user.pk]), icon_name="bin", priority=30
        )


@hooks.register("construct_page_action_menu")
def save_only(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """In a launch's editor there is one button: save. The acts are on the review page."""
    if isinstance(context.get("page"), _launch_page()):
        items[:] = [item for item in items if item.name == "action-save"]


@hooks.register("insert_editor_js")
def lengths() -> str:
    """Lengths beside the texts of a launch; on other pages it finds nothing to do."""
    return format_html('<script type="module" src="{}"></script>', static("js/desk/lengths.js"))


@hooks.register("insert_global_admin_css")
def desk_css() -> str:
    names = (
        "desk",
        "desk-call",
        "desk-home",
        "desk-listing",
        "desk-lists",
        "desk-reports",
        "desk-phone",
    )
    sheets = [fonts_css(), *(static(f"css/{name}.css") for name in names)]
    return format_html_join(
        "", '<link rel="stylesheet" href="{}">', [(one,) for one in sheets if one]
    )
