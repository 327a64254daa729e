"""What a correction changed, for newsrooms that have the version before."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from launches.kits.notes import SPOKEN
from launches.models import Edition
from launches.queries.gate import Reader, versions_visible_to
from launches.queries.render import is_corrected, iso, tag


def versions_before(
    editions: Sequence[Edition], reader: Reader, *, at: datetime
) -> dict[int, Edition]:
    """{edition id: the version that its readers had before}, of corrected ones alone."""
    corrected = {row.launch_id: row for row in editions if is_corrected(row)}
    if not corrected:
        return {}
    found: dict[int, Edition] = {}
    versions = versions_visible_to(reader, at=at).filter(launch__in=corrected)
    for row in versions.defer("listing", "words").order_by("number"):
        now = corrected[row.launch_id]
        if row.number < now.number:
            found[now.pk] = row
    return found


def told(edition: Edition, before: Edition) -> str:
    """The note of the desk, and which words and files are others than they were."""
    now, then = json.loads(edition.document), json.loads(before.document)
    parts = []
    for code in SPOKEN:
        with translation.override(code):
            numbers = {"new": edition.number, "old": before.number}
            head = _("Version %(new)s takes the place of version %(old)s.") % numbers
            lines = [head, iso(edition.stands_from) or ""]
            lines += [edition.note] if edition.note else []
            lines += [f"- {one}" for one in (*_words(now, then), *_files(now, then))]
            parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def _words(now: dict[str, Any], then: dict[str, Any]) -> list[str]:
    found = []
    if now["product"] != then["product"]:
        found.append(_("Product: was “%(name)s”") % {"name": then["product"]})
    for language in sorted({*now["texts"], *then["texts"]}):
        new, old = now["texts"].get(language), then["texts"].get(language)
        if new is None or old is None:
            words = _("language added") if old is None else _("language taken away")
            found.append(f"{tag(language)}: {words}")
        elif fields := [name for name in new if new[name] != old.get(name)]:
            found.append(f"{tag(language)}: {', '.join(_name(one) for one in fields)}")
    return found


def _name(field: str) -> str:
    names = {
        "headline": _("Headline"),
        "tagline": _("Tagline"),
        "summary": _("Summary"),
        "body": _("Body"),
        "press_release": _("Press release"),
    }
    return names.get(field, field)


def _files(now: dict[str, Any], then: dict[str, Any]) -> list[str]:
    new = {row["sha256"]: row for row in now["materials"]}
    old = {row["sha256"]: row for row in then["materials"]}
    said = ("caption", "credit", "alt", "licence", "licence_until")
    found = [_("File added: %(name)s") % row for key, row in new.items() if key not in old]
    found += [_("File taken away: %(name)s") % row for key, row in old.items() if key not in new]
    found += [
        _("Caption, credit or terms changed: %(name)s") % row
        for key, row in new.items()
        if key in old and any(_is_other(row, old[key], name) for name in said)
    ]
    return found


def _is_other(now: dict[str, Any], then: dict[str, Any], name: str) -> bool:
    """An edition frozen before a field was written says nothing about it."""
    return name in now and name in then and now[name] != then[name]
