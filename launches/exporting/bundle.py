"""Everything in one ZIP: the tables, the files, and a manifest with the hash of each.

Nothing is compressed (pictures and films are already), so the length is known before
the first byte; files are read from the disk only as the reader takes them.
"""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from zipstream import ZipStream

from launches.content import Placed
from launches.models import Launch, Material

from .columns import Entry
from .guard import safe_name


def bundle(
    tables: dict[str, bytes], entries: Iterable[Entry], materials: dict[int, Material]
) -> ZipStream:
    """A ZIP that is made while it is sent; len() is its length in bytes.

    `tables` are {name: bytes}; `materials` the rows of every file by id. Files that
    are not on the disk are left out and named in the manifest as missing.
    """
    found = ZipStream(sized=True)
    manifest: list[dict[str, Any]] = []
    for name, data in tables.items():
        found.add(data, name)
        digest = hashlib.sha256(data).hexdigest()
        manifest.append({"path": name, "bytes": len(data), "sha256": digest})
    for launch, content in entries:
        for number, row in enumerate(content.materials, start=1):
            if material := materials.get(row.material):
                manifest.append(_add(found, launch, row, material, number))
    text = json.dumps({"files": manifest}, ensure_ascii=False, indent=1)
    found.add(text.encode("utf-8", "replace"), "manifest.json")
    return found


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
