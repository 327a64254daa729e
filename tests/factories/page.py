"""Launches with a real page and real revisions, as the portal makes them."""

from datetime import datetime, timedelta

from cms.models import LaunchMaterial, LaunchPage
from launches import clock
from launches.domain import editing, review, submission
from launches.enums import ReleaseMode, Slot

from .forum import SectionFactory, ThemeFactory
from .launch import material_for
from .people import MemberFactory, UserFactory

TEXTS = {
    "en": {"headline": "{} opens", "summary": "A summary.", "body": "<p>The body.</p>"},
    "zh-hans": {"headline": "{} 发布", "summary": "摘要。", "body": "<p>正文。</p>"},
}


def entry(
    state: str = "draft",
    *,
    product: str = "Aurora One",
    owner=None,
    opens_at: datetime | None = None,
    cue_mode: bool = False,
) -> LaunchPage:
    """A page whose launch is draft, submitted, in_review or changes_requested."""
    owner = owner or MemberFactory()
    now = clock.now()
    theme = ThemeFactory()
    launch = editing.open_launch(
        owner.company,
        product=product,
        theme=theme,
        section=SectionFactory(forum=theme.forum),
        by=owner.user,
        at=now,
    )
    editing.wish(
        launch,
        opens_at=None if cue_mode else opens_at or now + timedelta(hours=2),
        release_mode=ReleaseMode.CUE if cue_mode else ReleaseMode.CLOCK,
        by=owner.user,
        at=now,
    )
    page = LaunchPage.open_for(launch, user=owner.user)
    fill(page, product)
    revision = page.save_revision(user=owner.user)
    _advance(page, revision, state, owner.user, now)
    launch.refresh_from_db()
    return page


def fill(page: LaunchPage, product: str) -> None:
    """Complete words in both languages and a hero picture, not yet saved as a revision."""
    texts = list(page.texts.all())
    for text in texts:
        for name, value in TEXTS[text.language].items():
            setattr(text, name, value.format(product))
    page.texts = texts
    page.placed_materials.add(
        LaunchMaterial(slot=Slot.HERO, material=material_for(page.launch), alt="A picture")
    )
    page.save()


def _advance(page: LaunchPage, revision, state: str, owner, now: datetime) -> None:
    if state == "draft":
        return
    launch, content = page.launch, revision.as_object().content()
    submission.submit(launch, revision=revision.pk, content=content, by=owner, at=now)
    if state == "submitted":
        return
    reviewer = UserFactory(reviewer=True)
    review.start_review(launch, by=reviewer, at=now)
    if state == "changes_requested":
        review.request_changes(
            launch, points=[("", "Shorter.")], content=content, by=reviewer, at=now
        )
