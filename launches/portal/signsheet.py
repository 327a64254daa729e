"""The frozen version as a signer, and the company's record of it, read it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cms.wording import PROSE
from launches.content import clean_html
from launches.domain.signoff import sealed_document
from launches.models import Material, Rendition, SignOff
from launches.readiness.rights import UNTIL, day_of

from . import languages
from .places import RIGHTS
from .receipts import slot_label
from .values import IDENTITY, SAID, WORDS

Href = Callable[[str, str], str]
SHOWN = ("press", "stage", "card")


@dataclass(frozen=True)
class Said:
    """One field: `html` for a long text, else `text`."""

    label: str
    text: str
    html: str = ""


@dataclass(frozen=True)
class Language:
    """One language version; `asked` tells whether the signature covers it."""

    code: str
    name: str
    direction: str
    fields: list[Said]
    asked: bool


@dataclass(frozen=True)
class Picture:
    """One file with what is said about it; `shown` is the picture to draw, if it is one."""

    place: str
    name: str
    sha256: str
    bytes: int
    href: str
    caption: str = ""
    credit: str = ""
    alt: str = ""
    rights: list[Said] = field(default_factory=list)
    shown: Rendition | None = None
    shown_href: str = ""


@dataclass(frozen=True)
class SignSheet:
    """Everything of the version that is signed, in the reader's language."""

    identity: list[Said]
    languages: list[Language]
    pictures: list[Picture]
    asked: list[str] = field(default_factory=list)
    identity_asked: bool = True
    pictures_asked: bool = True


def sheet_of(sign_off: SignOff, *, href: Href) -> SignSheet:
    """The sheet, in two queries. `href` makes a file's address from (uid, extension)."""
    document = sealed_document(sign_off)
    return SignSheet(
        identity=_identity(document),
        languages=[_language(words, sign_off) for words in document["words"]],
        pictures=_pictures(sign_off, document, href),
        asked=[part_label(part) for part in sign_off.parts],
        identity_asked=sign_off.covers("product"),
        pictures_asked=sign_off.covers("materials.x"),
    )


def part_label(part: str) -> str:
    """ "identity", "texts.en" or "materials" as people call it."""
    if part.startswith("texts."):
        return languages.language_name(part.removeprefix("texts."))
    return _("Pictures and files") if part == "materials" else _("The product")


def _identity(document: dict[str, Any]) -> list[Said]:
    rows = [(str(spec.label), str(document.get(name) or "")) for name, spec in IDENTITY.items()]
    return [Said(label, text) for label, text in rows if text]


def _language(words: dict[str, Any], sign_off: SignOff) -> Language:
    code = words["language"]
    said = [(name, str(spec.label), words.get(name) or "") for name, spec in WORDS.items()]
    return Language(
        code,
        languages.language_name(code),
        languages.direction(code),
        [
            Said(label, text, clean_html(text) if name in PROSE else "")
            for name, label, text in said
            if text
        ],
        sign_off.covers(f"texts.{code}.headline"),
    )


def _pictures(sign_off: SignOff, document: dict[str, Any], href: Href) -> list[Picture]:
    return [_picture(row, material, href) for row, material in placed_of(sign_off, document)]


def placed_of(sign_off: SignOff, document: dict[str, Any]) -> list[tuple[dict[str, Any], Material]]:
    """The files of exactly this version, each with what is said about it; two queries."""
    uids = [row["file"]["uid"] for row in document["materials"]]
    rows = Material.objects.filter(launch=sign_off.launch_id, uid__in=uids)
    found = {row.uid: row for row in rows.prefetch_related("renditions")}
    return [
        (row, found[row["file"]["uid"]])
        for row in document["materials"]
        if row["file"]["uid"] in found
    ]


def _picture(row: dict[str, Any], material: Material, href: Href) -> Picture:
    shown = shown_of(material, row.get("crops") or "")
    return Picture(
        place=slot_label(row["slot"]),
        name=row["file"]["name"],
        sha256=row["file"]["sha256"],
        bytes=row["file"]["bytes"],
        href=href(material.uid, material.extension),
        caption=row.get("caption") or "",
        credit=row.get("credit") or "",
        alt=row.get("alt") or "",
        rights=_rights(row),
        shown=shown,
        shown_href=href(shown.uid, shown.extension) if shown else "",
    )


def _rights(row: dict[str, Any]) -> list[Said]:
    """On what terms it may be printed, until when, and whether those shown have agreed."""
    days = {name: day_of(row.get(name) or "") for name in UNTIL}
    said = {
        **{name: row.get(name) or "" for name in RIGHTS},
        **{name: date_format(last) if last else "" for name, last in days.items()},
    }
    rows = [(SAID[name], text) for name, text in said.items() if text]
    return [Said(str(spec.label), str(dict(spec.choices).get(text, text))) for spec, text in rows]


def shown_of(material: Material, crops: str) -> Rendition | None:
    """The largest rendition of these crops that every browser and typst can draw."""
    rows = {
        row.role: row for row in material.renditions_for(crops) if row.format in {"jpeg", "png"}
    }
    return next((rows[role] for role in SHOWN if role in rows), None)
