"""What a revision says, as plain values.

The domain freezes these into an edition without knowing where they came from;
cms.models makes them from a page's revision.
"""

import hashlib
import json
import unicodedata
from dataclasses import asdict, dataclass

import nh3

PROSE_TAGS = {
    "a", "b", "blockquote", "br", "em", "h2", "h3", "h4",
    "hr", "i", "li", "ol", "p", "strong", "ul",
}  # fmt: skip


def clean_html(html: str) -> str:
    """Prose that is safe in every reader's page: a few tags, links to the web only."""
    return nh3.clean(
        html.replace("\0", ""),
        tags=PROSE_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener nofollow",
    )


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


@dataclass(frozen=True)
class Placed:
    """A material in its slot, with what is said about it.

    `licence` is a word of enums.Licence and `licence_note` its terms in free words;
    `licence_until` is an ISO date, the last day; `model_release` a word of
    enums.ModelRelease. `crops` is what launches.files.crops.key gives: "" for none.
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
    crops: str = ""


# Said since later than the first receipts: left out of the fingerprint while empty, so
# that what was received before keeps the fingerprint that its receipt shows.
SAID_LATER = ("licence", "licence_note", "licence_until", "model_release", "crops")


@dataclass(frozen=True)
class Content:
    """Everything the editors reviewed. `material` values are ids of Material rows."""

    product: str
    product_native: str = ""
    category: str = ""
    website: str = ""
    words: tuple[Words, ...] = ()
    materials: tuple[Placed, ...] = ()

    def digest(self) -> str:
        """SHA-256 in hex over a canonical JSON form; the fingerprint on the receipt."""
        said = asdict(self)
        for placed in said["materials"]:
            for name in SAID_LATER:
                if not placed[name]:
                    del placed[name]
        canonical = json.dumps(said, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(canonical.encode("utf-8")).hexdigest()

    def in_language(self, language: str) -> Words | None:
        return next((words for words in self.words if words.language == language), None)
