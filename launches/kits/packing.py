"""What goes into a kit for one reader at one instant.

Languages and files come from the editions that the gate gave, so a reader of some languages,
or of a time after a licence, gets what every other door gives. The small texts around the
made parts are written here, for they tell of the instant.
"""

import hashlib
import json
import zlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from launches.compact import dumps
from launches.files.marks import line
from launches.kits import changes, notes
from launches.kits.making import Part, parts_for, uid_of
from launches.kits.zipped import Member, Zip
from launches.models import Edition, EditionText
from launches.queries import ninjs, sight
from launches.queries.gate import Reader

SUMS = "SHA256SUMS"


def pack(editions: Sequence[Edition], reader: Reader, *, at: datetime, mark: str = "") -> Zip:
    """The kit of these editions. `mark` says in its read-me and at its end whose copy it is.

    Raises Busy where parts have to be made and too many are being made.
    """
    parts, texts = parts_for(editions), _texts(editions)
    before = changes.versions_before(editions, reader, at=at)
    members = [
        member
        for edition in editions
        for member in _of(edition, parts[edition.pk], texts[edition.pk], before, at)
    ]
    members.insert(0, _written("README.txt", notes.read_me(editions, at=at, mark=mark)))
    sums = "".join(f"{one.sha256}  {one.path}\n" for one in members)
    members.append(_written(SUMS, sums))
    return Zip(members, comment=line(mark).encode() if mark else b"")


def tag(kit: Zip) -> str:
    """A quoted ETag that changes with any byte: the checksums name every member."""
    sums = next(one for one in kit.members if one.path == SUMS)
    return f'"{hashlib.sha256(sums.data).hexdigest()[:32]}"'


def _texts(editions: Sequence[Edition]) -> dict[int, list[EditionText]]:
    found: dict[int, list[EditionText]] = {row.pk: [] for row in editions}
    rows = EditionText.objects.filter(edition__in=editions).defer("document", "listing")
    for text in rows.order_by("pk"):
        found[text.edition_id].append(text)
    return found


def _of(
    edition: Edition,
    parts: list[Part],
    texts: list[EditionText],
    before: dict[int, Edition],
    at: datetime,
) -> Iterator[Member]:
    sight.saw(edition)
    document = json.loads(edition.document)
    files = _uids(document)
    kept = [one for one in parts if one.language in document["texts"] or one.file in files]
    for part in kept:
        path = f"{edition.slug}/{part.path}"
        yield Member(path, part.bytes, part.crc, part.sha256, stored=part.stored)
    for text in texts:
        if text.language in document["texts"]:
            said = dumps(ninjs.item(edition, text, at=at, document=document))
            yield _written(f"{edition.slug}/ninjs/{edition.slug}.{text.language}.json", said)
    paths = {one.file: one.path for one in kept if one.file}
    if captions := notes.captions(document, paths):
        yield _written(f"{edition.slug}/captions.txt", captions)
    if edition.pk in before:
        said = changes.told(edition, before[edition.pk])
        yield _written(f"{edition.slug}/WHAT-CHANGED.txt", said)


def _uids(document: dict[str, Any]) -> set[str]:
    """The files that this reader's document names, by uid."""
    hrefs = [row["href"] for row in document["materials"]]
    hrefs += [one["href"] for row in document["materials"] for one in row["renditions"]]
    return {uid_of(href) for href in hrefs}


def _written(path: str, text: str) -> Member:
    data = text.encode("utf-8", "replace")
    digest = hashlib.sha256(data).hexdigest()
    return Member(path, len(data), zlib.crc32(data), digest, data=data)
