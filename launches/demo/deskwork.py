"""How the demo's desk keeps order: who minds what, tags, saved views, a due date that moved,
an edit that waits for its company."""

from datetime import datetime, timedelta

from cms.models import LaunchPage
from launches.demo.dating import date_back
from launches.demo.people import COMPANIES
from launches.domain import assigning, dealing, dues, saved_views, tagging
from launches.enums import UNDER_REVIEW, State
from launches.models import AssignmentRule, ChangeRequest, Forum, Launch, Theme, User

TAGS = ("First showing", "Needs sound", "Ask the jury")
VIEWS = [
    ("Late, by release", "late=on&order=opens&view=all"),
    ("Minded by nobody", "assignee=none&view=waiting"),
]
TAGLINE = "In daily use from the first day"


def keep(staff: dict[str, User], reviewers: list[User], now: datetime) -> None:
    """Everything that the desk has arranged for itself. Call it while no mail is sent."""
    _rules(reviewers)
    _deal(staff["chief"], now)
    _tag(staff["editor"], now)
    for name, query in VIEWS:
        saved_views.keep(name=name, query=query, is_shared=True, by=staff["chief"], at=now)
    _move_a_date(staff["editor"], now)
    _edit_one(staff["editor"], now)


def _rules(reviewers: list[User]) -> None:
    """Two themes have people of their own, all else is shared; dealt out on demand."""
    forum = Forum.objects.get()
    for place, theme in enumerate(Theme.objects.all()[:2]):
        rule = AssignmentRule.objects.create(forum=forum, theme=theme, position=place, is_on=False)
        rule.people.set(reviewers[place : place + 2])
    AssignmentRule.objects.create(forum=forum, position=9, is_on=False).people.set(reviewers)


def _deal(chief: User, now: datetime) -> None:
    """Three of four entries under review are minded, and each that its editor sent back."""
    for place, launch in enumerate(Launch.objects.filter(state__in=UNDER_REVIEW).order_by("pk")):
        if place % 4:
            dealing.deal(launch, by=chief, at=now)
    for launch in Launch.objects.filter(state=State.CHANGES_REQUESTED).select_related("state_by"):
        if launch.state_by:
            assigning.give(launch, to=launch.state_by, by=chief, at=now)


def _tag(editor: User, now: datetime) -> None:
    rows = Launch.objects.filter(state__in=[*UNDER_REVIEW, State.CHANGES_REQUESTED])
    for place, launch in enumerate(rows.order_by("pk")[:24]):
        if place % 3 < 2:
            tagging.tag(launch, name=TAGS[place % len(TAGS)], by=editor, at=now)


def _move_a_date(editor: User, now: datetime) -> None:
    """A company has more time for one point."""
    rows = ChangeRequest.objects.filter(resolved_at=None, due_at__gt=now).select_related("launch")
    ours = rows.filter(launch__company__name__in=COMPANIES)
    point = ours.order_by("pk").first() or rows.order_by("pk").first()
    if point and point.due_at:
        to = point.due_at + timedelta(days=3)
        dues.move(point, to=to, reason="The laboratory answers next week.", by=editor, at=now)


def _edit_one(editor: User, now: datetime) -> None:
    """The desk has changed a line of an entry, whose company is asked to confirm it."""
    rows = Launch.objects.filter(state__in=UNDER_REVIEW).select_related("forum").order_by("-pk")
    launch = rows.filter(company__name__in=COMPANIES).first() or rows.first()
    if launch is None:
        return
    page = LaunchPage.latest_of(launch)
    texts = list(page.texts.all())
    texts[0].tagline = TAGLINE
    page.texts = texts
    revision = page.save_revision(user=editor, clean=False)
    date_back(launch, page, revision, at=now)
