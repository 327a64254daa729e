"""The demo's glossary, and an outside checker's remarks on one entry."""

from datetime import datetime

from cms.models import LaunchPage
from launches.demo.reader import DATA
from launches.domain import checking, glossary
from launches.enums import CheckVerdict, Severity, State
from launches.importing import terms
from launches.models import Checker, Forum, Launch, User

REMARKS = [
    checking.Remark(
        Severity.WARNING,
        "The website answers with another company's certificate.",
        tag="links",
        field="website",
    ),
    checking.Remark(
        Severity.INFO,
        "The press release repeats the summary word for word.",
        tag="repetition",
        field="texts.en.press_release",
    ),
]


def keep(forum: Forum, *, by: User, at: datetime) -> None:
    """Bring the names of the companies, and a few terms that some texts write otherwise."""
    glossary.bring(forum, terms.read((DATA / "glossary.csv").read_bytes()), by=by, at=at)


def checked(forum: Forum, *, by: User, at: datetime) -> None:
    """One entry was looked at by a service that is switched off since: the demo calls nobody."""
    launch = Launch.objects.filter(forum=forum, state=State.IN_REVIEW).order_by("pk").first()
    if launch is None:
        return
    checker = Checker.objects.create(
        forum=forum, name="Link and text check", url="https://checks.example/hook"
    )
    page = LaunchPage.latest_of(launch)
    check = checking.ask(
        launch,
        checker,
        revision=page.latest_revision_id,
        content=page.content(),
        by=by,
        at=at,
    )
    checking.answer(check, CheckVerdict.REMARKS, REMARKS, at=at)
    checker.is_active = False
    checker.save(update_fields=["is_active"])
