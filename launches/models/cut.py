"""Editions as they are read: in some languages only, and without files whose rights have ended.

Both are cut out of the stored texts where rows come from the database, so that no reader
has to think of it.
"""

import json
from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models.query import ModelIterable

from launches.compact import dumps

CUT = ("document", "listing")


class EditionIterable(ModelIterable):
    """Rows as they are stored, or in the languages and at the instant of the query."""

    def __iter__(self) -> Iterator[Any]:
        languages, at = self.queryset.languages, self.queryset.at
        for row in super().__iter__():
            if languages:
                row.cut_to(languages)
            if at and has_ended(row, at):
                row.lapsed_at = at
                leave_out(row, at=at)
            yield row


class EditionQuerySet(models.QuerySet):
    """Knows the languages its reader may read, and when; the gate says them, and no view has to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages: Collection[str] = ()
        self.at: datetime | None = None
        self._iterable_class = EditionIterable

    def in_languages(self, languages: Collection[str]) -> Self:
        found = self._chain()
        found.languages = languages
        return found

    def as_of(self, at: datetime) -> Self:
        """The rows without the files whose rights have ended by then."""
        found = self._chain()
        found.at = at
        return found

    def _clone(self) -> Self:
        found = super()._clone()
        found.languages, found.at = self.languages, self.at
        return found


def cut_row(row: models.Model, languages: Collection[str]) -> None:
    """Cut what of the stored texts has been read; what is deferred stays unread."""
    for name in CUT:
        if name in row.__dict__:
            setattr(row, name, _cut(row.__dict__[name], languages))


def _cut(document: str, languages: Collection[str]) -> str:
    found = json.loads(document)
    for part in (found, found["company"]):
        if texts := part.get("texts"):
            part["texts"] = {key: said for key, said in texts.items() if key in languages}
    return dumps(found)


def has_ended(row: Any, at: datetime) -> bool:
    """Whether a right has; not asked of a row that has loaded neither that nor a text."""
    if not row.__dict__.keys() & {"rights_end_at", *CUT}:
        return False
    return row.rights_end_at is not None and row.rights_end_at <= at


def leave_out(row: models.Model, *, at: datetime) -> None:
    """Take the files whose rights have ended out of what of the stored texts has been read."""
    for name in CUT:
        if name in row.__dict__:
            setattr(row, name, _held(row.__dict__[name], at))


def _held(document: str, at: datetime) -> str:
    found = json.loads(document)
    found["materials"] = [row for row in found["materials"] if not _ended(row, at)]
    return dumps(found)


def _ended(material: dict[str, Any], at: datetime) -> bool:
    until = material["available_until"]
    return until is not None and datetime.fromisoformat(until) <= at
