"""Builds the demo forum through the domain's own acts, as its people would have.

Everything is one transaction: the forum is there whole, or not at all. Pictures are
drawn by other processes meanwhile. Mail and the desk's workflow are silent during the
load; the workflow is set going at the end for what is under review.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta
from multiprocessing import get_context
from typing import Any

from django.db import transaction

from cms.desk.flow import in_step
from cms.models import LaunchAnswer, LaunchMaterial, LaunchPage, LaunchText
from launches import clock
from launches.demo import (
    afterthoughts,
    calling,
    deskwork,
    drawing,
    extras,
    forum,
    hooks,
    judging,
    lists,
    names,
    newsrooms,
    people,
    reader,
    signatures,
    slates,
    talks,
    words,
)
from launches.demo.dating import date_back
from launches.demo.lives import Life, lives
from launches.domain import editing, mailing, release, review, submission
from launches.domain.signals import acted
from launches.enums import ReleaseMode, SectionKind, Slot
from launches.files import generated
from launches.models import Forum, Launch, Rendition, User, WireEntry

Progress = Callable[[str, int, int], None]
Picture = tuple[dict[str, Any], str]  # what generated.written gave, and the credit


def is_loaded() -> bool:
    return Forum.objects.filter(slug=forum.SLUG).exists()


def load(*, limit: int | None = None, progress: Progress = lambda *_args: None) -> int:
    """Build the forum with `limit` launches (all unless told); how many were made.

    Those of the log-in company@ come first, so that a small forum has them too. The
    committee's lists come with the whole forum only: their rows are kept for them.
    """
    rows = sorted(reader.rows(), key=lambda row: row.company not in people.COMPANIES)[:limit]
    whole = limit is None
    rows = [row for row in rows if not (whole and row.id in lists.HELD)]
    now = clock.now().replace(microsecond=0)
    with _pool() as pool, _silence(), transaction.atomic():
        found = Loader(now, pool, progress)
        found.load(rows)
        if whole:
            found.bring_lists()
    return Launch.objects.count()


@contextmanager
def _pool() -> Iterator[ProcessPoolExecutor]:
    with ProcessPoolExecutor(
        2, mp_context=get_context("spawn"), initializer=drawing.settle
    ) as pool:
        yield pool


@contextmanager
def _silence() -> Iterator[None]:
    """No workflow for acts of the past."""
    heard, acted.receivers = acted.receivers, []
    acted.sender_receivers_cache.clear()
    try:
        yield
    finally:
        acted.receivers = heard
        acted.sender_receivers_cache.clear()


class Loader:
    """One load. `now` is the instant it is true for."""

    def __init__(self, now: datetime, pool: ProcessPoolExecutor, progress: Progress) -> None:
        self.now, self.pool, self.progress = now, pool, progress

    def load(self, rows: list[reader.Row]) -> None:
        self.ground = forum.lay(self.now)
        self.types = calling.open_call(self.ground.forum, self.now)
        self.staff = people.staff()
        self.companies = people.companies(rows)
        self.lives = lives(rows, self.ground.slots, self.now)
        drawn = self._draw(rows)
        launches = self._open(rows)
        forum.write_rundowns(self.ground, launches)
        for number, row in enumerate(rows):
            picture = drawn[row.id].result() if row.id in drawn else None
            self._live(row, launches[row.id], picture)
            self.progress("launches", number + 1, len(rows))
        self._finish(launches)
        with mailing.unsent():
            signatures.write(self.now)
            people.colleagues(self.companies, self.now)
            slates.write(self.ground.forum, self.staff["editor"], self.staff["chief"], self.now)
            reviewers = judging.hold(self.staff, self.now)
            newsrooms.write(self.staff["press"], self.now)
            names.checked(self.ground.forum, by=self.staff["editor"], at=self.now)
            deskwork.keep(self.staff, reviewers, clock.now())
        names.keep(self.ground.forum, by=self.staff["editor"], at=self.now)
        hooks.write(by=self.staff["press"], now=self.now)

    def bring_lists(self) -> None:
        """What the committee has brought beside the companies' own entries."""
        with mailing.unsent():
            lists.bring(self.staff["editor"], self.now)

    def _draw(self, rows: list[reader.Row]) -> dict[str, Future[Picture]]:
        return {
            row.id: self.pool.submit(drawing.draw, row, self.ground.themes[row.theme].hue)
            for row in rows
            if self.lives[row.id].state != "draft"  # a draft still lacks its picture
        }

    def _open(self, rows: list[reader.Row]) -> dict[str, Launch]:
        """Every entry as an empty draft, so that the rundowns can name them."""
        found = {}
        for row in rows:
            on_stage = row.id in self.ground.slots
            section = SectionKind.RELEASE if on_stage else SectionKind.EXHIBITION
            company = self.companies[row.company]
            found[row.id] = editing.open_launch(
                company,
                product=row.product,
                theme=self.ground.themes[row.theme],
                section=self.ground.sections[section],
                entry_type=self.types["on-stage" if on_stage else "exhibit"],
                by=company.memberships.get().user,
                at=self.lives[row.id].handed_in - timedelta(days=5),
            )
        return found

    def _live(self, row: reader.Row, launch: Launch, drawn: Picture | None) -> None:
        """Take one entry through its life."""
        life, owner = self.lives[row.id], launch.created_by
        at = life.handed_in
        mode = ReleaseMode.CUE if life.cue else ReleaseMode.CLOCK
        editing.wish(launch, opens_at=life.opens_at, release_mode=mode, by=owner, at=at)
        placed = [self._placed(row, launch, drawn, owner, at)] if drawn else []
        placed += extras.of(launch, row.product, by=owner, at=at)
        page = LaunchPage.open_for(
            launch, user=owner, fill=lambda page: self._write(page, row, life, placed)
        )
        revision = page.latest_revision
        date_back(launch, page, revision, at=at - timedelta(hours=1))
        launch.refresh_from_db()
        with talks.manner(launch, life.state):
            self._advance(launch, page, revision.pk, life, owner)

    def _placed(
        self, row: reader.Row, launch: Launch, drawn: Picture, owner: User, at: datetime
    ) -> LaunchMaterial:
        """The drawn picture as the entry's hero."""
        material, renditions = generated.rows_of(
            launch, drawn[0], slot=Slot.HERO, filename="key-visual.jpg", by=owner, at=at
        )
        material.save(force_insert=True)
        Rendition.objects.bulk_create(renditions)
        alt = f"Key visual with the name {row.product}"
        return LaunchMaterial(slot=Slot.HERO, material=material, credit=drawn[1], alt=alt)

    def _write(
        self, page: LaunchPage, row: reader.Row, life: Life, placed: list[LaunchMaterial]
    ) -> None:
        page.product_native, page.category = row.product_native, row.category
        page.website = row.website
        said = words.texts(row)
        begun = afterthoughts.begun(row.product, said)
        if life.state == "draft":  # a draft is not finished: Chinese is still to come
            said = said[:1]
        page.texts = [
            LaunchText(
                language=text.language,
                sort_order=place,
                headline=text.headline,
                tagline=text.tagline,
                summary=text.summary,
                body=text.body,
                press_release=text.press_release,
                edited_at=life.handed_in - timedelta(hours=1),
            )
            for place, text in enumerate(said)
        ]
        if len(said) == 1:
            page.texts.add(LaunchText(language="zh-hans", sort_order=1, **begun))
        page.placed_materials = placed
        if life.state != "draft":
            given = calling.answers_of(row, page.launch.pk, on_stage=row.id in self.ground.slots)
            page.answers = [
                LaunchAnswer(question=key, value=value, sort_order=place)
                for place, (key, value) in enumerate(given.items())
            ]

    def _advance(
        self, launch: Launch, page: LaunchPage, revision: int, life: Life, owner: User
    ) -> None:
        editor, chief, at = self.staff["editor"], self.staff["chief"], life.handed_in
        state, content = life.state, page.content()
        if state == "draft":
            afterthoughts.reworded(page, launch.product, by=owner, at=at - timedelta(minutes=20))
            return
        submission.submit(launch, revision=revision, content=content, by=owner, at=at)
        if state == "submitted":
            return
        if state == "withdrawn":
            submission.withdraw(launch, reason="The product is not ready.", by=owner, at=at)
            return
        at += timedelta(days=1, hours=2)
        review.start_review(launch, by=editor, at=at)
        if state == "changes_requested":
            talks.ask(launch, content, by=editor, at=at, now=self.now)
        elif state == "rejected":
            reason = "The product was shown at another forum last year."
            review.reject(launch, reason=reason, by=editor, at=at)
        elif state != "in_review":
            at += timedelta(days=2)
            release.approve(launch, revision=revision, content=content, by=chief, at=at)
            self._after(launch, page, life)

    def _after(self, launch: Launch, page: LaunchPage, life: Life) -> None:
        chief, owner = self.staff["chief"], launch.created_by
        afterthoughts.proposed(page, launch.product, by=owner, at=self.now - timedelta(hours=5))
        if life.state == "killed" and life.opens_at:
            at = life.opens_at + (self.now - life.opens_at) / 2
            release.kill(launch, reason="Recalled by the company.", by=chief, at=at)
        elif life.corrected and life.opens_at:
            at = min(life.opens_at + timedelta(minutes=20), self.now)
            text = next(iter(page.texts.all()))
            text.summary += " The figure was corrected after the release."
            page.texts = [text, *list(page.texts.all())[1:]]
            revision = page.save_revision(user=self.staff["editor"], clean=False)
            date_back(launch, page, revision, at=max(life.opens_at, at - timedelta(minutes=5)))
            release.correct(
                launch,
                revision=revision.pk,
                content=page.content(),
                note="A figure in the summary was corrected.",
                by=chief,
                at=at,
            )

    def _finish(self, launches: dict[str, Launch]) -> None:
        """Shows to where the clock is; the past is told; the workflow starts."""
        forum.start_shows(self.now)
        WireEntry.objects.filter(visible_at__lte=self.now).update(handled_at=self.now)
        pages = LaunchPage.objects.filter(launch__state__in=["submitted", "in_review"])
        for page in pages.select_related("launch"):
            task_state = in_step(page)
            if task_state and page.launch.state == "in_review":
                task_state.specific.approve(user=self.staff["editor"])
