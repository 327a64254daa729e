"""What a revision says, as plain values.

The domain freezes these into an edition without knowing where they came from;
cms.models makes them from a page's revision.
"""

import hashlib
import json
import unicodedata
from dataclasses import asdict, dataclass
from html.parser import HTMLParser
from typing import Any

import nh3
from django.conf.locale import LANG_INFO
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

PROSE_TAGS = {
    "a", "b", "blockquote", "br", "em", "h2", "h3", "h4",
    "hr", "i", "li", "ol", "p", "strong", "ul",
}  # fmt: skip
INLINE = {"a", "b", "em", "i", "strong"}


def clean_html(html: str) -> str:
    """Prose that is safe in every reader's page: a few tags, links to the web only."""
    return nh3.clean(
        html.replace("\0", ""),
        tags=PROSE_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener nofollow",
    )


class _Plain(HTMLParser):
    """Collects the words of a text; blocks and line breaks become line ends."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in INLINE:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def plain(html: str) -> str:
    """The words of sanitised HTML without its tags."""
    reader = _Plain()
    reader.feed(html)
    reader.close()
    return "".join(reader.parts).strip()


def labels() -> dict[str, str]:
    """The names of the texts, in the reader's language."""
    return {
        "headline": _("Headline"),
        "tagline": _("Tagline"),
        "summary": _("Summary"),
        "body": _("Body"),
        "press_release": _("Press release"),
    }


def language_name(code: str) -> str:
    """A language in the reader's language."""
    known = {"en": _("English"), "zh-hans": _("Chinese")}
    if code in known:
        return known[code]
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


def is_language(code: str) -> bool:
    """Whether it is the code of a language that texts are written in, such as "zh-hans"."""
    try:
        return code in LANG_INFO and "name" in get_language_info(code)
    except KeyError:
        return False


def fold(text: str) -> str:
    """Text for searching: NFKC, case folded."""
    return unicodedata.normalize("NFKC", text).casefold()


@dataclass(frozen=True)
class Words:
    """One language version. `body` and `press_release` are sanitised HTML."""

    language: str
    headline: str
    tagline: str = ""
    summary: str = ""
    body: str = ""
    press_release: str = ""

    @property
    def is_silent(self) -> bool:
        """True for a language that was added and says nothing: its readers get another."""
        said = (self.headline, self.tagline, self.summary, self.body, self.press_release)
        return not any(text.strip() for text in said)


@dataclass(frozen=True)
class Placed:
    """A material in its slot, with what is said about it.

    `licence` is a word of enums.Licence and `licence_note` its terms in free words;
    `licence_until` and `model_release_until` are ISO dates, the last day; `model_release` is
    a word of enums.ModelRelease. `crops` is what launches.files.crops.key gives: "" for none.
    """

    slot: str
    material: int
    position: int = 0
    caption: str = ""
    credit: str = ""
    alt: str = ""
    licence: str = ""
    licence_note: str = ""
    licence_until: str = ""
    model_release: str = ""
    model_release_until: str = ""
    crops: str = ""


# Said since later than the first receipts: left out of the fingerprint while empty, so
# that what was received before keeps the fingerprint that its receipt shows.
SAID_LATER = (
    "licence", "licence_note", "licence_until", "model_release", "model_release_until", "crops",
)  # fmt: skip
SAID = ("caption", "credit", "alt", *SAID_LATER)


@dataclass(frozen=True)
class Answer:
    """What was answered to a question of the call; `question` is the question's key."""

    question: str
    value: str


@dataclass(frozen=True)
class Content:
    """Everything the editors reviewed. `material` values are ids of Material rows."""

    product: str
    product_native: str = ""
    category: str = ""
    website: str = ""
    words: tuple[Words, ...] = ()
    materials: tuple[Placed, ...] = ()
    answers: tuple[Answer, ...] = ()

    def digest(self) -> str:
        """SHA-256 in hex over a canonical JSON form; the fingerprint on the receipt.

        Without answers it is what it was before there were questions.
        """
        said = {name: value for name, value in asdict(self).items() if name != "answers" or value}
        for placed in said["materials"]:
            for name in SAID_LATER:
                if not placed[name]:
                    del placed[name]
        canonical = json.dumps(said, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(canonical.encode("utf-8")).hexdigest()

    def in_language(self, language: str) -> Words | None:
        return next((words for words in self.words if words.language == language), None)

    def answer(self, question: str) -> str:
        """What was answered, "" for nothing."""
        return next((row.value for row in self.answers if row.question == question), "")


def content_of(kept: dict[str, Any]) -> Content:
    """The content in a revision's own JSON, without building its page.

    Building it asks for each file; this asks for nothing, so it serves lists of many.
    """
    fields = ("language", "headline", "tagline", "summary", "body", "press_release")
    return Content(
        product=kept.get("title", ""),
        product_native=kept.get("product_native") or "",
        category=kept.get("category") or "",
        website=kept.get("website") or "",
        words=tuple(
            Words(**{field: text.get(field) or "" for field in fields})
            for text in kept.get("texts", [])
        ),
        materials=tuple(
            Placed(
                row["slot"],
                row["material"],
                row.get("sort_order") or 0,
                **{name: row.get(name) or "" for name in SAID},
            )
            for row in kept.get("placed_materials", [])
        ),
        answers=tuple(
            Answer(row["question"], row["value"])
            for row in kept.get("answers", [])
            if row.get("value")
        ),
    )
