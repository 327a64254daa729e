"""Making the parts of a kit once: papers in every language, pictures with their labels.

Nothing here decides who may read what. The parts lie in private storage under random names
and are as immutable as the edition they were made from.
"""

import hashlib
import json
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from launches import clock
from launches.errors import Busy, FileRefused
from launches.exporting.guard import safe_name
from launches.files import marks, store
from launches.files.marks import Piece
from launches.kits import labels
from launches.kits.papers import papers_of
from launches.kits.sheets import sheet_of
from launches.models import Edition, EditionFile, EditionKit
from launches.queries import ninjs

LABELLED = ("image/jpeg", "image/png", "image/webp", "image/avif")
LEFT_OUT = {"card", "thumb"}  # sizes that only pages want
MADE_AT_ONCE = 4  # editions; each takes some 0.3 s of a core for each language


@dataclass(frozen=True)
class Part:
    """One file of a kit. `language` is set on papers, `file` (an EditionFile's uid) on files."""

    path: str
    stored: str
    bytes: int
    crc: int
    sha256: str
    language: str = ""
    file: str = ""


def parts_for(editions: Iterable[Edition]) -> dict[int, list[Part]]:
    """{edition id: parts}, made now where nobody has asked before or a file has gone.

    Raises Busy where too many papers are being set at once, and where more than MADE_AT_ONCE
    editions have to be made first; what was made until then is kept, and asking again goes on.
    """
    rows, made = list(editions), 0
    kept = dict(EditionKit.objects.filter(edition__in=rows).values_list("edition_id", "parts"))
    found = {}
    for row in rows:
        parts = _read(kept[row.pk]) if row.pk in kept else []
        if not parts or not all(_is_there(part) for part in parts):
            if made == MADE_AT_ONCE:
                raise Busy()
            parts = make(row.pk, at=clock.now())
            made += 1
        found[row.pk] = parts
    return found


def _read(text: str) -> list[Part]:
    return [Part(**row) for row in json.loads(text)]


def _is_there(part: Part) -> bool:
    path = Path(settings.PRIVATE_ROOT) / part.stored
    return path.is_file() and path.stat().st_size == part.bytes


def make(edition_id: int, *, at: datetime) -> list[Part]:
    """Make and keep the parts of an edition; of two who do it at once one is kept.

    The whole edition is read here, beneath the gate, as it was when it was frozen. Raises Busy
    where it cannot be made just now.
    """
    text, made_at = Edition.objects.values_list("document", "made_at").get(pk=edition_id)
    document = json.loads(text)
    try:
        with _all_or_none(edition_id) as parts:
            for part in _made(edition_id, document, made_at):
                parts.append(part)  # one by one: what a failure leaves has to be known
            _record(edition_id, parts, at)
    except IntegrityError:  # somebody else was first
        return _read(EditionKit.objects.get(edition=edition_id).parts)
    except (OSError, FileRefused) as error:  # a full disk above all
        raise Busy() from error
    return parts


@contextmanager
def _all_or_none(edition_id: int) -> Iterator[list[Part]]:
    """For the parts as they are made: after any failure nothing of them stays on the disk."""
    own = set(EditionFile.objects.filter(edition=edition_id).values_list("stored", flat=True))
    parts: list[Part] = []
    try:
        yield parts
    except BaseException:
        store.drop([part.stored for part in parts if part.stored not in own])
        raise


def _record(edition_id: int, parts: list[Part], at: datetime) -> None:
    said = json.dumps([asdict(part) for part in parts], ensure_ascii=False)
    with transaction.atomic():
        EditionKit.objects.filter(edition_id=edition_id).delete()
        EditionKit.objects.create(edition_id=edition_id, parts=said, made_at=at)


def _made(edition_id: int, document: dict[str, Any], at: datetime) -> Iterator[Part]:
    Path(settings.PRIVATE_ROOT).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="kit-", dir=settings.PRIVATE_ROOT) as name:
        yield from _papers(document, Path(name), at)
        yield from _files(edition_id, document, Path(name))


def _papers(document: dict[str, Any], folder: Path, at: datetime) -> Iterator[Part]:
    for language in document["texts"]:
        sheet = sheet_of(document, language)
        for extension, data in papers_of(sheet, at=at).items():
            path = f"texts/{document['slug']}.{language}.{extension}"
            yield _keep([data], None, folder, path, extension, language=language)


def _files(edition_id: int, document: dict[str, Any], folder: Path) -> Iterator[Part]:
    rows = {uid_of(row["href"]): (place, row) for place, row in enumerate(document["materials"], 1)}
    of_rendition = {
        uid_of(one["href"]): rows[uid_of(row["href"])]
        for row in document["materials"]
        for one in row["renditions"]
        if one["role"] not in LEFT_OUT
    }
    wanted = rows | of_rendition
    for file in EditionFile.objects.filter(edition=edition_id, uid__in=wanted):
        place, row = wanted[file.uid]
        try:
            yield _file(file, document, place, row, folder)
        except FileNotFoundError:
            continue  # gone from the disk; no kit can bring it back


def uid_of(href: str) -> str:
    """The uid of a file in its address."""
    return href.rpartition("/")[2].partition(".")[0]


def _file(
    file: EditionFile, document: dict[str, Any], place: int, row: dict[str, Any], folder: Path
) -> Part:
    stem, path = f"{place:02}-{file.slot}", "files"
    if file.role == "original":
        path = f"{path}/{safe_name(f'{stem}-{file.name}')}"
    else:
        path = f"{path}/{stem}-{file.role}.{'jpg' if file.format == 'jpeg' else file.format}"
    with store.open_stored(file.stored) as handle:
        pieces: list[Piece] = [(0, file.bytes)]
        if file.content_type in LABELLED:
            label = label_of(document, row)
            pieces = labels.pieces(handle, size=file.bytes, label=label)
        if pieces == [(0, file.bytes)]:
            crc, digest, size = _measure(marks.read(handle, pieces))
            return Part(path, file.stored, size, crc, digest, file=file.uid)
        return _keep(pieces, handle, folder, path, file.format, file=file.uid)


def label_of(document: dict[str, Any], row: dict[str, Any]) -> labels.Label:
    """What a picture says of itself; the same words as in ninjs."""
    return labels.Label(
        title=document["product"],
        caption=row["caption"],
        credit=row["credit"],
        rights=row["credit"] or document["company"]["name"],
        terms=ninjs.terms(row) or ninjs.USABLE,
        alt=row["alt"],
        uid=document["id"],
    )


def _keep(
    pieces: list[Piece], handle: Any, folder: Path, path: str, extension: str, **of: str
) -> Part:
    target, crc = folder / "part", 0
    with open(target, "wb") as out:
        for data in marks.read(handle, pieces):
            out.write(data)
            crc = zlib.crc32(data, crc)
    stored, size, digest = store.keep(target, extension, durable=False)
    return Part(path, stored, size, crc, digest, **of)


def _measure(chunks: Iterable[bytes]) -> tuple[int, str, int]:
    """(CRC-32, SHA-256, bytes)."""
    crc, size, digest = 0, 0, hashlib.sha256()
    for chunk in chunks:
        crc, size = zlib.crc32(chunk, crc), size + len(chunk)
        digest.update(chunk)
    return crc, digest.hexdigest(), size
