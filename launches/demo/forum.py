"""The forum, its themes, halls, events and rundowns, on days around today."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.text import slugify

from launches.demo import reader
from launches.enums import RundownState, SectionKind
from launches.models import Cue, Event, Forum, Launch, Rundown, Section, Stage, Theme

SLUG = "unveil-forum"
# The demo takes place where it is about noon, so that there is always a show to see.
CITIES = [
    ("Asia/Shanghai", "Shanghai"),
    ("Asia/Tokyo", "Tokyo"),
    ("Pacific/Auckland", "Auckland"),
    ("Australia/Sydney", "Sydney"),
    ("Asia/Dubai", "Dubai"),
    ("Asia/Kolkata", "Bengaluru"),
    ("Europe/Istanbul", "Istanbul"),
    ("Europe/Berlin", "Berlin"),
    ("Europe/London", "London"),
    ("America/Sao_Paulo", "São Paulo"),
    ("America/Toronto", "Toronto"),
    ("America/Mexico_City", "Mexico City"),
    ("America/Los_Angeles", "San Francisco"),
    ("Pacific/Honolulu", "Honolulu"),
]
NOON = 13.75  # hours; in the middle of the second day's release sessions
SECTIONS = {
    SectionKind.CONFERENCE: ("Conference", "会议"),
    SectionKind.EXHIBITION: ("Exhibition", "展览"),
    SectionKind.TRADING: ("Trading", "交易"),
    SectionKind.RELEASE: ("Release", "发布"),
}


@dataclass(frozen=True)
class Ground:
    """What the launches stand on."""

    forum: Forum
    zone: ZoneInfo
    themes: dict[str, Theme]
    sections: dict[str, Section]
    stages: dict[str, Stage]
    events: dict[str, Event]
    slots: dict[str, reader.Slot]


def city_at(now: datetime) -> tuple[str, str]:
    """The zone and the city where it is nearest to the middle of the day."""

    def away(city: tuple[str, str]) -> float:
        local = now.astimezone(ZoneInfo(city[0]))
        return abs(local.hour + local.minute / 60 - NOON)

    return min(CITIES, key=away)


def lay(now: datetime) -> Ground:
    """Make the forum so that its second day is today."""
    programme = reader.programme()
    name, city = city_at(now)
    zone = ZoneInfo(name)
    second = date.fromisoformat(programme["days"][1]["date"])
    shift = timedelta(days=(now.astimezone(zone).date() - second).days)
    days = [date.fromisoformat(day["date"]) + shift for day in programme["days"]]
    forum = Forum.objects.create(
        slug=SLUG,
        name="Unveil Forum",
        name_zh="揭幕论坛",
        timezone=name,
        city=city,
        starts_on=days[0],
        ends_on=days[-1],
        submissions_open_at=now - timedelta(days=90),
        submissions_close_at=now + timedelta(days=2),
    )
    themes = _themes(forum, programme)
    stages = {
        hall["id"]: Stage.objects.create(
            forum=forum, slug=hall["id"], name=hall["name"], name_zh=hall["name_zh"], position=place
        )
        for place, hall in enumerate(programme["halls"])
    }
    events, slots = _events(programme, stages, themes, shift, zone)
    return Ground(forum, zone, themes, _sections(forum), stages, events, slots)


def _themes(forum: Forum, programme: dict) -> dict[str, Theme]:
    return {
        row["name"]: Theme.objects.create(
            forum=forum,
            slug=slugify(row["name"]),
            name=row["name"],
            name_zh=row["name_zh"],
            hue=place + 1,
        )
        for place, row in enumerate(programme["themes"])
    }


def _sections(forum: Forum) -> dict[str, Section]:
    return {
        kind: Section.objects.create(forum=forum, kind=kind, name=name, name_zh=name_zh)
        for kind, (name, name_zh) in SECTIONS.items()
    }


def _events(
    programme: dict,
    stages: dict[str, Stage],
    themes: dict[str, Theme],
    shift: timedelta,
    zone: ZoneInfo,
) -> tuple[dict[str, Event], dict[str, reader.Slot]]:
    events, slots = {}, {}
    for row in programme["events"]:
        event = Event(
            stage=stages[row["hall"]],
            code=row["id"],
            kind=row["type"],
            theme=themes.get(row["section_theme"] or ""),
            title=row["title"],
            title_zh=row["title_zh"],
            starts_at=reader.moved(row["start"], by=shift, zone=zone),
            ends_at=reader.moved(row["end"], by=shift, zone=zone),
        )
        events[row["id"]] = event
        for slot in row["launch_slots"]:
            slots[slot["launch_id"]] = reader.Slot(
                row["hall"],
                row["id"],
                slot["launch_id"],
                reader.moved(slot["start"], by=shift, zone=zone),
                reader.moved(slot["end"], by=shift, zone=zone),
            )
    Event.objects.bulk_create(events.values())
    return events, slots


def write_rundowns(ground: Ground, launches: dict[str, Launch]) -> None:
    """One show list for each hall with launch slots, in the order of the clock."""
    by_hall: dict[str, list[reader.Slot]] = {}
    for slot in sorted(ground.slots.values(), key=lambda slot: slot.start):
        if slot.launch in launches:
            by_hall.setdefault(slot.hall, []).append(slot)
    for hall, slots in by_hall.items():
        rundown = Rundown.objects.create(stage=ground.stages[hall])
        Cue.objects.bulk_create(
            Cue(
                rundown=rundown,
                event=ground.events[slot.event],
                launch=launches[slot.launch],
                position=place + 1,
                starts_at=slot.start,
                ends_at=slot.end,
            )
            for place, slot in enumerate(slots)
        )


def start_shows(now: datetime) -> None:
    """Put every show where the clock is: the cue of this minute, else the last before it."""
    for rundown in Rundown.objects.all():
        passed = rundown.cues.filter(starts_at__lte=now)
        current = passed.order_by("-position").first()
        if current is None:
            continue
        rundown.current, rundown.since = current, current.starts_at
        rundown.version, rundown.state = passed.count(), RundownState.RUNNING
        rundown.save()
