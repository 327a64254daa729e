"""Making drafts of what a file said: companies, launches, pages, a batch at a time.

Each batch is one transaction, so that a rush on the portal never waits for a whole list;
`whole` makes all of it one transaction. Nothing is made twice, for what is there already
is looked up again in the same transaction.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from django.db import transaction
from django.utils.translation import gettext as _

from cms.desk.importing import pages, writing
from cms.desk.importing.wishing import Wishing
from cms.models import LaunchPage
from launches.domain import editing, entering
from launches.enums import Door, EnteredVerb, SectionKind
from launches.errors import UnveilError
from launches.importing.report import Place, Report
from launches.importing.values import key_of
from launches.models import Company, Forum, Launch, Section, Theme, User
from launches.queries import entered

BATCH = 200
KINDS = {
    "conference": SectionKind.CONFERENCE, "会议": SectionKind.CONFERENCE,
    "论坛": SectionKind.CONFERENCE, "exhibition": SectionKind.EXHIBITION,
    "exhibit": SectionKind.EXHIBITION, "展览": SectionKind.EXHIBITION,
    "展示": SectionKind.EXHIBITION, "trading": SectionKind.TRADING, "交易": SectionKind.TRADING,
}  # fmt: skip
Progress = Callable[[int], None]


@dataclass
class Made:
    """What came of it. `companies` are new and have no people; `addresses` is {uid: e-mail}."""

    launches: list[Launch] = field(default_factory=list)
    changed: list[Launch] = field(default_factory=list)
    companies: list[Company] = field(default_factory=list)
    addresses: dict[str, str] = field(default_factory=dict)


def existing() -> dict[tuple[str, ...], str]:
    """{key: uid} of every entry there is."""
    return {key_of(company, product): uid for company, product, uid in entered.keys().iterator()}


def make(
    report: Report,
    *,
    by: User | None,
    at: datetime,
    whole: bool = False,
    progress: Progress = lambda _done: None,
) -> Made:
    """Make a draft for each record and bring unclaimed drafts up to date.

    Raises UnveilError where there is no forum to import into, NotAllowed for a person
    who is not of the desk.
    """
    entering.require_editor(by)
    forum = Forum.objects.first()
    if forum is None or not forum.themes.exists():
        raise UnveilError(_("There is no forum with themes to import into."))
    outer: AbstractContextManager = transaction.atomic() if whole else nullcontext()
    done = 0
    with outer:
        maker = Maker(forum, by, at)
        for batch in _batches(report.records):
            maker.enter(batch)
            done += len(batch)
            progress(done)
        for batch in _batches(known(report)):
            maker.update(batch)
            done += len(batch)
            progress(done)
    return maker.made


def known(report: Report) -> list[Place]:
    """The rows that are in the database already."""
    return [row for row in report.duplicates if row["duplicate_of"] == "database"]


def pending(rows: list[Place]) -> Iterator[tuple[Place, dict[str, list[str]]]]:
    """Which of these would change an unclaimed draft, and how."""
    forum = Forum.objects.first()
    wishing = Wishing(forum) if forum and rows else None
    for batch in _batches(rows):
        launches = entered.untouched(row["entry"] for row in batch)
        found = {page.slug: page for page in _pages_of(list(launches.values()))}
        for row in batch:
            page, launch = found.get(row["entry"]), launches.get(row["entry"])
            if page and launch and wishing:
                changed = writing.changes(page, launch, row) | wishing.changes(launch, row)
                if changed:
                    yield row, changed


def launches_of(uids: list[str]) -> list[Launch]:
    """These entries with their companies, in the order they were entered."""
    found: list[Launch] = []
    for start in range(0, len(uids), BATCH):
        rows = Launch.objects.filter(uid__in=uids[start : start + BATCH])
        found += rows.select_related("company").order_by("pk")
    return found


def _batches(rows: list[Place]) -> Iterator[list[Place]]:
    remaining = iter(rows)
    while batch := list(islice(remaining, BATCH)):
        yield batch


def _pages_of(launches: list[Launch]) -> list[LaunchPage]:
    return list(LaunchPage.objects.filter(launch__in=launches).prefetch_related("texts"))


class Maker:
    """Knows the companies, themes and sections, so that each is looked up once."""

    def __init__(self, forum: Forum, by: User | None, at: datetime) -> None:
        self.forum, self.by, self.at = forum, by, at
        themes = list(forum.themes.select_related("forum"))
        self.default: Theme = themes[0]
        self.themes = {key_of(theme.name): theme for theme in themes}
        self.themes |= {key_of(theme.name_zh): theme for theme in themes if theme.name_zh}
        self.sections: dict[SectionKind, Section] = {
            SectionKind(row.kind): row for row in forum.sections.all()
        }
        self.companies: dict[tuple[str, ...], Company] = {}
        self.newest = 0  # the last company that was learnt
        self.wishing = Wishing(forum)
        self.made = Made()

    def enter(self, batch: list[Place]) -> None:
        """One batch of new drafts. Rows that somebody has entered meanwhile are left out."""
        with transaction.atomic():
            folder = pages.hold_folder()
            batch = self._still_new(batch)
            self._learn_companies()
            self._found_companies(batch)
            rows = {}
            for row in batch:
                draft = self._draft(row)
                rows[draft.uid] = row
                self.made.launches.append(draft)
            drafts = self.made.launches[-len(rows) :] if rows else []
            entering.enter_launches(drafts, by=self.by, at=self.at)
            written = pages.open_pages(
                drafts,
                folder=folder,
                fill=lambda page, launch: writing.fill(page, rows[launch.uid]),
                by=self.by,
                at=self.at,
            )
            entering.record_pages(written, by=self.by, at=self.at)
            self._wish((draft, rows[draft.uid]) for draft in drafts)

    def update(self, batch: list[Place]) -> None:
        """Write what is newer and not empty into drafts that nobody has touched."""
        with transaction.atomic():
            pages.hold_folder()
            for row, _changes in pending(batch):
                entries = LaunchPage.objects.select_related("launch__preference")
                page = entries.get(slug=row["entry"])
                writing.fill(page, row)
                page.launch.launch_year = row["launch_year"]
                page.save()
                revision = page.save_revision(user=self.by, clean=False, door=Door.IMPORT)
                entering.record_pages(
                    [(page.launch, revision.pk)],
                    verb=EnteredVerb.UPDATED,
                    by=self.by,
                    at=self.at,
                )
                self._wish([(page.launch, row)])
                self.made.changed.append(page.launch)

    def _wish(self, rows: Iterable[tuple[Launch, Place]]) -> None:
        wishes = [wish for launch, row in rows if (wish := self.wishing.of(launch, row))]
        if wishes:
            entering.enter_wishes(wishes, by=self.by, at=self.at)

    def _still_new(self, batch: list[Place]) -> list[Place]:
        products = {row["product"] for row in batch}
        there = {
            key_of(company, product)
            for company, product, _uid in entered.keys().filter(product__in=products)
        }
        return [row for row in batch if key_of(row["company"], row["product"]) not in there]

    def _learn_companies(self) -> None:
        """Those that another list has made since, and not those that people have taken over."""
        rows = entered.unclaimed_companies()
        for company in rows.filter(pk__gt=self.newest).order_by("pk"):
            self.companies.setdefault((*key_of(company.name), company.country), company)
            self.newest = company.pk
        known = {company.pk for company in self.companies.values()}
        if taken := known - set(rows.values_list("pk", flat=True)):
            self.companies = {
                key: company for key, company in self.companies.items() if company.pk not in taken
            }

    def _found_companies(self, batch: list[Place]) -> None:
        """The new companies of a batch. One that has people is never joined: decision 8."""
        new = []
        for row in batch:
            key = _company_key(row)
            if key in self.companies:
                continue
            company = self.companies[key] = Company(
                name=row["company"],
                name_native=row["said"]["company_native"],
                country=row["company_country"],
                website=row["website"],
            )
            new.append(company)
            if row["said"]["email"]:
                self.made.addresses[company.uid] = row["said"]["email"]
        entering.enter_companies(new, by=self.by, at=self.at)
        self.made.companies += new

    def _draft(self, row: Place) -> Launch:
        return editing.drafted(
            self.companies[_company_key(row)],
            product=row["product"],
            theme=self.themes.get(key_of(row["said"]["theme"]), self.default),
            section=self._section(row["said"]["kind"]),
            launch_year=row["launch_year"],
            by=self.by,
            at=self.at,
        )

    def _section(self, said: str) -> Section:
        kind = next((KINDS[word] for word in KINDS if word in said.casefold()), SectionKind.RELEASE)
        if kind not in self.sections:
            self.sections[kind], _made = Section.objects.get_or_create(
                forum=self.forum, kind=kind, defaults={"name": kind.label}
            )
        return self.sections[kind]


def _company_key(row: Place) -> tuple[str, ...]:
    return (*key_of(row["company"]), row["company_country"])
