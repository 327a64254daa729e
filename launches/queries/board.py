"""What a stage shows: always the full state, never a patch, and only what is open.

A screen is a public place. Whatever the gate hides is a slot without a launch here,
the same as a slot that never had one.
"""

import json
from datetime import datetime
from typing import Any

from launches.enums import RundownState, Slot
from launches.models import Cue, Edition, Rundown, Stage
from launches.queries.gate import Who, visible_to
from launches.queries.render import envelope, iso


def named(stage: Stage) -> dict[str, Any]:
    """A stage in a list."""
    return {
        "slug": stage.slug,
        "name": {"en": stage.name, "zh-hans": stage.name_zh or stage.name},
        "href": f"/api/v1/stages/{stage.slug}/",
    }


def stage_state(stage: Stage, *, audience: Who, at: datetime) -> dict[str, Any]:
    """What is on now and what comes next, in four queries at most.

    Returns {"stage", "version", "state", "since", "now", "next"}; "now" and "next" are
    cues (see `rundown_of`) or None. It holds no clock, so that the same state is the
    same bytes.
    """
    rundown = Rundown.objects.filter(stage=stage).select_related("current__event").first()
    if rundown is None:
        return {**_empty(stage), "since": None, "now": None, "next": None}
    current = rundown.current
    following = _after(rundown, current)
    cues = [cue for cue in (current, following) if cue is not None]
    shown = {row["id"]: row for row in _cues(cues, audience, at)}
    return {
        "stage": named(stage),
        "version": rundown.version,
        "state": rundown.state,
        "since": iso(rundown.since),
        "now": shown[current.uid] if current else None,
        "next": shown[following.uid] if following else None,
    }


def rundown_of(stage: Stage, *, audience: Who, at: datetime) -> dict[str, Any]:
    """The show list: {"stage", "version", "state", "current", "cues"}.

    A cue is {"id", "position", "starts_at", "ends_at", "title", "launch"}; `launch` is
    the public listing with its envelope, or None where there is nothing to see.
    """
    rundown = Rundown.objects.filter(stage=stage).select_related("current").first()
    if rundown is None:
        return {**_empty(stage), "current": None, "cues": []}
    cues = list(rundown.cues.select_related("event"))
    return {
        "stage": named(stage),
        "version": rundown.version,
        "state": rundown.state,
        "current": rundown.current.uid if rundown.current else None,
        "cues": _cues(cues, audience, at),
    }


def planned(*, audience: Who, at: datetime) -> list[dict[str, Any]]:
    """What the show lists plan for an instant, in two queries: {"stage", "launch", "shown"}.

    `launch` is the cue's own, for the desk alone; `shown` the cue as a screen would get it.
    """
    cues = Cue.objects.filter(starts_at__lte=at, ends_at__gt=at)
    rows = list(cues.select_related("event", "launch", "rundown__stage").order_by("rundown__stage"))
    shown = _cues(rows, audience, at)
    return [
        {"stage": cue.rundown.stage, "launch": cue.launch, "shown": one}
        for cue, one in zip(rows, shown, strict=True)
    ]


def _empty(stage: Stage) -> dict[str, Any]:
    return {"stage": named(stage), "version": 0, "state": RundownState.IDLE.value}


def _after(rundown: Rundown, current: Cue | None) -> Cue | None:
    cues = rundown.cues.select_related("event")
    if current is not None:
        cues = cues.filter(position__gt=current.position)
    return cues.order_by("position").first()


def _cues(cues: list[Cue], who: Who, at: datetime) -> list[dict[str, Any]]:
    wanted = [cue.launch_id for cue in cues if cue.launch_id]
    editions = {
        edition.launch_id: edition
        for edition in visible_to(who, at=at).filter(launch_id__in=wanted).defer("words")
    }
    return [_cue(cue, editions.get(cue.launch_id or 0), at) for cue in cues]


def _cue(cue: Cue, edition: Edition | None, at: datetime) -> dict[str, Any]:
    event = cue.event
    title = {"en": event.title, "zh-hans": event.title_zh or event.title} if event else {}
    return {
        "id": cue.uid,
        "position": cue.position,
        "starts_at": iso(cue.starts_at),
        "ends_at": iso(cue.ends_at),
        "title": title,
        "launch": _shown(edition, at) if edition else None,
    }


def _shown(edition: Edition, at: datetime) -> dict[str, Any]:
    """The listing, with the hero in every size: a stage wants its own."""
    heroes = [row for row in json.loads(edition.document)["materials"] if row["slot"] == Slot.HERO]
    listing = json.loads(edition.listing)
    return {**listing, "materials": heroes[:1], **envelope(edition, at=at)}
