"""What Wagtail stores: the launch's page with its words, and the pages of the site."""

from collections.abc import Callable, Iterable

from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.documents.models import AbstractDocument, Document
from wagtail.fields import RichTextField
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtail.models import Orderable, Page, Revision

from cms.desk.flow import carry_on
from cms.desk.forms import LaunchPageForm
from cms.desk.permissions import LaunchPagePermissions
from cms.desk.steps import EditorialTask, EligibilityTask, ReleaseApprovalTask
from launches import clock
from launches.content import Answer, Content, Placed, Words, clean_html, content_of
from launches.domain import editing, signoff
from launches.enums import Licence, ModelRelease, Slot
from launches.errors import NotAllowed
from launches.models import Launch, Material, User
from launches.models.fields import EnumField, a_day_or_nothing

__all__ = ["EditorialTask", "EligibilityTask", "ReleaseApprovalTask"]

PROSE = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "hr", "blockquote"]


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
    settings_panels: list = []


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


class LaunchIndexPage(Page):
    """The folder that holds every launch's page in the tree. It is not served."""

    max_count = 1
    subpage_types = ["cms.LaunchPage"]
    parent_page_types = ["cms.HomePage"]
    settings_panels: list = []

    def serve(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        raise Http404

    def get_sitemap_urls(self, request=None) -> list:
        return []


class LaunchPage(Page):
    """What a launch says, in every language, with its revisions. It is never live.

    Readers read editions (launches.models.edition); this page is only what the
    company and the desk work on.
    """

    launch = models.OneToOneField(Launch, models.PROTECT, related_name="page", editable=False)
    product_native = models.CharField(_("product in its own script"), max_length=200, blank=True)
    category = models.CharField(_("category"), max_length=80, blank=True)
    website = models.URLField(_("website"), max_length=300, blank=True)

    base_form_class = LaunchPageForm
    is_creatable = False
    search_fields: list = []  # the desk's queue searches entries; no index holds hidden words
    wagtail_reference_index_ignore = True
    parent_page_types = ["cms.LaunchIndexPage"]
    subpage_types: list[str] = []
    preview_modes = [
        ("press", _("Press page")),
        ("press-zh-hans", _("Press page in Chinese")),
        ("slate", _("Stage slate, 16:9")),
    ]
    content_panels = [
        FieldPanel("title", heading=_("Product"), help_text=_("As it stands in every list.")),
        MultiFieldPanel(
            [FieldPanel("product_native"), FieldPanel("category"), FieldPanel("website")],
            heading=_("Particulars"),
        ),
        InlinePanel("texts", heading=_("Words"), label=_("Language")),
        InlinePanel("placed_materials", heading=_("Materials"), label=_("Material")),
        InlinePanel("answers", heading=_("Answers"), label=_("Answer")),
    ]
    promote_panels: list = []
    settings_panels: list = []

    class Meta:
        verbose_name = _("launch")
        verbose_name_plural = _("launches")

    def __str__(self) -> str:
        return self.title

    @classmethod
    def open_for(
        cls,
        launch: Launch,
        *,
        user: User | None,
        fill: Callable[["LaunchPage"], None] | None = None,
    ) -> "LaunchPage":
        """Make the page of a launch that has just been opened, with its first revision.

        It starts with one empty text for each language the forum asks for; `fill` may
        write into it before it is saved. The page's own slug is the random uid, so
        the tree tells nobody a name.
        """
        page = cls(launch=launch, title=launch.product, slug=launch.uid, live=False, owner=user)
        with transaction.atomic():
            page.texts = [
                LaunchText(language=language, sort_order=order)
                for order, language in enumerate(launch.forum.required_languages)
            ]
            if fill:
                fill(page)
            LaunchIndexPage.objects.get().add_child(instance=page)
            page.save_revision(user=user, clean=False)
        return page

    def save_revision(self, *args, user: User | None = None, **kwargs) -> Revision:
        """Save a revision and tell the domain, in one transaction.

        A revision is never written over (a reviewer may hold it), and one that is on
        its way through the workflow is followed by the new one there. Raises
        NotAllowed where the person may not write, NotAllowed for a scheduled one.
        """
        if kwargs.get("approved_go_live_at"):
            raise NotAllowed(_("Launches open by their release moment only."))
        kwargs["overwrite_revision"] = None
        with transaction.atomic():
            revision = super().save_revision(*args, user=user, **kwargs)
            editing.record_edit(
                self.launch, revision=revision.pk, product=self.title, by=user, at=clock.now()
            )
            signoff.follow(self.launch, self.content(), by=user, at=clock.now())
            carry_on(self, revision)
        return revision

    def publish(self, *args, **kwargs) -> None:
        """Closed: a launch becomes public by its edition, never by its page."""
        raise NotAllowed(_("Launches open by their release moment only."))

    def save(self, *args, **kwargs) -> None:
        if self.live:
            raise NotAllowed(_("Launches open by their release moment only."))
        super().save(*args, **kwargs)

    def serve(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        raise Http404

    def get_sitemap_urls(self, request=None) -> list:
        return []

    def permissions_for_user(self, user: User) -> LaunchPagePermissions:
        return LaunchPagePermissions(user, self)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """What the press page or the stage would show, drawn by the readers' own templates."""
        from cms.desk.previews import preview

        return preview(request, self, mode_name)

    @classmethod
    def contents_of(cls, launches: Iterable[Launch]) -> dict[int, Content]:
        """{launch id: what its latest revision says}, in one query for any number."""
        pages = cls.objects.filter(launch__in=list(launches)).select_related("latest_revision")
        return {
            page.launch_id: content_of(page.latest_revision.content)
            for page in pages
            if page.latest_revision
        }

    def content(self) -> Content:
        """This page's words and materials as plain values (of a revision: of that revision)."""
        words = tuple(
            Words(
                language=text.language,
                headline=text.headline,
                tagline=text.tagline,
                summary=text.summary,
                body=clean_html(text.body),
                press_release=clean_html(text.press_release),
            )
            for text in self.texts.all()
        )
        placed = tuple(row.said() for row in self.placed_materials.all())
        return Content(
            product=self.title,
            product_native=self.product_native,
            category=self.category,
            website=self.website,
            words=words,
            materials=placed,
            answers=tuple(
                Answer(row.question, row.value) for row in self.answers.all() if row.value
            ),
        )


class LaunchText(Orderable):
    """One language version of the words."""

    page = ParentalKey(LaunchPage, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=12)
    panels = [
        FieldPanel(name)
        for name in ("language", "headline", "tagline", "summary", "body", "press_release")
    ]
    headline = models.CharField(_("headline"), max_length=200, blank=True)
    tagline = models.CharField(_("tagline"), max_length=200, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    body = RichTextField(_("body"), blank=True, features=PROSE)
    press_release = RichTextField(_("press release"), blank=True, features=PROSE)
    edited_at = models.DateTimeField(null=True, blank=True, editable=False)


class LaunchMaterial(Orderable):
    """A material in its slot, with its caption, credit, alternative text, rights and crops.

    `licence_until` is text ("2027-03-31"), since a revision keeps it as JSON anyway.
    """

    page = ParentalKey(LaunchPage, on_delete=models.CASCADE, related_name="placed_materials")
    slot = EnumField(Slot, verbose_name=_("place"))
    material = models.ForeignKey(Material, models.PROTECT, related_name="+")
    caption = models.TextField(_("caption"), blank=True)
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    alt = models.TextField(_("alternative text"), blank=True)
    licence = EnumField(Licence, verbose_name=_("licence"), blank=True)
    licence_note = models.CharField(_("terms in words"), max_length=300, blank=True)
    licence_until = models.CharField(
        _("licence ends on"), max_length=10, blank=True, validators=[a_day_or_nothing]
    )
    model_release = EnumField(ModelRelease, verbose_name=_("model release"), blank=True)
    crops = models.CharField(max_length=120, blank=True, editable=False)
    panels = [
        FieldPanel(name)
        for name in (
            "slot",
            "material",
            "alt",
            "caption",
            "credit",
            "licence",
            "licence_note",
            "licence_until",
            "model_release",
        )
    ]

    def said(self) -> Placed:
        """This row as a plain value."""
        return Placed(
            slot=self.slot,
            material=self.material_id,
            position=self.sort_order or 0,
            caption=self.caption,
            credit=self.credit,
            alt=self.alt,
            licence=self.licence,
            licence_note=self.licence_note,
            licence_until=self.licence_until,
            model_release=self.model_release,
            crops=self.crops,
        )


class LaunchAnswer(Orderable):
    """What was answered to one question of the call; `question` is its key.

    A key, not a foreign key: a revision then stays whole whatever becomes of the question.
    """

    page = ParentalKey(LaunchPage, on_delete=models.CASCADE, related_name="answers")
    question = models.CharField(_("question"), max_length=40)
    value = models.TextField(_("answer"), blank=True)
    panels = [FieldPanel("question"), FieldPanel("value")]
