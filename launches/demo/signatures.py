"""Sign-offs of an entry of the log-in company@, one in each state that a company meets."""

from datetime import datetime, timedelta
from typing import NamedTuple

from cms.models import LaunchPage
from launches import clock
from launches.demo.dating import date_back
from launches.domain import signoff
from launches.domain.signoff import Asked

PRODUCT = "ERNIE 4.0"


class Signature(NamedTuple):
    """Who was asked, when (days ago), for how long, and what they said."""

    name: str
    office: str
    asked: float
    days: int = 7
    language: str = "en"
    parts: tuple[str, ...] = ()
    answer: str = ""
    comment: str = ""


SIGNATURES = [
    Signature("Gao Ming", "management", 6, 3, "zh-hans"),
    Signature("Nadia Rahman", "legal", 5, parts=("texts.en",), answer="approved"),
    Signature(
        "周敏",
        "pr",
        4,
        language="zh-hans",
        parts=("texts.en", "materials"),
        answer="objected",
        comment="英文摘要中的数字与新闻稿不一致，请统一后再签。",
    ),
    Signature("Olivier Blanc", "partner", 3, parts=("texts.zh-hans",), answer="approved"),
    Signature("Zhao Lin", "ministry", 0, 14, "zh-hans"),
]


def write(now: datetime) -> None:
    """Ask and answer as it would have been; then an edit of the Chinese words.

    The edit is of today, since what it voids is audited by the clock; so the last
    person is asked today too.
    """
    page = LaunchPage.objects.filter(launch__product=PRODUCT).select_related("launch").first()
    if page is None:
        return
    content = page.get_latest_revision_as_object().content()
    for row in SIGNATURES[:-1]:
        _write(page, row, content, now)
    _edit(page)
    content = page.get_latest_revision_as_object().content()
    _write(page, SIGNATURES[-1], content, clock.now())


def _write(page: LaunchPage, row: Signature, content, now: datetime) -> None:
    launch, at = page.launch, now - timedelta(days=row.asked)
    launch.refresh_from_db()
    asked = Asked(
        row.name,
        f"{row.office}@sign-off.example",
        row.office,
        row.language,
        at + timedelta(days=row.days),
        list(row.parts),
    )
    found = signoff.ask(
        launch,
        asked,
        revision=launch.latest_revision,
        content=content,
        by=launch.created_by,
        at=at,
    )
    if row.answer:
        signoff.decide(
            found,
            row.answer,
            name=row.name,
            comment=row.comment,
            address="",
            at=at + timedelta(hours=5),
        )


def _edit(page: LaunchPage) -> None:
    """What was signed in Chinese is changed afterwards."""
    latest = page.get_latest_revision_as_object()
    texts = list(latest.texts.all())
    for text in texts:
        if text.language == "zh-hans":
            text.tagline += "（修订）"
    latest.texts = texts
    revision = latest.save_revision(user=page.launch.created_by, clean=False)
    date_back(latest.launch, latest, revision, at=latest.launch.edited_at)
