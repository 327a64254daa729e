"""The pages of the site, and their pictures and documents. Launch material is not here."""

from typing import Any

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.documents.models import AbstractDocument, Document
from wagtail.fields import RichTextField
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from cms.site import opening
from launches import clock

PROSE = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "hr", "blockquote"]


class SiteImage(AbstractImage):
    """A picture of a content page."""

    admin_form_fields = Image.admin_form_fields


class SiteRendition(AbstractRendition):
    image = models.ForeignKey(SiteImage, models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="site_rendition_once"
            )
        ]


class SiteDocument(AbstractDocument):
    """A document of a content page."""

    admin_form_fields = Document.admin_form_fields


class HomePage(Page):
    """The front of the forum."""

    intro = models.CharField(_("introduction"), max_length=300, blank=True)
    intro_zh = models.CharField(_("introduction in Chinese"), max_length=300, blank=True)
    template = "site/home.html"
    max_count = 1
    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("intro_zh")]
    subpage_types = ["cms.ContentPage", "cms.LaunchIndexPage"]
    settings_panels: list = []

    class Meta:
        verbose_name = _("home page")

    def permissions_for_user(self, user: Any) -> opening.ContentPermissions:
        return opening.ContentPermissions(user, self)


class ContentPage(Page):
    """A page of plain words: about, how to get here, terms."""

    title_zh = models.CharField(_("title in Chinese"), max_length=200, blank=True)
    body = RichTextField(_("text"), blank=True, features=PROSE)
    body_zh = RichTextField(_("text in Chinese"), blank=True, features=PROSE)
    template = "site/content.html"
    content_panels = [
        *Page.content_panels,
        FieldPanel("title_zh"),
        FieldPanel("body"),
        FieldPanel("body_zh"),
    ]
    parent_page_types = ["cms.HomePage", "cms.ContentPage"]
    subpage_types = ["cms.ContentPage"]
    settings_panels: list = []

    class Meta:
        verbose_name = _("content page")
        verbose_name_plural = _("content pages")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """By its slate a page is open before Wagtail has published it."""
        if not path_components and (opened := opening.shown(self, at=clock.now())):
            return RouteResult(opened)
        return super().route(request, path_components)

    def permissions_for_user(self, user: Any) -> opening.ContentPermissions:
        return opening.ContentPermissions(user, self)


class LaunchIndexPage(Page):
    """The folder that holds every launch's page in the tree. It is not served."""

    max_count = 1
    subpage_types = ["cms.LaunchPage"]
    parent_page_types = ["cms.HomePage"]
    settings_panels: list = []

    class Meta:
        verbose_name = _("folder of launches")

    def serve(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        raise Http404

    def get_sitemap_urls(self, request=None) -> list:
        return []
