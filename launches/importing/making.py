"""Making drafts of what a file said: one transaction, nothing twice."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.db import transaction

from cms.models import LaunchPage, LaunchText
from launches.domain import editing
from launches.enums import SectionKind
from launches.errors import UnveilError
from launches.importing.check import Report
from launches.importing.values import key_of
from launches.models import Company, Forum, Launch, Section, Theme, User


def existing() -> Iterator[tuple[str, str]]:
    """(company, product) of every entry, for telling duplicates."""
    return Launch.objects.values_list("company__name", "product").iterator()


def make(
    report: Report,
    *,
    by: User | None,
    at: datetime,
    progress: Callable[[int], None] = lambda _done: None,
) -> int:
    """Make a draft for each record, with its company where that is new; how many were made.

    All in one transaction. Raises UnveilError where there is no forum to import into.
    """
    forum = Forum.objects.first()
    if forum is None or not forum.themes.exists():
        raise UnveilError("There is no forum with themes to import into.")
    with transaction.atomic():
        maker = Maker(forum, by, at)
        for done, record in enumerate(report.records, start=1):
            maker.make(record)
            progress(done)
    return len(report.records)


class Maker:
    """Knows the companies and themes, so that each is looked up once."""

    def __init__(self, forum: Forum, by: User | None, at: datetime) -> None:
        self.by, self.at = by, at
        self.themes = {key_of(theme.name): theme for theme in forum.themes.all()}
        self.themes |= {key_of(theme.name_zh): theme for theme in forum.themes.all()}
        self.default: Theme = forum.themes.all()[0]
        self.section, _made = Section.objects.get_or_create(
            forum=forum, kind=SectionKind.RELEASE, defaults={"name": "Release", "name_zh": "发布"}
        )
        self.companies = {
            (*key_of(company.name), company.country): company for company in Company.objects.all()
        }

    def make(self, record: dict[str, Any]) -> Launch:
        said = record["_said"]
        theme = self.themes.get(key_of(said["theme"]), self.default)
        launch = editing.enter_launch(
            self._company(record),
            product=record["product"],
            theme=theme,
            section=self.section,
            by=self.by,
            at=self.at,
        )
        LaunchPage.open_for(launch, user=self.by, fill=lambda page: _fill(page, record))
        return launch

    def _company(self, record: dict[str, Any]) -> Company:
        key = (*key_of(record["company"]), record["company_country"])
        if key not in self.companies:
            self.companies[key] = Company.objects.create(
                name=record["company"][:200],
                name_native=record["_said"]["company_native"][:200],
                country=record["company_country"],
                website=record["website"],
            )
        return self.companies[key]


def _fill(page: LaunchPage, record: dict[str, Any]) -> None:
    said = record["_said"]
    page.product_native = said["product_native"][:200]
    page.category, page.website = said["category"][:80], record["website"]
    chinese = any("一" <= sign <= "鿿" for sign in said["tagline"] + said["summary"])
    written = "zh-hans" if chinese else "en"
    texts = list(page.texts.all())
    if written not in {text.language for text in texts}:
        texts.append(LaunchText(language=written, sort_order=len(texts)))
    for text in texts:
        if text.language == written:
            text.tagline, text.summary = said["tagline"][:200], said["summary"]
    page.texts = texts
