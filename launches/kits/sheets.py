"""One language of a launch as a person reads it from top to bottom, for every kind of paper."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from launches.portal.languages import direction
from launches.prose import to_html
from launches.queries.render import spoken

HEADINGS = {"h2", "h3", "h4"}
MARKS = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic"}


@dataclass(frozen=True)
class Run:
    """Words that look alike."""

    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""


@dataclass(frozen=True)
class Block:
    """A paragraph: "p", "heading", "bullet", "number" or "quote"."""

    kind: str
    runs: list[Run]


@dataclass(frozen=True)
class Section:
    """`html` is prose of the page's few tags."""

    heading: str
    html: str


@dataclass(frozen=True)
class Sheet:
    language: str
    product: str
    company: str
    headline: str
    tagline: str
    summary: str
    sections: list[Section] = field(default_factory=list)
    contacts: list[str] = field(default_factory=list)
    contacts_heading: str = ""

    @property
    def from_right(self) -> bool:
        return direction(self.language) == "rtl"


def sheet_of(document: dict[str, Any], language: str) -> Sheet:
    """The sheet of one of the document's languages; our own words where we speak it."""
    words, company = document["texts"][language], document["company"]
    said = company.get("texts", {}).get(language, {})
    name = said.get("name") or company["name"]
    about = said.get("boilerplate") or company.get("boilerplate", "")
    with translation.override(spoken(language)):
        sections = [
            Section("", words["body"]),
            Section(_("Press release"), words["press_release"]),
            Section(_("About %(company)s") % {"company": name}, to_html(about)),
        ]
        contacts_heading = _("Contacts")
    return Sheet(
        language=language,
        product=document["product"],
        company=name,
        headline=words["headline"] or document["product"],
        tagline=words["tagline"],
        summary=words["summary"],
        sections=[one for one in sections if one.html],
        contacts=[_contact(row) for row in company.get("contacts", [])],
        contacts_heading=contacts_heading,
    )


def _contact(row: dict[str, str]) -> str:
    return ", ".join(row[name] for name in ("name", "post", "email", "phone") if row[name])


def blocks_of(html: str) -> list[Block]:
    """The paragraphs of sanitised prose, each with its runs."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.done()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.runs: list[Run] = []
        self.kind, self.lists = "p", [""]
        self.on: dict[str, int] = {"bold": 0, "italic": 0}
        self.href = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in MARKS:
            self.on[MARKS[tag]] += 1
        elif tag == "a":
            self.href = dict(attrs).get("href") or ""
        elif tag == "br":
            self._say("\n")
        elif tag in ("ul", "ol"):
            self._close()
            self.lists.append("bullet" if tag == "ul" else "number")
        else:
            self._close()
            self.kind = self._kind(tag)

    def _kind(self, tag: str) -> str:
        if tag in HEADINGS:
            return "heading"
        if tag == "li":
            return self.lists[-1] or "bullet"
        return "quote" if tag == "blockquote" else self.kind if self.kind != "heading" else "p"

    def handle_endtag(self, tag: str) -> None:
        if tag in MARKS:
            self.on[MARKS[tag]] = max(0, self.on[MARKS[tag]] - 1)
        elif tag == "a":
            self.href = ""
        elif tag != "br":
            self._close()
            if tag in ("ul", "ol") and len(self.lists) > 1:
                self.lists.pop()
            if tag in ("blockquote", "li", *HEADINGS):
                self.kind = "p"

    def handle_data(self, data: str) -> None:
        self._say(data.replace("\n", " "))

    def _say(self, text: str) -> None:
        if text.strip(" ") or self.runs:
            bold, italic = (bool(self.on[name]) for name in ("bold", "italic"))
            self.runs.append(Run(text, bold, italic, self.href))

    def _close(self) -> None:
        if any(run.text.strip() for run in self.runs):
            self.blocks.append(Block(self.kind, self.runs))
        self.runs = []

    def done(self) -> list[Block]:
        self._close()
        return self.blocks
