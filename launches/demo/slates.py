"""Slates of the demo forum, one in each state that the desk meets, with its real launches."""

from datetime import datetime, timedelta

from cms.models import ContentPage, HomePage, LaunchPage
from launches import clock
from launches.domain import correcting, release, rollback, slate_pages, slates
from launches.enums import State
from launches.models import Forum, Launch, Slate, User
from launches.models.launch import released


def write(forum: Forum, editor: User, chief: User, now: datetime) -> None:
    """Take approved launches without a slot on stage, the last to open first, while they last."""
    rows = Launch.objects.filter(state=State.APPROVED, opens_at__gt=now, cues__isnull=True)
    free = list(rows.order_by("-opens_at", "pk"))
    for name, hours, size, make in (
        ("Opening ceremony", 26, 3, _lock),
        ("Health evening", 5, 3, _block),
        ("Morning of partners", 1, 2, _roll_back),
        ("Agriculture at noon", 50, 2, _correct),
        ("Quantum afternoon", 74, 1, _nothing),
        ("Lunch releases", 29, 1, _cancel),
    ):
        if len(free) < size:
            return
        opens_at = (now + timedelta(hours=hours)).replace(minute=0, second=0, microsecond=0)
        slate = slates.open_slate(forum, name=name, opens_at=opens_at, by=editor, at=now)
        for launch in [free.pop(0) for _ in range(size)]:
            slates.add(slate, launch, by=editor, at=now)
        make(slate, editor, chief, now)


def _nothing(slate: Slate, editor: User, chief: User, now: datetime) -> None:
    """A draft, with a page of the site that has not been public yet."""
    home = HomePage.objects.first()
    if home is None or home.get_children().filter(slug="quantum-afternoon").exists():
        return
    page = home.add_child(
        instance=ContentPage(
            title="The quantum afternoon",
            slug="quantum-afternoon",
            body="<p>Three launches in one hour, with the people who built them.</p>",
            title_zh="量子之午",
            body_zh="<p>一小时三场发布，听研发者亲自讲述。</p>",
            live=False,
        )
    )
    revision = page.save_revision(user=editor)
    slate_pages.add(
        slate, page.pk, revision=revision.pk, before=None, name=page.title, by=editor, at=now
    )


def _send(slate: Slate, editor: User, chief: User, now: datetime) -> None:
    slates.send(slate, by=editor, at=now)


def _correct(slate: Slate, editor: User, chief: User, now: datetime) -> None:
    """In review, with a correction of a launch that is open already among its members."""
    open_ones = Launch.objects.filter(released(now), cues__isnull=True, slate_members__isnull=True)
    if launch := open_ones.order_by("opens_at", "pk").first():
        page = LaunchPage.latest_of(launch)
        texts = list(page.texts.all())
        texts[0].summary += " The price was added after the release."
        page.texts = texts
        revision = page.save_revision(user=editor, clean=False)
        launch.refresh_from_db()
        correcting.prepare(
            slate,
            launch,
            revision=revision.pk,
            content=page.content(),
            note="The price was added.",
            by=chief,
            at=clock.now(),
        )
    _send(slate, editor, chief, clock.now())


def _lock(slate: Slate, editor: User, chief: User, now: datetime) -> None:
    """Locked, then moved once."""
    _send(slate, editor, chief, now)
    slates.lock(slate, by=chief, at=now)
    later = slate.opens_at + timedelta(hours=1)
    slates.move(slate, opens_at=later, reason="The minister arrives later.", by=chief, at=now)


def _block(slate: Slate, editor: User, chief: User, now: datetime) -> None:
    """One of its launches lost its approval."""
    _send(slate, editor, chief, now)
    slates.lock(slate, by=chief, at=now)
    launch = slate.launches.order_by("pk").first()
    release.revoke(launch, reason="The price in the release is wrong.", by=chief, at=clock.now())


def _roll_back(slate: Slate, editor: User, chief: User, now: datetime) -> None:
    """Opened at once, and taken back."""
    _send(slate, editor, chief, now)
    slates.lock(slate, by=chief, at=now)
    slates.release_now(slate, reason="The press has gathered.", by=chief, at=clock.now())
    rollback.roll_back(slate, reason="The wrong film was in it.", by=chief, at=clock.now())


def _cancel(slate: Slate, editor: User, chief: User, now: datetime) -> None:
    slates.cancel(slate, reason="It goes with the evening.", by=editor, at=now)
