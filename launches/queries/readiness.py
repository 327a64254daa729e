"""Reads what readiness looks at, for one launch or for many in the same few queries."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from launches.content import Content
from launches.models import Cue, Launch, Material
from launches.readiness import Facts, Readiness, assess

from . import glossary, slots
from .call import Rulebook, rulebooks


def of(launch: Launch, content: Content, *, at: datetime) -> Readiness:
    """The readiness of one launch whose latest words are `content`."""
    return of_many([launch], {launch.pk: content}, at=at)[launch.pk]


def of_many(
    launches: Iterable[Launch], contents: dict[int, Content], *, at: datetime
) -> dict[int, Readiness]:
    """{launch id: readiness}, in eight queries however many there are.

    `launches` come with their forum (select_related); `contents` is {launch id: what
    its latest revision says}, empty where one is absent.
    """
    launches = list(launches)
    books = rulebooks(launch.forum_id for launch in launches)
    said = {launch.pk: contents.get(launch.pk) or Content("") for launch in launches}
    files, names = _files(said.values()), glossary.names_of(launches, said)
    staged = staged_at(launches)
    return {
        launch.pk: assess(
            replace(
                _facts(launch, said[launch.pk], books[launch.forum_id], files),
                names=names[launch.pk],
                stage_at=staged.get(launch.pk),
                is_released=launch.is_released(at=at),
            ),
            at=at,
        )
        for launch in launches
    }


def staged_at(launches: Iterable[Launch]) -> dict[int, datetime]:
    """{launch id: when it is first on a stage}, of those that are; one query."""
    cues = Cue.objects.filter(launch__in=list(launches)).order_by("-starts_at")
    return dict(cues.values_list("launch", "starts_at"))


def _files(contents: Iterable[Content]) -> dict[int, tuple[str, int]]:
    ids = {row.material for content in contents for row in content.materials}
    rows = Material.objects.filter(pk__in=ids).values_list("pk", "state", "width")
    return {pk: (state, width or 0) for pk, state, width in rows}


def _facts(
    launch: Launch, content: Content, book: Rulebook, files: dict[int, tuple[str, int]]
) -> Facts:
    return Facts(
        content=content,
        languages=tuple(launch.forum.required_languages),
        files=files,
        release_mode=launch.release_mode,
        opens_at=launch.opens_at,
        rules=book.rules,
        limits=book.limits,
        questions=book.questions_for(launch),
        slots=slots.joined(book.slots, launch.section_id, launch.entry_type_id),
        forum=launch.forum,
    )
