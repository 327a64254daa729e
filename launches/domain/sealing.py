"""Sealing what a revision says: one text, one fingerprint, the same for everybody.

The text is canonical JSON (RFC 8785 for the strings and whole numbers in it): keys
sorted, no spaces, UTF-8. It names each file by its own SHA-256, so the fingerprint
of the text holds the words and the bytes of the files. Whoever has the text can
recompute the fingerprint with `sha256sum` alone; see docs/receipts.md.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any

from launches.content import Content, Placed
from launches.models import Launch, Material

FORMAT = "unveil-entry/1"
Document = dict[str, Any]


@dataclass(frozen=True)
class Sealed:
    """Canonical JSON and the SHA-256 of its UTF-8 bytes, in hex."""

    text: str
    digest: str

    @property
    def document(self) -> Document:
        return json.loads(self.text)


def seal(launch: Launch, content: Content) -> Sealed:
    """The sealed text of this content. Files whose rows are gone are left out."""
    document = {**asdict(content), "format": FORMAT, "launch": launch.uid}
    found = Material.objects.in_bulk([row.material for row in content.materials])
    document["materials"] = [
        _placed(row, found[row.material]) for row in content.materials if row.material in found
    ]
    text = json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return Sealed(text, digest_of(text))


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _placed(row: Placed, material: Material) -> Document:
    said = {name: value for name, value in asdict(row).items() if name != "material"}
    file = {
        "uid": material.uid,
        "name": material.filename,
        "content_type": material.content_type,
        "bytes": material.bytes,
        "sha256": material.sha256,
    }
    return {**said, "file": file}


def fields_of(document: Document) -> dict[str, str]:
    """{field: text} of a sealed document, for launches.differences.changes.

    Named as in rules.missing; a material's fields stand under "materials.<uid>", its
    bytes under "materials.<uid>.sha256", answers under "answers.<question>". Empty
    values are left out: a field that came into being later is no change.
    """
    rest = {"words", "materials", "answers", "format", "launch"}
    found = {name: value for name, value in document.items() if name not in rest}
    for words in document["words"]:
        prefix = f"texts.{words['language']}"
        found |= {f"{prefix}.{name}": value for name, value in words.items() if name != "language"}
    for row in document.get("answers", []):
        found[f"answers.{row['question']}"] = row["value"]
    for row in document["materials"]:
        prefix = f"materials.{row['file']['uid']}"
        said = {name: value for name, value in row.items() if name != "file"}
        said["sha256"] = row["file"]["sha256"]
        found |= {f"{prefix}.{name}": value for name, value in said.items()}
    found |= {f"answers.{row['question']}": row["value"] for row in document.get("answers", [])}
    return {name: _text(value) for name, value in found.items() if value not in (None, "", 0)}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, sort_keys=True)
