"""Editions once more: the same words and files under the next number.

What readers have read is never changed or opened again; going back is going on, with a
new edition that says what an earlier one said.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Max

from launches.models import Edition, EditionContacts, EditionFile, EditionText, User
from launches.models.edition import LATEST

PARTS: tuple[Any, ...] = (EditionText, EditionFile, EditionContacts)


def reissue(
    sources: Iterable[tuple[Edition, datetime | None]], *, by: User, at: datetime
) -> list[Edition]:
    """Write a copy of each edition with its own `opens_at` (None: closed), in order.

    The launch's current edition is superseded at `at`. A fixed number of statements
    however many there are. Call it inside the act's transaction; the wire is the caller's.
    """
    pairs = list(sources)
    launches = [source.launch_id for source, _opens_at in pairs]
    Edition.objects.filter(LATEST, launch__in=launches).update(superseded_at=at)
    numbers = Edition.objects.filter(launch__in=launches).order_by().values_list("launch")
    last = dict(numbers.annotate(top=Max("number")))
    made = Edition.objects.bulk_create(
        _copied(
            source,
            uid=Edition().uid,
            number=last[source.launch_id] + 1,
            opens_at=opens_at,
            stands_from=at,
            stands_until=None,
            superseded_at=None,
            killed_at=None,
            made_at=at,
            made_by=by,
            note="",
        )
        for source, opens_at in pairs
    )
    copies = {source.pk: edition for (source, _at), edition in zip(pairs, made, strict=True)}
    for model in PARTS:
        rows = model.objects.filter(edition__in=list(copies)).order_by("pk")
        model.objects.bulk_create(_copied(row, edition=copies[row.edition_id]) for row in rows)
    return made


def _copied(row: Any, **changes: Any) -> Any:
    """An unsaved row with the same values beside its key and what is changed."""
    kept = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key and field.name not in changes
    }
    return type(row)(**kept, **changes)
