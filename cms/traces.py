"""When each text last changed, and which words of the original a translation was made from.

Kept on the language's own row, so that it lives in the revision: {field: {"at": instant,
"of": language of the original, "seen": fingerprint of the original's words then, "machine": True
while a machine's draft is unread}}. A
translation is older than its original while the original's words have another
fingerprint; when they are put back as they were, it is current again by itself.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.utils.dateparse import parse_datetime

from cms.wording import TEXTS
from launches.enums import Door

TAG = re.compile(r"<[^>]*>|\s+")


class Lag(StrEnum):
    """How a translation lags behind."""

    OLDER = "older"
    EMPTY = "empty"
    MACHINE = "machine"  # drafted by a machine, and no person has read it yet


@dataclass(frozen=True)
class Mark:
    """One text that lags behind the original; the instants are None where nobody knows."""

    lag: Lag
    original: str
    original_at: datetime | None = None
    at: datetime | None = None


def stamp(page: Any, *, at: datetime) -> None:
    """Note on the page, before it is saved, what differs from its latest revision.

    A text that was changed now counts as made from the original as it stands now. A
    restored version keeps what it knew.
    """
    texts = list(page.texts.all())
    page.texts = texts  # from now on these very objects, also where they came from the table
    before = _before(page)
    original = original_of(page)
    old_original = before.get(original.language, {}) if original else {}
    for text in texts:
        old = before.get(text.language, {})
        text.traces = {
            field: trace
            for field in TEXTS
            if (trace := _traced(page, text, field, old, original, old_original, at))
        }


def _traced(page, text, field, old, original, old_original, at) -> dict[str, str]:
    trace = dict((text.traces or {}).get(field, {}))
    changed = getattr(text, field) != (old.get(field) or "")
    if changed:
        trace["at"] = at.isoformat()
        trace.pop("machine", None)
        if page.door == Door.MACHINE:
            trace["machine"] = True
    if original is None or text.language == original.language or not getattr(text, field):
        return {"at": trace["at"]} if "at" in trace else {}
    if changed and page.door != Door.RESTORED:
        trace |= {"of": original.language, "seen": fingerprint(getattr(original, field))}
    elif trace.get("of") != original.language:
        seen = fingerprint(old_original.get(field) or getattr(original, field))
        trace |= {"of": original.language, "seen": seen}
    return trace


def _before(page: Any) -> dict[str, dict[str, Any]]:
    """{language: its row} of the latest revision, as JSON."""
    kept = page.latest_revision.content if page.latest_revision_id else {}
    return {row["language"]: row for row in kept.get("texts", [])}


def original_of(page: Any) -> Any:
    """The text the others are translated from: in the page's language, else the first."""
    texts = list(page.texts.all())
    return next((text for text in texts if text.language == page.original), next(iter(texts), None))


def fingerprint(words: str) -> str:
    """Of the words alone: neither formatting nor spaces count."""
    plain = TAG.sub("", words)
    return hashlib.sha256(plain.encode("utf-8", "replace")).hexdigest()[:16]


def marks(page: Any) -> dict[str, Mark]:
    """{"texts.<language>.<field>": how it lags}, only of texts that do."""
    original = original_of(page)
    if original is None:
        return {}
    said = {field: getattr(original, field) for field in TEXTS}
    prints = {field: fingerprint(words) for field, words in said.items()}
    found = {}
    for text in page.texts.all():
        if text.language == original.language:
            continue
        for field in TEXTS:
            mark = _mark(text, field, original, said[field], prints[field])
            if mark:
                found[f"texts.{text.language}.{field}"] = mark
    return found


def _mark(text: Any, field: str, original: Any, said: str, now: str) -> Mark | None:
    if not getattr(text, field).strip():
        return Mark(Lag.EMPTY, original.language) if said.strip() else None
    trace = (text.traces or {}).get(field, {})
    if trace.get("machine"):
        return Mark(Lag.MACHINE, original.language, at=parse_datetime(trace.get("at", "")))
    if trace.get("of") != original.language or trace.get("seen") == now:
        return None
    changed = (original.traces or {}).get(field, {}).get("at", "")
    return Mark(
        Lag.OLDER, original.language, parse_datetime(changed), parse_datetime(trace.get("at", ""))
    )


def accept(page: Any, language: str) -> bool:
    """Take a machine's draft of a language for read, not yet saved; whether there was one."""
    found = False
    for text in page.texts.all():
        traced = text.traces or {}
        if text.language == language and any("machine" in trace for trace in traced.values()):
            found = True
            text.traces = {
                field: {key: value for key, value in trace.items() if key != "machine"}
                for field, trace in traced.items()
            }
    return found


def confirm(page: Any, names: Iterable[str]) -> list[str]:
    """Take translations for current, not yet saved; the names of those that were not."""
    lagging = [name for name, mark in marks(page).items() if mark.lag == Lag.OLDER]
    wanted = [name for name in lagging if name in set(names)]
    original = original_of(page)
    for text in page.texts.all():
        for field in TEXTS:
            if f"texts.{text.language}.{field}" in wanted:
                seen = {"of": original.language, "seen": fingerprint(getattr(original, field))}
                trace = (text.traces or {}).get(field, {})
                text.traces = {**(text.traces or {}), field: {**trace, **seen}}
    return wanted
