"""What the demo's editors asked for, what was said about it, and which mails tell of it."""

from contextlib import AbstractContextManager
from datetime import datetime, timedelta

from launches.content import Content
from launches.demo.people import COMPANIES
from launches.domain import mailing, review, thread
from launches.domain.points import Asked
from launches.enums import CommentAudience
from launches.models import DefectCode, Launch, User

BATCH = "Jury of the second day"
POINTS = [
    (
        "texts.en.headline",
        "The headline names a price. Please leave prices to the body text.",
        "too-promotional",
    ),
    (
        "texts.zh-hans.summary",
        "The Chinese summary says less than the English one.",
        "translation-missing",
    ),
    ("materials.hero", "Please send the picture without the logo in the corner.", "picture-unfit"),
]


def manner(launch: Launch, state: str) -> AbstractContextManager[None]:
    """How the mails of an entry's acts leave: the log-in's own were sent long ago, the jury's
    refusals wait to be told together, and nobody hears of all the others."""
    if launch.company.name in COMPANIES:
        return mailing.delivered()
    return mailing.held(BATCH) if state == "rejected" else mailing.unsent()


def ask(launch: Launch, content: Content, *, by: User, at: datetime, now: datetime) -> None:
    """Send the entry back with one to three points, the first of them due in four days."""
    codes = {code.code: code for code in DefectCode.objects.all()}
    rows = [
        Asked(field, reason, codes.get(code), None if place else now + timedelta(days=4))
        for place, (field, reason, code) in enumerate(POINTS[: 1 + launch.pk % 3])
    ]
    review.request_changes(launch, points=rows, content=content, by=by, at=at)
    if launch.company.name in COMPANIES:
        talk(launch, editor=by, at=at + timedelta(hours=3))


def talk(launch: Launch, *, editor: User, at: datetime) -> None:
    """A question and an answer, and a word among the editors."""
    owner = launch.created_by
    said = [
        (owner, "company", "May we keep the price if the press release explains it?"),
        (editor, "desk", "Three more entries of this theme name prices. Same answer to all?"),
        (editor, "company", "Please keep it out of headline and summary; the body is fine."),
    ]
    for place, (by, audience, text) in enumerate(said):
        when = at + timedelta(minutes=40 * place)
        thread.say(launch, text=text, audience=CommentAudience(audience), by=by, at=when)
