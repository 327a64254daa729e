"""Making an edition: the approved words and files, rendered once, never changed."""

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db.models import Max

from launches.content import Content, Placed, fold
from launches.enums import FileState, ModelRelease, Slot
from launches.models import Edition, EditionFile, EditionText, Launch, Material, Rendition, User
from launches.models.edition import LATEST, PREPARED
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


def dumps(value: Any) -> str:
    """Compact JSON text, scripts as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


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
            _material(row, found, href, name) | {"available_until": iso(_ends(launch, row))}
            for row, found in _placed(content)
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


def _placed(content: Content) -> list[tuple[Placed, Material]]:
    ids = [row.material for row in content.materials]
    ready = Material.objects.exclude(state=FileState.DISCARDED)
    found = ready.prefetch_related("renditions").in_bulk(ids)
    order = {slot: index for index, slot in enumerate(Slot.values)}
    rows = sorted(content.materials, key=lambda row: (order.get(row.slot, 99), row.position))
    return [(row, found[row.material]) for row in rows if row.material in found]


def _ends(launch: Launch, row: Placed) -> datetime | None:
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


def freeze(
    launch: Launch,
    content: Content,
    *,
    revision: int,
    by: User | None,
    at: datetime,
    note: str = "",
    prepared: bool = False,
) -> Edition:
    """Write the edition of an approved revision, with its texts and files.

    The earlier current edition, if any, is superseded at `at`; one that is only `prepared`
    waits for a slate and supersedes nothing but what was prepared before. Call it inside
    the act's transaction; announcing on the wire is the caller's part.
    """
    earlier = Edition.objects.filter(PREPARED if prepared else LATEST, launch=launch)
    earlier.update(superseded_at=at)
    number = (launch.editions.aggregate(top=Max("number"))["top"] or 0) + 1
    document = document_of(launch, content)
    edition = build_edition(launch, content, document, number=number, revision=revision)
    edition.made_at, edition.made_by, edition.note = at, by, note
    edition.stands_from = None if prepared else at
    _put_on_stage(edition, launch)
    files = build_files(edition, content)
    ends = [row.expires_at for row in files if row.expires_at]
    edition.rights_end_at = min(ends, default=None)
    edition.save(force_insert=True)
    EditionText.objects.bulk_create(build_texts(edition, document))
    EditionFile.objects.bulk_create([*files, *presenting.files_of(launch.company, edition)])
    presenting.keep_contacts(launch.company, edition)
    return edition


def rehearse(
    launch: Launch,
    content: Content,
    *,
    at: datetime,
    href: Href = public_href,
    name: Name = own_name,
) -> tuple[Edition, list[EditionText]]:
    """The edition and texts that approval at `at` would freeze, unsaved: for previews only."""
    document = document_of(launch, content, href=href, name=name)
    number = launch.editions.count() + 1
    edition = build_edition(launch, content, document, number=number, revision=0)
    edition.made_at = edition.stands_from = at
    _put_on_stage(edition, launch)
    return edition, build_texts(edition, document)


def _put_on_stage(edition: Edition, launch: Launch) -> None:
    cue = launch.cues.select_related("rundown__stage").first()
    if cue:
        edition.stage, edition.slot_at = cue.rundown.stage.slug, cue.starts_at


def build_edition(
    launch: Launch, content: Content, document: dict[str, Any], *, number: int, revision: int
) -> Edition:
    """The edition row, unsaved, without maker and stage."""
    company = document["company"]
    return Edition(
        launch=launch,
        number=number,
        revision=revision,
        digest=content.digest(),
        slug=launch.slug,
        launch_uid=launch.uid,
        product=content.product,
        product_native=content.product_native,
        company=company["name"],
        company_native=company["name_native"],
        company_uid=company["id"],
        country=company["country"],
        theme=launch.theme.slug,
        category=content.category,
        section=launch.section.kind,
        document=dumps(document),
        listing=dumps(listing_of(document)),
        words=fold(_searchable(document)),
        opens_at=launch.opens_at,
    )


def _searchable(document: dict[str, Any]) -> str:
    company = document["company"]
    names = [document["product"], document["product_native"], company["name"]]
    names += [company["name_native"], document["category"]]
    names += [said["name"] for said in company["texts"].values()]
    for words in document["texts"].values():
        names += [words["headline"], words["tagline"], words["summary"]]
    return "\n".join(name for name in names if name)


def build_texts(edition: Edition, document: dict[str, Any]) -> list[EditionText]:
    """One unsaved row a language."""
    listing = listing_of(document)
    return [
        EditionText(
            edition=edition,
            language=language,
            document=dumps(in_language(document, language)),
            listing=dumps(in_language(listing, language)),
            **words,
        )
        for language, words in document["texts"].items()
    ]


def build_files(edition: Edition, content: Content) -> list[EditionFile]:
    """One unsaved row for each original and each rendition."""
    rows = []
    for placed, material in _placed(content):
        common = {
            "edition": edition,
            "material_uid": material.uid,
            "slot": placed.slot,
            "position": placed.position,
            "name": material.filename,
            "caption": placed.caption,
            "credit": placed.credit,
            "alt": placed.alt,
            "expires_at": _ends(edition.launch, placed),
            "lacks_release": placed.model_release == ModelRelease.MISSING,
        }
        rows.append(_file_row(material, role="original", stored=material.original, **common))
        rows += [
            _file_row(rendition, role=rendition.role, stored=rendition.file, **common)
            for rendition in material.renditions_for(placed.crops)
        ]
    return rows


def _file_row(
    source: Material | Rendition, *, role: str, stored: str, **common: Any
) -> EditionFile:
    return EditionFile(
        uid=source.uid,
        role=role,
        stored=stored,
        format=source.extension,
        content_type=source.content_type,
        width=source.width,
        height=source.height,
        bytes=source.bytes,
        sha256=source.sha256,
        **common,
    )
