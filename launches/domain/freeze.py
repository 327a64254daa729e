"""Making an edition: the approved words and files, rendered once, never changed."""

from datetime import datetime
from typing import Any

from django.db.models import Max

from launches.compact import dumps
from launches.content import Content, fold
from launches.enums import ModelRelease
from launches.models import Edition, EditionFile, EditionText, Launch, Material, Rendition, User
from launches.models.edition import LATEST, PREPARED

from . import presenting
from .document import (
    Href,
    Name,
    document_of,
    ends_of,
    in_language,
    listing_of,
    own_name,
    placed_in,
    public_href,
)


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
    for placed, material in placed_in(content):
        common = {
            "edition": edition,
            "material_uid": material.uid,
            "slot": placed.slot,
            "position": placed.position,
            "name": material.filename,
            "caption": placed.caption,
            "credit": placed.credit,
            "alt": placed.alt,
            "expires_at": ends_of(edition.launch, placed),
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
