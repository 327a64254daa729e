"""Launches in every stage of their life, made by the domain itself.

`launch("approved")` takes a draft through the real acts with real people, so that
a test never stands on rows the product would not write.
"""

from datetime import datetime, timedelta
from hashlib import sha256

from django.core.files.base import ContentFile
from django.core.files.storage import storages

from launches import clock
from launches.content import Content, Placed, Words
from launches.domain import editing, release, review, submission
from launches.enums import FileState, ReleaseMode, Slot
from launches.models import CompanyLogo, Launch, Material, Rendition

from .forum import SectionFactory, ThemeFactory
from .people import MemberFactory, UserFactory

PICTURE = b"\xff\xd8\xff\xe0 not decoded in these tests \xff\xd9"
ORDER = ["draft", "submitted", "in_review", "approved", "released", "killed"]


def content_of(
    launch: Launch, *, licence_until: str = "", hero: bytes | None = None, **changes
) -> Content:
    """Complete content in English and Chinese with a hero picture (of `hero`, its bytes)."""
    material = launch.materials.first() or material_for(launch, data=hero or PICTURE)
    placed = Placed(
        Slot.HERO, material.pk, alt="A picture", credit="Photo: them", licence_until=licence_until
    )
    words = {
        "headline": f"{launch.product} opens",
        "tagline": "A tagline",
        "summary": "A summary in two sentences.",
        "body": "<p>The body.</p>",
        "press_release": "<p>The release.</p>",
    }
    chinese = {
        "headline": f"{launch.product} 发布",
        "tagline": "一句话介绍",
        "summary": "两句话的摘要。",
        "body": "<p>正文。</p>",
        "press_release": "<p>新闻稿。</p>",
    }
    values = {
        "product": launch.product,
        "category": "AI and software",
        "words": (Words("en", **words), Words("zh-hans", **chinese)),
        "materials": (placed,),
        **changes,
    }
    return Content(**values)


def material_for(launch: Launch, *, data: bytes = PICTURE, **changes) -> Material:
    """A ready hero picture with two renditions, its bytes in private storage."""
    storage = storages["private"]
    values = {
        "slot": Slot.HERO,
        "filename": "hero.jpg",
        "content_type": "image/jpeg",
        "width": 1920,
        "height": 1080,
        "bytes": len(data),
        "sha256": sha256(data).hexdigest(),
        "state": FileState.READY,
        "uploaded_at": clock.now(),
        **changes,
    }
    material = Material(launch=launch, **values)
    material.original = storage.save(f"{material.uid}.jpg", ContentFile(data))
    material.save()
    rendition_for(material, "card", size=(640, 360), data=data)
    rendition_for(material, "stage", size=(1920, 1080), data=data)
    return material


def rendition_for(
    material: Material, role: str, *, size: tuple[int, int], data: bytes, extension: str = "jpg"
) -> Rendition:
    """One rendition of a material, its bytes in private storage."""
    form = "jpeg" if extension == "jpg" else extension
    rendition = Rendition(material=material, role=role, format=form)
    rendition.file = storages["private"].save(f"{rendition.uid}.{extension}", ContentFile(data))
    rendition.width, rendition.height = size
    rendition.bytes, rendition.sha256 = len(data), sha256(data).hexdigest()
    rendition.save()
    return rendition


def logo_for(company, *, data: bytes = PICTURE, filename: str = "logo.png") -> CompanyLogo:
    """A company's logo that passed its check, its bytes in private storage."""
    logo = CompanyLogo(
        company=company,
        filename=filename,
        content_type="image/png",
        bytes=len(data),
        sha256=sha256(data).hexdigest(),
        width=400,
        height=200,
        uploaded_at=clock.now(),
    )
    logo.original = storages["private"].save(f"{logo.uid}.png", ContentFile(data))
    logo.save()
    return logo


def launch(
    state: str = "draft",
    *,
    at: datetime | None = None,
    opens_at: datetime | None = None,
    company=None,
    product: str = "Aurora One",
    theme=None,
    cue_mode: bool = False,
    content: dict | None = None,
    reviewer=None,
    approver=None,
) -> Launch:
    """A launch taken to `state` by the domain: draft, submitted, in_review,
    changes_requested, rejected, withdrawn, approved, released or killed.

    `at` is when it all happened (an hour ago unless told); `opens_at` defaults to
    an hour ahead, and for "released" and "killed" to ten minutes after `at`.
    """
    at = at or clock.now() - timedelta(hours=1)
    past = state in {"released", "killed"}
    opens_at = opens_at or (at + timedelta(minutes=10) if past else at + timedelta(hours=2))
    owner = _owner(company)
    entry = _draft(owner, product, theme, at)
    mode = ReleaseMode.CUE if cue_mode else ReleaseMode.CLOCK
    editing.wish(
        entry, opens_at=None if cue_mode else opens_at, release_mode=mode, by=owner.user, at=at
    )
    said = content_of(entry, **(content or {}))
    editing.record_edit(entry, revision=entry.pk * 1000, product=said.product, by=owner.user, at=at)
    _advance(entry, state, said, owner.user, reviewer, approver, at)
    entry.refresh_from_db()
    return entry


def correct(entry: Launch, note: str = "Mended.", *, at: datetime | None = None, **content):
    """A correction by the domain: the next revision, edited at the desk, takes the place."""
    at = at or clock.now()
    entry.refresh_from_db()
    revision, editor = entry.latest_revision + 1, UserFactory(reviewer=True)
    editing.record_edit(entry, revision=revision, product=entry.product, by=editor, at=at)
    said, by = content_of(entry, **content), UserFactory(releaser=True)
    return release.correct(entry, revision=revision, content=said, note=note, by=by, at=at)


def _owner(company):
    if company is None:
        return MemberFactory()
    return company.memberships.filter(role="owner").first() or MemberFactory(company=company)


def _draft(owner, product, theme, at) -> Launch:
    theme = theme or ThemeFactory()
    section = SectionFactory(forum=theme.forum)
    return editing.open_launch(
        owner.company, product=product, theme=theme, section=section, by=owner.user, at=at
    )


def _advance(entry, state, said, owner, reviewer, approver, at) -> None:
    if state == "draft":
        return
    if state == "withdrawn":
        submission.withdraw(entry, reason="Not ready.", by=owner, at=at)
        return
    submission.submit(entry, revision=entry.latest_revision, content=said, by=owner, at=at)
    if state == "submitted":
        return
    reviewer = reviewer or UserFactory(reviewer=True)
    review.start_review(entry, by=reviewer, at=at)
    if state == "changes_requested":
        points = [("texts.en.headline", "Shorter, please.")]
        review.request_changes(entry, points=points, content=said, by=reviewer, at=at)
    elif state == "rejected":
        review.reject(entry, reason="Not for this forum.", by=reviewer, at=at)
    elif state != "in_review":
        approver = approver or UserFactory(releaser=True)
        revision = entry.latest_revision
        release.approve(entry, revision=revision, content=said, by=approver, at=at)
        if state == "killed":
            release.kill(entry, reason="Recalled.", by=UserFactory(releaser=True), at=clock.now())
