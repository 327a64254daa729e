"""An entry's languages side by side: each text with its length and how it lags behind."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cms import traces
from cms.wording import PROSE
from launches import counting
from launches.content import Words, plain


@dataclass(frozen=True)
class Cell:
    """One text in one language. `length` is in words or characters, as its language counts."""

    language: str
    text: str
    length: int
    unit: str
    mark: traces.Mark | None = None
    remark: str = ""

    @property
    def is_older(self) -> bool:
        """The original was changed after this was translated from it."""
        return self.mark is not None and self.mark.lag == traces.Lag.OLDER

    @property
    def is_machine(self) -> bool:
        """A machine drafted it, and no person has read it yet."""
        return self.mark is not None and self.mark.lag == traces.Lag.MACHINE


def rows(
    languages: Sequence[Words],
    labels: dict[str, str],
    *,
    marks: dict[str, traces.Mark],
    remarks: dict[str, str],
) -> list[dict[str, Any]]:
    """One row a text, one cell a language.

    `marks` say which texts lag behind, `remarks` what is wrong with the names in them, both
    by field ("texts.en.body").
    """
    return [
        {
            "name": name,
            "label": label,
            "html": name in PROSE,
            "cells": [_cell(words, name, marks, remarks) for words in languages],
        }
        for name, label in labels.items()
    ]


def _cell(words: Words, name: str, marks: dict[str, traces.Mark], remarks: dict[str, str]) -> Cell:
    language, text = words.language, getattr(words, name)
    length = counting.count(plain(text) if name in PROSE else text, language)
    field = f"texts.{language}.{name}"
    return Cell(
        language,
        text,
        length,
        counting.unit_of(language),
        marks.get(field),
        remarks.get(field, ""),
    )
