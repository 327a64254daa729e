"""Everything in one ZIP: the tables, the files, and a manifest with the hash of each.

Nothing is compressed (pictures and films are already), so the length is known before
the first byte; files are read from the disk only as the reader takes them, and so are
the tables once they are large.
"""

import hashlib
import json
import tempfile
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db.models import QuerySet
from zipstream import ZipStream

from launches.content import Placed
from launches.models import Launch, Material

from .columns import Entry
from .guard import safe_name
from .tables import IN_MEMORY

BATCH = 200  # entries whose files are looked up together
CHUNK = 2**16


def bundle(
    tables: dict[str, Iterable[bytes]], entries: Iterable[Entry], materials: QuerySet[Material]
) -> ZipStream:
    """A ZIP that is made while it is sent; len() is its length in bytes.

    `tables` are {name: parts}; of `materials` only those of the entries are taken. Files
    that are not on the disk are left out and named in the manifest as missing.
    """
    found = ZipStream(sized=True)
    manifest = [_add_table(found, name, parts) for name, parts in tables.items()]
    remaining = iter(entries)
    while batch := list(islice(remaining, BATCH)):
        known = {row.pk: row for row in materials.filter(launch__in=[one for one, _ in batch])}
        for launch, content in batch:
            for number, row in enumerate(content.materials, start=1):
                if material := known.get(row.material):
                    manifest.append(_add(found, launch, row, material, number))
    text = json.dumps({"files": manifest}, ensure_ascii=False, indent=1)
    found.add(text.encode("utf-8", "replace"), "manifest.json")
    return found


def _add_table(found: ZipStream, name: str, parts: Iterable[bytes]) -> dict[str, Any]:
    """Written first, for its length and hash; beyond some megabytes to the disk."""
    file = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 -- closed once it was read
    digest = hashlib.sha256()
    for part in parts:
        file.write(part)
        digest.update(part)
    size = file.tell()
    found.add(_read(file), name, size=size)
    return {"path": name, "bytes": size, "sha256": digest.hexdigest()}


def _read(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while part := file.read(CHUNK):
            yield part


def _add(
    found: ZipStream, launch: Launch, row: Placed, material: Material, number: int
) -> dict[str, Any]:
    folder = safe_name(f"{launch.company.name} - {launch.product}")
    name = safe_name(f"{number:02}-{row.slot}-{material.filename}")
    path = f"materials/{folder} {launch.uid[:6]}/{name}"
    source = Path(settings.PRIVATE_ROOT) / material.original
    said = {
        "path": path,
        "entry": launch.uid,
        "slot": row.slot,
        "name": material.filename,
        "bytes": material.bytes,
        "sha256": material.sha256,
        "caption": row.caption,
        "credit": row.credit,
        "alt": row.alt,
    }
    if not material.original or not source.is_file() or source.stat().st_size != material.bytes:
        return {**said, "missing": True}
    found.add_path(str(source), path, recurse=False)
    return said
