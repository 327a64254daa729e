"""What Wagtail stores: the launch's page with its words, and the pages of the site."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.documents.models import AbstractDocument, Document
from wagtail.fields import RichTextField
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtail.models import Orderable, Page

from launches.content import Content, Placed, Words
from launches.enums import Slot
from launches.models import Launch, Material
from launches.models.fields import EnumField


class SiteImage(AbstractImage):
    """A picture of a content page. Launch material is not here."""

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


class ContentPage(Page):
    """A page of plain words: about, how to get here, terms."""

    title_zh = models.CharField(_("title in Chinese"), max_length=200, blank=True)
    body = RichTextField(_("text"), blank=True)
    body_zh = RichTextField(_("text in Chinese"), blank=True)
    template = "site/content.html"
    content_panels = [
        *Page.content_panels,
        FieldPanel("title_zh"),
        FieldPanel("body"),
        FieldPanel("body_zh"),
    ]
    parent_page_types = ["cms.HomePage", "cms.ContentPage"]
    subpage_types = ["cms.ContentPage"]


class LaunchIndexPage(Page):
    """The folder that holds every launch's page in the tree. It is not served."""

    max_count = 1
    subpage_types = ["cms.LaunchPage"]
    parent_page_types = ["cms.HomePage"]


class LaunchPage(Page):
    """What a launch says, in every language, with its revisions. It is never live.

    Readers read editions (launches.models.edition); this page is only what the
    company and the desk work on.
    """

    launch = models.OneToOneField(Launch, models.PROTECT, related_name="page", editable=False)
    product_native = models.CharField(_("product in its own script"), max_length=200, blank=True)
    category = models.CharField(_("category"), max_length=80, blank=True)
    website = models.URLField(_("website"), max_length=300, blank=True)

    parent_page_types = ["cms.LaunchIndexPage"]
    subpage_types: list[str] = []
    content_panels = [
        *Page.content_panels,
        FieldPanel("product_native"),
        FieldPanel("category"),
        FieldPanel("website"),
        InlinePanel("texts", label=_("Text")),
        InlinePanel("placed_materials", label=_("Material")),
    ]

    def content(self) -> Content:
        """This page's words and materials as plain values (of a revision: of that revision)."""
        words = tuple(
            Words(
                language=text.language,
                headline=text.headline,
                tagline=text.tagline,
                summary=text.summary,
                body=text.body,
                press_release=text.press_release,
            )
            for text in self.texts.all()
        )
        placed = tuple(
            Placed(
                slot=row.slot,
                material=row.material_id,
                position=row.sort_order or 0,
                caption=row.caption,
                credit=row.credit,
                alt=row.alt,
            )
            for row in self.placed_materials.all()
        )
        return Content(
            product=self.title,
            product_native=self.product_native,
            category=self.category,
            website=self.website,
            words=words,
            materials=placed,
        )


class LaunchText(Orderable):
    """One language version of the words."""

    page = ParentalKey(LaunchPage, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=12)
    headline = models.CharField(_("headline"), max_length=200, blank=True)
    tagline = models.CharField(_("tagline"), max_length=200, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    body = RichTextField(_("body"), blank=True)
    press_release = RichTextField(_("press release"), blank=True)
    edited_at = models.DateTimeField(null=True, blank=True, editable=False)


class LaunchMaterial(Orderable):
    """A material in its slot, with its caption, credit and alternative text."""

    page = ParentalKey(LaunchPage, on_delete=models.CASCADE, related_name="placed_materials")
    slot = EnumField(Slot, verbose_name=_("place"))
    material = models.ForeignKey(Material, models.PROTECT, related_name="+")
    caption = models.TextField(_("caption"), blank=True)
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    alt = models.TextField(_("alternative text"), blank=True)
