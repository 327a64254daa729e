"""From stored texts to answers: a list is a joining of strings, not of serializers."""

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from launches.compact import dumps
from launches.models import Edition, EditionText
from launches.models.cut import CUT, leave_out

from . import sight

ENVELOPE = ("number", "opens_at", "stands_from", "note", "stage", "slot_at")


def iso(instant: datetime | None) -> str | None:
    """An instant as RFC 3339 in UTC, to the second where it is whole."""
    if instant is None:
        return None
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")


def is_corrected(edition: Edition) -> bool:
    """Whether readers had another version; what changed before the release is nobody's news."""
    opens_at, stands_from = edition.opens_at, edition.stands_from
    return opens_at is not None and stands_from is not None and stands_from > opens_at


def envelope(edition: Edition, *, at: datetime) -> dict[str, Any]:
    """What may change while the stored text stays: version, status, instant, stage."""
    sight.saw(edition)
    released = edition.opens_at is not None and edition.opens_at <= at
    corrected = is_corrected(edition)
    return {
        "version": edition.number,
        "status": "released" if released else "embargoed",
        "opens_at": iso(edition.opens_at),
        "updated_at": iso(edition.stands_from if corrected or not released else edition.opens_at),
        "correction_note": edition.note if corrected else "",
        "stage": {"slug": edition.stage, "starts_at": iso(edition.slot_at)}
        if edition.stage
        else None,
    }


def brief(edition: Edition) -> dict[str, Any]:
    """The least that names a launch, for lists of something else. Needs no stored text."""
    sight.saw(edition)
    return {
        "id": edition.launch_uid,
        "href": f"/api/v1/launches/{edition.launch_uid}/",
        "page": f"/launches/{edition.slug}/",
        "product": edition.product,
        "product_native": edition.product_native,
        "company": edition.company,
    }


def sparse(text: str, names: Collection[str]) -> str:
    """A JSON object with only these of its members; all of them where none are named."""
    if not names:
        return text
    kept = {name: value for name, value in json.loads(text).items() if name in names}
    return dumps(kept)


def joined(
    text: str,
    edition: Edition,
    *,
    at: datetime,
    more: Mapping[str, Any] | None = None,
) -> str:
    """The stored JSON object with its envelope, and with `more` members after it."""
    said = dumps({**envelope(edition, at=at), **(more or {})})
    return f"{text[:-1]},{said[1:]}"


def listings(
    editions: Iterable[Edition], *, at: datetime, texts: dict[int, EditionText] | None = None
) -> list[str]:
    """Each edition's short form; of `texts` {edition id: text} where a language is wanted."""
    return [
        joined(texts[row.pk].listing if texts else row.listing, row, at=at)
        for row in editions
        if not texts or row.pk in texts
    ]


def in_language(
    editions: list[Edition], language: str, *, stored: Collection[str] = CUT
) -> dict[int, EditionText]:
    """One text for each edition: that of best_language among those its reader may read.

    `stored` names which of the JSON texts the caller will join; the others are not read.
    """
    rows = {edition.pk: edition for edition in editions}
    found: dict[int, dict[str, EditionText]] = {}
    unread = [name for name in CUT if name not in stored]
    texts = EditionText.objects.filter(edition__in=editions).defer(*unread)
    for text in texts.order_by("edition_id", "pk"):
        edition = rows[text.edition_id]
        if edition.languages:
            if text.language not in edition.languages:
                continue
            text.cut_to(edition.languages)
        if edition.lapsed_at:
            leave_out(text, at=edition.lapsed_at)
        found.setdefault(text.edition_id, {})[text.language] = text
    return {pk: said[best_language(said, language)] for pk, said in found.items()}


def tag(language: str) -> str:
    """A language as BCP 47 writes it: zh-hans is zh-Hans."""
    first, *rest = language.split("-")
    return "-".join([first, *(part.title() if len(part) == 4 else part.upper() for part in rest)])


def spoken(language: str) -> str:
    """The one of our own two languages for a reader, or around a text, of this one."""
    return "zh-hans" if language.startswith("zh") else "en"


def best_language(languages: Iterable[str], wanted: str) -> str:
    """What a reader of `wanted` gets: it, else the same language in another form, else
    English, else the first; "" where there is none. Every door falls back by this rule."""
    return min(languages, key=lambda language: _rank(language, wanted), default="")


def _rank(language: str, wanted: str) -> int:
    if language == wanted:
        return 0
    if language.split("-")[0] == wanted.split("-")[0]:
        return 1
    return 2 if language == "en" else 3
