"""What readers get of an entry: its public document, in full, for lists, and in one language."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from launches.content import Content, Placed
from launches.enums import FileState, Slot
from launches.models import Launch, Material, Rendition
from launches.queries.render import iso
from launches.readiness import rights

from . import presenting
from .disclosing import public_answers

Href = Callable[[str, str], str]
Name = Callable[[Material], str]
DETAIL_ONLY = ("body", "press_release")
LISTED_ROLES = ("card", "press")


def public_href(uid: str, extension: str) -> str:
    """Where a file is served once the gate opens it."""
    return f"/files/{uid}.{extension}"


def own_name(material: Material) -> str:
    """The name that its file came with."""
    return material.filename


def document_of(
    launch: Launch, content: Content, *, href: Href = public_href, name: Name = own_name
) -> dict[str, Any]:
    """The full public document of this content, in all its languages, without envelope.

    `href` makes the address of a file from (uid, extension), `name` the name it is
    saved under; previews pass their own. Materials that are gone are left out, and
    languages that say nothing, so that their readers get the words of another.
    """
    return {
        **_identity(launch, content, href),
        "texts": {
            words.language: _words(asdict(words)) for words in content.words if not words.is_silent
        },
        "materials": [
            _material(row, found, href, name) | {"available_until": iso(ends_of(launch, row))}
            for row, found in placed_in(content)
        ],
        "answers": public_answers(launch, content),
    }


def _identity(launch: Launch, content: Content, href: Href) -> dict[str, Any]:
    company, theme = launch.company, launch.theme
    return {
        "id": launch.uid,
        "slug": launch.slug,
        "href": f"/api/v1/launches/{launch.uid}/",
        "page": f"/launches/{launch.slug}/",
        "product": content.product,
        "product_native": content.product_native,
        "company": presenting.company_of(company, href=href),
        "theme": {
            "slug": theme.slug,
            "name": {"en": theme.name, "zh-hans": theme.name_zh or theme.name},
            "hue": theme.hue,
        },
        "section": launch.section.kind,
        "category": content.category,
        "website": content.website,
    }


def _words(words: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in words.items() if key != "language"}


def placed_in(content: Content) -> list[tuple[Placed, Material]]:
    """Each placed file that is still there, in the order of slots and places."""
    ids = [row.material for row in content.materials]
    ready = Material.objects.exclude(state=FileState.DISCARDED)
    found = ready.prefetch_related("renditions").in_bulk(ids)
    order = {slot: index for index, slot in enumerate(Slot.values)}
    rows = sorted(content.materials, key=lambda row: (order.get(row.slot, 99), row.position))
    return [(row, found[row.material]) for row in rows if row.material in found]


def ends_of(launch: Launch, row: Placed) -> datetime | None:
    """The instant from which its rights no longer let it be shown."""
    return rights.ends_at(row.licence_until, launch.forum.tz)


def _material(row: Placed, material: Material, href: Href, name: Name) -> dict[str, Any]:
    return {
        "slot": row.slot,
        "position": row.position,
        "caption": row.caption,
        "credit": row.credit,
        "alt": row.alt,
        "licence": rights.licence_of(row),
        "licence_until": row.licence_until or None,
        "name": name(material),
        "content_type": material.content_type,
        "bytes": material.bytes,
        "sha256": material.sha256,
        "width": material.width,
        "height": material.height,
        "pages": material.pages,
        "seconds": material.seconds,
        "href": href(material.uid, material.extension),
        "renditions": [_rendition(one, href) for one in material.renditions_for(row.crops)],
    }


def _rendition(rendition: Rendition, href: Href) -> dict[str, Any]:
    return {
        "role": rendition.role,
        "format": rendition.format,
        "href": href(rendition.uid, rendition.extension),
        "width": rendition.width,
        "height": rendition.height,
        "bytes": rendition.bytes,
        "sha256": rendition.sha256,
    }


def listing_of(document: dict[str, Any]) -> dict[str, Any]:
    """The short form for lists: no long texts, the hero picture only."""
    company = presenting.listed(document["company"])
    texts = {
        language: {key: value for key, value in words.items() if key not in DETAIL_ONLY}
        for language, words in document["texts"].items()
    }
    heroes = [row for row in document["materials"] if row["slot"] == Slot.HERO]
    rest = {key: value for key, value in document.items() if key != "answers"}
    return {
        **rest,
        "company": company,
        "texts": texts,
        "materials": [_listed(row) for row in heroes[:1]],
    }


def _listed(row: dict[str, Any]) -> dict[str, Any]:
    said = ("slot", "caption", "credit", "alt", "licence", "licence_until", "available_until")
    kept = {key: row[key] for key in said}
    renditions = [
        {key: entry[key] for key in ("role", "format", "href", "width", "height", "bytes")}
        for entry in row["renditions"]
        if entry["role"] in LISTED_ROLES
    ]
    return {**kept, "renditions": renditions}


def in_language(document: dict[str, Any], language: str) -> dict[str, Any]:
    """The one-language form: `language` and `text` in place of `texts`."""
    rest = {key: value for key, value in document.items() if key not in {"texts", "materials"}}
    return {
        **rest,
        "language": language,
        "text": document["texts"][language],
        "materials": document["materials"],
    }
