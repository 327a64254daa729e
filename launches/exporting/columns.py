"""The columns of an export, and a launch in them.

Headings are in English and among those that the importer knows, so that a table can
be corrected and read in again; what only the export has follows after.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, tzinfo

from launches import prose
from launches.content import Content
from launches.models import Launch

Entry = tuple[Launch, Content]
FIXED = [
    "Company", "Company native", "Country", "Product", "Product native", "Launch date",
    "Category", "Theme", "Website", "Section", "Entry", "State", "Release moment", "Release mode",
    "Handed in", "Last edited", "Files",
]  # fmt: skip
WORDS = {
    "headline": "Headline",
    "tagline": "Tagline",
    "summary": "Summary",
    "body": "Body",
    "press_release": "Press release",
}
LONG = {"body", "press_release"}


def languages_of(entries: Iterable[Entry]) -> list[str]:
    """Every language that one of the entries has, in the order they are met."""
    found = {words.language: None for _launch, content in entries for words in content.words}
    return list(found)


def headings(languages: list[str]) -> list[str]:
    """The first row."""
    return FIXED + [f"{label} [{code}]" for code in languages for label in WORDS.values()]


def rows(entries: Iterable[Entry], languages: list[str]) -> Iterator[list[str]]:
    """One row an entry, as text."""
    for launch, content in entries:
        yield _fixed(launch, content) + _words(content, languages)


def _fixed(launch: Launch, content: Content) -> list[str]:
    company, zone = launch.company, launch.forum.tz
    return [
        company.name,
        company.name_native,
        company.country,
        content.product or launch.product,
        content.product_native,
        _day(launch, zone),
        content.category,
        launch.theme.name,
        content.website,
        launch.section.name,
        launch.uid,
        str(launch.get_state_display()),
        _instant(launch.opens_at, zone),
        str(launch.get_release_mode_display()),
        _instant(launch.submitted_at, zone),
        _instant(launch.edited_at, zone),
        str(len(content.materials)),
    ]


def _day(launch: Launch, zone: tzinfo) -> str:
    """The day it opens in the forum's zone; else the year a list gave, else the forum's."""
    if launch.opens_at:
        return launch.opens_at.astimezone(zone).date().isoformat()
    return str(launch.launch_year or launch.forum.starts_on.year)


def _instant(at: datetime | None, zone: tzinfo) -> str:
    return at.astimezone(zone).isoformat(sep=" ", timespec="seconds") if at else ""


def _words(content: Content, languages: list[str]) -> list[str]:
    found = []
    for code in languages:
        words = content.in_language(code)
        for name in WORDS:
            text = getattr(words, name) if words else ""
            found.append(prose.to_text(text) if name in LONG else text)
    return found
