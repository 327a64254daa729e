"""The public programme: sessions of the halls, and their slots with what is open in them.

A slot whose launch is hidden is a slot without a launch, as on the stage itself.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from launches.models import Cue, Event
from launches.queries import board
from launches.queries.gate import Who, visible_to
from launches.queries.render import brief, iso
from launches.queries.search import MOST_WORDS

ORDER = ("starts_at", "stage__slug", "code")


def sessions(
    *, stage: str = "", theme: str = "", q: str = "", day: date | None = None, zone: ZoneInfo
) -> QuerySet[Event]:
    """In order of time; each filter narrows where it is given. `day` is one of the forum."""
    events = Event.objects.select_related("stage", "theme").order_by(*ORDER)
    if stage:
        events = events.filter(stage__slug=stage)
    if theme:
        events = events.filter(theme__slug=theme)
    for word in q.split()[:MOST_WORDS]:
        events = events.filter(Q(title__icontains=word) | Q(title_zh__icontains=word))
    if day:
        start = datetime.combine(day, time(), zone)
        events = events.filter(starts_at__gte=start, starts_at__lt=start + timedelta(days=1))
    return events


def after(events: QuerySet[Event], starts_at: datetime, address: str) -> QuerySet[Event]:
    """What comes after the session of this address (see `address_of`) that starts then."""
    stage, _slash, code = address.partition("/")
    later = Q(starts_at__gt=starts_at)
    later |= Q(starts_at=starts_at, stage__slug__gt=stage)
    later |= Q(starts_at=starts_at, stage__slug=stage, code__gt=code)
    return events.filter(later)


def address_of(event: Event) -> str:
    return f"{event.stage.slug}/{event.code}"


def shown(events: Iterable[Event], *, audience: Who, at: datetime) -> list[dict[str, Any]]:
    """The sessions with their slots, in two queries for any number of them."""
    found = list(events)
    cues = list(Cue.objects.filter(event__in=found).order_by("event_id", "starts_at", "position"))
    open_ = visible_to(audience, at=at).filter(launch__in=[c.launch_id for c in cues])
    editions = {row.launch_id: row for row in open_.defer("document", "listing", "words")}
    slots: dict[int, list[dict[str, Any]]] = {event.pk: [] for event in found}
    for cue in cues:
        slots[cue.event_id or 0].append(_slot(cue, editions.get(cue.launch_id or 0)))
    return [{**_session(event), "slots": slots[event.pk]} for event in found]


def _session(event: Event) -> dict[str, Any]:
    address = address_of(event)
    return {
        "id": address,
        "href": f"/api/v1/programme/{address}/",
        "kind": event.kind,
        "title": {"en": event.title, "zh-hans": event.title_zh or event.title},
        "stage": board.named(event.stage),
        "theme": event.theme.slug if event.theme else None,
        "starts_at": iso(event.starts_at),
        "ends_at": iso(event.ends_at),
    }


def _slot(cue: Cue, edition: Any) -> dict[str, Any]:
    return {
        "id": cue.uid,
        "starts_at": iso(cue.starts_at),
        "ends_at": iso(cue.ends_at),
        "launch": brief(edition) if edition else None,
    }
