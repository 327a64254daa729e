"""What a receipt says, for its page and its PDF, and whether a hash belongs to it."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from launches import zones
from launches.domain import sealing
from launches.enums import Slot
from launches.models import Receipt
from launches.papers.printing import printed

from . import languages

HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class ReceivedFile:
    """One file as it was received; `bytes` is its size."""

    place: str
    name: str
    sha256: str
    bytes: int


def document_of(receipt: Receipt) -> sealing.Document:
    """What was received; empty for a receipt from before documents were kept."""
    return sealing.Sealed(receipt.document or '{"words":[],"materials":[]}', "").document


def files_of(document: sealing.Document) -> list[ReceivedFile]:
    """The files of a sealed document, in the order of the entry."""
    return [
        ReceivedFile(slot_label(row["slot"]), file["name"], file["sha256"], file["bytes"])
        for row in document["materials"]
        for file in [row["file"]]
    ]


def slot_label(slot: str) -> str:
    return str(Slot(slot).label) if slot in Slot.values else slot


def check(receipt: Receipt, typed: str) -> tuple[str, str]:
    """What a typed hash is: ("whole", ""), ("file", its name), ("none", "") or ("malformed", "").

    Spaces and capitals do not matter.
    """
    digits = "".join(typed.split()).casefold()
    if not HASH.fullmatch(digits):
        return "malformed", ""
    if digits == receipt.digest:
        return "whole", ""
    for file in files_of(document_of(receipt)):
        if file.sha256 == digits:
            return "file", file.name
    return "none", ""


def instant(at: datetime, zone: tzinfo) -> str:
    """An instant in words in a zone, to the second, with its distance from UTC.

    No short names of zones: CST is China's and Mexico's.
    """
    local = at.astimezone(zone)
    name = "UTC" if zone is UTC else zones.offset(at, zone)
    return f"{date_format(local, 'DATE_FORMAT')} {local:%H:%M:%S} {name}"


def pdf(receipt: Receipt) -> bytes:
    """The receipt on paper in the reader's language. Raises Busy."""
    return printed("receipt", _values(receipt), at=receipt.at)


def _values(receipt: Receipt) -> dict[str, Any]:
    document, launch = document_of(receipt), receipt.launch
    return {
        "title": _("Receipt %(number)s") % {"number": receipt.number},
        "language": get_language() or settings.LANGUAGE_CODE,
        "number": receipt.number,
        "product": document.get("product") or launch.product,
        "company": launch.company.name,
        "local": instant(receipt.at, launch.forum.tz),
        "utc": instant(receipt.at, UTC),
        "by": str(receipt.by or "—"),
        "languages": [languages.language_name(row["language"]) for row in document["words"]],
        "digest": receipt.digest,
        "files": [
            {
                "place": file.place,
                "name": file.name,
                "sha256": file.sha256,
                "size": filesizeformat(file.bytes),
            }
            for file in files_of(document)
        ],
        "labels": _labels(),
    }


def _labels() -> dict[str, str]:
    return {
        "receipt": _("Receipt"),
        "lede": _("We have received this entry as it stood at this moment."),
        "launch": _("Launch"),
        "company": _("Company"),
        "received": _("Received"),
        "by": _("Handed in by"),
        "languages": _("Languages"),
        "fingerprint": _("Fingerprint (SHA-256)"),
        "explained": _(
            "It belongs to exactly these words and files: the SHA-256 of the record of the "
            "entry, which holds every word and the SHA-256 of every file. The record can be "
            "downloaded beside this receipt and the fingerprint computed from it."
        ),
        "files": _("Files"),
        "place": _("Place"),
        "file": _("File and its SHA-256"),
        "size": _("Size"),
    }
