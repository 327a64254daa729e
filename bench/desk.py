"""The desk's home and its listing at 10,000 entries, on SQLite and PostgreSQL.

python -m bench.desk fills the database that the environment names and prints, for each
page, its name, milliseconds in the median, milliseconds at worst and queries.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from bench.base import ROOT
from bench.importing import postgresql, sqlite

SIZE, BATCH, ROUNDS = 10_000, 500, 9
AIM = "300 ms"
SHARES = ["draft"] * 8 + ["submitted"] * 3 + ["in_review"] * 3 + ["changes_requested"] * 2
SHARES += ["approved"] * 4
PAGES = {
    "home": "/cms/",
    "listing, all": "/cms/desk/?view=all",
    "listing, the last sheet": "/cms/desk/?view=all&p=200",
    "listing, waiting for me": "/cms/desk/",
    "listing, by readiness": "/cms/desk/?view=all&order=-readiness",
    "listing, by editor": "/cms/desk/?view=all&order=assignee",
    "listing, filtered": "/cms/desk/?view=all&state=in_review&late=on&assignee=none&country=FR",
    "listing, a word in English": "/cms/desk/?view=all&q=marker",
    "listing, a word in Chinese": "/cms/desk/?view=all&q=标记",
    "listing, a word that is nowhere": "/cms/desk/?view=all&q=absent",
}


def run() -> Iterator[tuple[str, str, str]]:
    """Rows of the table: what, measured, aim."""
    yield from measured("bench.desk")


def measured(module: str, aim: str = AIM) -> Iterator[tuple[str, str, str]]:
    """Rows of the table, of a module that prints lines as this one does, on both databases."""
    for name, base in (("SQLite", sqlite), ("PostgreSQL", postgresql)):
        with base() as env:
            done = subprocess.run(
                [sys.executable, "-m", module],
                env=env, cwd=ROOT, check=True, capture_output=True, text=True,
            )  # fmt: skip
        for line in done.stdout.splitlines():
            what, middle, worst, queries = line.split("\t")
            yield (
                f"{what}, {queries.strip()} queries, {name}",
                f"{float(middle):.0f} ({float(worst):.0f}) ms",
                aim,
            )


def main() -> None:
    import django

    django.setup()
    tell(fill(), PAGES)


def tell(person, pages: dict[str, str]) -> None:
    """A line for each page, as this person is given it."""
    from django.test import Client

    client = Client(HTTP_HOST="localhost")
    client.force_login(person)
    for what, address in pages.items():
        times = sorted(timed(client, address) for _ in range(ROUNDS))
        print(what, statistics.median(times), times[-1], queries(client, address), sep="\t")


def timed(client, address: str) -> float:
    begun = time.perf_counter()
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return (time.perf_counter() - begun) * 1000


def queries(client, address: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as seen:
        client.get(address)
    return len(seen)


def fill():
    """Entries with pages, revisions, audit, workflow and findings; the editor who looks at them.

    What the domain would write one by one is written in batches, so this is for measuring only.
    """
    from django.contrib.auth.models import Group

    from cms.desk.findings import draw_stale
    from tests.factories import UserFactory

    editor = UserFactory(name="Edith")
    editor.groups.set(Group.objects.filter(name__in=["Eligibility reviewers", "Editors"]))
    for first in range(0, SIZE, BATCH):
        batch(range(first, first + BATCH), editor)
    draw_stale()
    return editor


def batch(numbers: range, editor) -> None:
    from django.db import transaction

    from cms.desk.importing.pages import hold_folder, open_pages
    from launches import clock
    from launches.models import Launch

    with transaction.atomic():
        now = clock.now()
        launches = Launch.objects.bulk_create([entry(n, editor, now) for n in numbers])
        made = open_pages(launches, folder=hold_folder(), fill=write, by=None, at=now)
        for launch, revision in made:
            launch.latest_revision = revision
            if launch.state != "draft":
                launch.submitted_revision = revision
            if launch.wants == "approved":
                launch.state, launch.approved_revision = "approved", revision
        names = ["latest_revision", "submitted_revision", "approved_revision", "state"]
        Launch.objects.bulk_update(launches, names)
        record(launches, editor)
        review([launch for launch in launches if launch.state in ("submitted", "in_review")])


def entry(number: int, editor, now):
    """A launch of 40 companies and 7 themes, begun some time in the last 60 days."""
    from launches.domain import editing

    company, theme, section, chief = furniture()
    wants = SHARES[number % len(SHARES)]
    begun = now - timedelta(hours=number % 1400)
    launch = editing.drafted(
        company[number % len(company)], product=f"Product {number}",
        theme=theme[number % len(theme)], section=section, by=editor, at=begun,
    )  # fmt: skip
    launch.wants = wants
    launch.opens_at = now + timedelta(hours=number % 900 - 300)
    if wants != "draft":
        launch.state, launch.submitted_at = "changes_requested", begun + timedelta(hours=1)
    if wants in ("submitted", "in_review"):
        launch.state, launch.submitted_revision = wants, 0
    if wants == "approved":
        launch.approver, launch.approved_at = chief, begun + timedelta(hours=2)
    return launch


_made: list = []


def furniture() -> list:
    from launches.enums import SectionKind
    from tests.factories import (
        CompanyFactory,
        ForumFactory,
        SectionFactory,
        ThemeFactory,
        UserFactory,
    )

    if not _made:
        forum = ForumFactory()
        countries = ["CN", "FR", "DE", "JP", "BR", "KE", "IN", "US"]
        companies = [CompanyFactory(country=countries[n % 8]) for n in range(40)]
        themes = [ThemeFactory(forum=forum, slug=f"t{n}", name=f"Theme {n}") for n in range(7)]
        section = SectionFactory(forum=forum, kind=SectionKind.RELEASE)
        _made.extend([companies, themes, section, UserFactory(releaser=True)])
    return _made


def write(page, launch) -> None:
    """Some 2,000 signs of English and 700 of Chinese; one in a hundred says the marker."""
    marked = launch.pk % 100 == 0
    says = "A launch that shows what the forum is about, said in a sentence of usual length. "
    sagt = "这是一项展示论坛主题的发布，用一句长度适中的话来说明。"
    for text, said, mark in zip(page.texts.all(), (says, sagt), ("marker", "标记"), strict=True):
        text.headline, text.tagline = f"{launch.product} {mark if marked else ''}", said[:80]
        text.summary, text.body = said * 3, f"<p>{said * 20}</p>"


def record(launches: list, editor) -> None:
    """What the audit would say, every second entry minded and every fourth tagged."""
    from launches.models import Assignment, AuditEntry, Tag

    path = {
        "draft": ["", "draft"],
        "submitted": ["", "draft", "submitted"],
        "in_review": ["", "draft", "submitted", "in_review"],
        "changes_requested": ["", "draft", "submitted", "in_review", "changes_requested"],
        "approved": ["", "draft", "submitted", "in_review", "approved"],
    }
    AuditEntry.objects.bulk_create(
        AuditEntry(
            verb=after, actor=editor, at=launch.created_at + timedelta(hours=step),
            launch_uid=launch.uid, before=before, after=after,
        )
        for launch in launches
        for step, (before, after) in enumerate(pairwise(path[launch.wants]))
    )  # fmt: skip
    at = launches[0].created_at
    Assignment.objects.bulk_create(
        Assignment(launch=launch, user=editor, by=editor, at=at) for launch in launches[::2]
    )
    tag, _is_new = Tag.objects.get_or_create(name="Opening day", defaults={"at": at})
    tag.launches.add(*launches[::4])


def review(launches: list) -> None:
    """The workflow of the desk, at its first step."""
    from django.contrib.contenttypes.models import ContentType
    from wagtail.models import Page, TaskState, Workflow, WorkflowState

    from cms.models import EligibilityTask, LaunchPage

    workflow, task = Workflow.objects.get(name="Release desk"), EligibilityTask.objects.first()
    kind, base = (ContentType.objects.get_for_model(model) for model in (LaunchPage, Page))
    states = WorkflowState.objects.bulk_create(
        WorkflowState(
            workflow=workflow, content_type=kind, base_content_type=base,
            object_id=str(launch.page.pk),
        )
        for launch in launches
    )  # fmt: skip
    tasks = TaskState.objects.bulk_create(
        TaskState(
            workflow_state=state, task=task, revision_id=launch.latest_revision,
            content_type=ContentType.objects.get_for_model(TaskState),
        )
        for launch, state in zip(launches, states, strict=True)
    )  # fmt: skip
    for state, task_state in zip(states, tasks, strict=True):
        state.current_task_state = task_state
    WorkflowState.objects.bulk_update(states, ["current_task_state"])


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
    main()
