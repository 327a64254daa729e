"""What readiness is said in: rules, facts, gaps, and the row of one launch."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from launches.content import Content, language_name
from launches.enums import Channel, Check, Standing
from launches.files.slots import Wanted
from launches.models import Forum, LengthLimit, Question
from launches.names import Name

from . import naming


class Rule(NamedTuple):
    """A demand of a channel. `threshold` is pixels or pieces, where the check counts any."""

    at_submission: bool = False
    is_on: bool = True
    threshold: int = 0


Rules = dict[tuple[Channel, Check], Rule]


@dataclass(frozen=True)
class Gap:
    """One thing to mend. `field` is the editor's name of it, such as texts.en.headline."""

    field: str
    text: str
    standing: Standing = Standing.MISSING
    at_submission: bool = False


@dataclass(frozen=True)
class Facts:
    """What is known of one launch. `files` are {material id: (state, width in pixels)}.

    `is_released`: readers have it already, so that its moment may have passed.
    """

    content: Content
    languages: tuple[str, ...]
    files: dict[int, tuple[str, int]]
    release_mode: str
    opens_at: datetime | None
    rules: Rules = field(default_factory=dict)
    limits: tuple[LengthLimit, ...] = ()
    questions: tuple[Question, ...] = ()
    slots: Mapping[str, Wanted] = field(default_factory=dict)
    names: tuple[Name, ...] = ()
    forum: Forum | None = None
    stage_at: datetime | None = None
    is_released: bool = False

    @cached_property
    def remarks(self) -> dict[str, str]:
        """{field: what is wrong with the names in it}: all languages are held together, once."""
        return naming.remarks(self.content, self.names, self.languages)


@dataclass(frozen=True)
class State:
    """One cell of the matrix; `language` is set for the channel LANGUAGE."""

    channel: Channel
    language: str
    gaps: tuple[Gap, ...]

    @property
    def standing(self) -> Standing:
        found = {gap.standing for gap in self.gaps}
        if Standing.FAILING in found:
            return Standing.FAILING
        return Standing.MISSING if found else Standing.READY

    @property
    def label(self) -> str:
        return language_name(self.language) if self.language else str(self.channel.label)


@dataclass(frozen=True)
class Readiness:
    """The row of one launch: its channels in their order, then its languages.

    `facts` are what it was reckoned from; none where somebody may not see them all.
    """

    states: tuple[State, ...]
    facts: Facts | None = field(default=None, compare=False, repr=False)

    @property
    def remarks(self) -> dict[str, str]:
        """{field: what is wrong with the names in it}, reckoned once with the checks."""
        return self.facts.remarks if self.facts else {}

    @property
    def required(self) -> dict[str, str]:
        """What keeps the entry from being submitted: {field: sentence}, empty when ready."""
        gaps = [gap for state in self.states for gap in state.gaps if gap.at_submission]
        return {gap.field: gap.text for gap in sorted(gaps, key=_place)}

    @property
    def is_ready(self) -> bool:
        return all(state.standing == Standing.READY for state in self.states)

    def standing(self, channel: Channel, language: str = "") -> Standing | None:
        """The standing of one channel; None for a language the launch has not."""
        found = (row for row in self.states if (row.channel, row.language) == (channel, language))
        return next((state.standing for state in found), None)


def _place(gap: Gap) -> int:
    order = ("product", "texts", "materials", "opens_at", "answers")
    return order.index(gap.field.partition(".")[0])
