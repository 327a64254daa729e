"""Editions in some of their languages only, cut where they are read from the database."""

import json
from collections.abc import Collection, Iterator
from typing import Any, Self

from django.db import models
from django.db.models.query import ModelIterable

CUT = ("document", "listing")


class EditionIterable(ModelIterable):
    """Rows as they are stored, or in the languages of the query alone."""

    def __iter__(self) -> Iterator[Any]:
        languages = self.queryset.languages
        for row in super().__iter__():
            if languages:
                row.cut_to(languages)
            yield row


class EditionQuerySet(models.QuerySet):
    """Knows the languages its reader may read; the gate says them, and no view has to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages: Collection[str] = ()
        self._iterable_class = EditionIterable

    def in_languages(self, languages: Collection[str]) -> Self:
        found = self._chain()
        found.languages = languages
        return found

    def _clone(self) -> Self:
        found = super()._clone()
        found.languages = self.languages
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
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))
