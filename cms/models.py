"""What Wagtail stores of a launch: its page with its words, and their revisions."""

from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import replace
from functools import partial
from typing import Any

from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Page, Revision

from cms import keeping, traces, wording
from cms.desk.flow import carry_on
from cms.desk.forms import LaunchPageForm
from cms.desk.panels import EDIT, RowsForEditors
from cms.desk.permissions import LaunchPagePermissions
from cms.desk.steps import EditorialTask, EligibilityTask, ReleaseApprovalTask
from cms.previews.modes import modes_of
from cms.rows import LaunchAnswer, LaunchMaterial, LaunchText
from cms.site.models import (
    ContentPage,
    HomePage,
    LaunchIndexPage,
    SiteDocument,
    SiteImage,
    SiteRendition,
)
from launches import clock, rules
from launches.content import Answer, Content, Words, clean_html, content_of
from launches.domain import editing, signoff
from launches.enums import Door
from launches.errors import NotAllowed
from launches.models import Launch, Question, User
from launches.models.fields import EnumField
from launches.queries import call

__all__ = [
    "ContentPage",
    "EditorialTask",
    "EligibilityTask",
    "HomePage",
    "LaunchAnswer",
    "LaunchIndexPage",
    "LaunchMaterial",
    "LaunchPage",
    "LaunchText",
    "ReleaseApprovalTask",
    "SiteDocument",
    "SiteImage",
    "SiteRendition",
]


class LaunchPage(Page):
    """What a launch says, in every language, with its revisions. It is never live.

    Readers read editions (launches.models.edition); this page is only what the
    company and the desk work on.
    """

    launch = models.OneToOneField(Launch, models.PROTECT, related_name="page", editable=False)
    product_native = models.CharField(_("product in its own script"), max_length=200, blank=True)
    category = models.CharField(_("category"), max_length=80, blank=True)
    website = models.URLField(_("website"), max_length=300, blank=True)
    original = models.CharField(max_length=12, default="en", editable=False)
    door = EnumField(Door, default=Door.DESK, editable=False)

    base_form_class = LaunchPageForm
    is_creatable = False
    search_fields: list = []  # the desk's queue searches entries; no index holds hidden words
    wagtail_reference_index_ignore = True
    parent_page_types = ["cms.LaunchIndexPage"]
    subpage_types: list[str] = []
    content_panels = [
        FieldPanel(
            "title",
            heading=_("Product"),
            help_text=_("As it stands in every list."),
            permission=EDIT,
        ),
        MultiFieldPanel(
            [
                FieldPanel(name, permission=EDIT)
                for name in ("product_native", "category", "website")
            ],
            heading=_("Particulars"),
            permission=EDIT,
        ),
        InlinePanel(
            "texts",
            heading=_("Words"),
            label=_("Language"),
            classname="desk-side-by-side",
        ),
        RowsForEditors("placed_materials", heading=_("Materials"), label=_("Material")),
        RowsForEditors("answers", heading=_("Answers"), label=_("Answer")),
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
        door: Door = Door.PORTAL,
    ) -> "LaunchPage":
        """Make the page of a launch that has just been opened, with its first revision.

        It starts with one empty text for each language the forum asks for; `fill` may
        write into it before it is saved. The page's own slug is the random uid, so
        the tree tells nobody a name.
        """
        page = cls(launch=launch, title=launch.product, slug=launch.uid, live=False, owner=user)
        page.original, page.door = next(iter(launch.forum.required_languages), "en"), door
        with transaction.atomic():
            page.texts = [
                LaunchText(language=language, sort_order=order)
                for order, language in enumerate(launch.forum.required_languages)
            ]
            if fill:
                fill(page)
            LaunchIndexPage.objects.get().add_child(instance=page)
            page.save_revision(user=user, clean=False, door=door)
        return page

    def save_revision(
        self, *args, user: User | None = None, door: Door = Door.DESK, **kwargs
    ) -> Revision:
        """Save a revision and tell the domain, in one transaction.

        It keeps by which door it came, and when each text changed (cms.traces). A
        revision is never written over (a reviewer may hold it), and one that is on
        its way through the workflow is followed by the new one there. Raises
        NotAllowed where the person may not write, NotAllowed for a scheduled one.
        Unchecked saves (`clean=False`), which are the portal's, take the short way
        of cms.keeping.
        """
        if kwargs.get("approved_go_live_at"):
            raise NotAllowed(_("Launches open by their release moment only."))
        kwargs["overwrite_revision"] = None
        self.door = door
        traces.stamp(self, at=clock.now())
        with transaction.atomic():
            if kwargs.get("clean", True) or set(kwargs) - {"clean", "overwrite_revision"}:
                revision = super().save_revision(*args, user=user, **kwargs)
            else:
                revision = keeping.keep(self, user=user)
            editing.record_edit(
                self.launch,
                revision=revision.pk,
                product=self.title,
                by=user,
                at=clock.now(),
                only_texts=partial(self._differs_in_texts_only, revision),
            )
            signoff.follow(self.launch, self.content(), by=user, at=clock.now())
            if self.launch.state not in rules.WRITING_STATES:  # no step is in progress there
                carry_on(self, revision)
        return revision

    def _differs_in_texts_only(self, revision: Revision) -> bool:
        """Whether nothing but texts differs from the revision before this one."""
        before = self.revisions.filter(pk__lt=revision.pk).order_by("-pk").first()
        if before is None:
            return False
        said, now = self.said_in(before.content).content(), self.content()
        return replace(said, words=()) == replace(now, words=())

    @cached_property
    def asked(self) -> tuple[Question, ...]:
        """What the call asks of this entry beside the words; read once for this object."""
        return call.questions_of(self.launch)

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

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """For Wagtail's editor, which has widths of its own and needs no phone."""
        return [
            (str(mode), mode.label) for mode in modes_of(self.languages()) if mode.kind != "phone"
        ]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """What readers would get, drawn by the readers' own code."""
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

    @classmethod
    def latest_of(cls, launch: Launch) -> "LaunchPage":
        """The latest words of a launch, as an object that can be edited; one query."""
        page = cls.objects.select_related("latest_revision").get(launch=launch)
        page.launch = launch
        return page.said_in(page.latest_revision.content)

    @classmethod
    def as_of_revision(cls, launch: Launch, revision: int | None) -> "LaunchPage":
        """The words of one revision of a launch; None is the latest."""
        page = cls.latest_of(launch)
        if revision in (None, page.latest_revision_id):
            return page
        return page.said_in(page.revisions.get(pk=revision).content)

    def said_in(self, kept: dict[str, Any]) -> "LaunchPage":
        """This page with the words of one of its revisions.

        As Wagtail's `with_content_json`, which asks for every foreign key one by one;
        the editor opens a revision at each pause in typing, and these cannot be gone.
        """
        page = copy(self)
        page._cluster_related_objects = {}
        for name in ("title", *wording.NAMES, "original", "door"):
            setattr(page, name, kept.get(name, getattr(self, name)))
        for name, kind in (
            ("texts", LaunchText),
            ("placed_materials", LaunchMaterial),
            ("answers", LaunchAnswer),
        ):
            setattr(page, name, [kind.from_kept(row) for row in kept.get(name, [])])
        return page

    def languages(self) -> list[str]:
        """The languages it has words in, or a place for them, each once."""
        return list(dict.fromkeys(text.language for text in self.texts.all()))

    def values(self) -> dict[str, str]:
        """Everything that can be typed, as {field: text}."""
        return wording.values_of(self)

    def write(self, values: dict[str, str]) -> None:
        """Put such values on the page, not yet saved."""
        wording.apply(self, values)

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
