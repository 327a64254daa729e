"""Instants and slots as iCalendar (RFC 5545, RFC 7986).

The same question gives the same bytes: DTSTAMP is when the edition was made, and for
sessions, which keep no such time, their own beginning.
"""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import override
from icalendar import Calendar, Event

from launches.models import Edition, Forum
from launches.queries import sight
from launches.queries.feeds import plain
from launches.queries.render import best_language, spoken

MEDIA_TYPE = "text/calendar"
REFRESH = timedelta(minutes=15)
EMBARGOED = "EMBARGOED: "


def calendar(name: str, events: Iterable[Event]) -> str:
    """The calendar as text, with line ends and folding as the standard wants them."""
    made = Calendar()
    made.add("prodid", "-//Unveil//Release wire//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("name", plain(name))
    made.add("x-wr-calname", plain(name))
    made.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for event in events:
        made.add_component(event)
    return made.to_ical().decode()


def instants(
    editions: Iterable[Edition], headlines: dict[int, tuple[str, str]], *, at: datetime
) -> list[Event]:
    """When each launch opens, those without an instant left out.

    `headlines` is {edition id: (headline, tagline)}. An embargoed one, which only press reads,
    says so in its first word and is confidential.
    """
    return [_instant(row, *headlines[row.pk], at=at) for row in editions if row.opens_at]


def _instant(edition: Edition, headline: str, tagline: str, *, at: datetime) -> Event:
    sight.saw(edition)
    released = edition.opens_at is not None and edition.opens_at <= at
    event = _event(edition.launch_uid, edition.stands_from, edition.opens_at)
    event.add("summary", plain(headline if released else EMBARGOED + headline))
    event.add("description", plain(tagline))
    event.add("url", _whole(f"/launches/{edition.slug}/"))
    event.add("categories", [edition.theme])
    event.add("status", "CONFIRMED" if released else "TENTATIVE")
    event.add("class", "PUBLIC" if released else "CONFIDENTIAL")
    event.add("sequence", edition.number - 1)
    return event


def headlines(editions: Iterable[Edition], wanted: str) -> dict[int, tuple[str, str]]:
    """{edition id: (headline, tagline)} in the wanted language or its fallback, out of listings."""
    found = {}
    for edition in editions:
        texts = json.loads(edition.listing)["texts"]
        text = texts[best_language(texts, wanted)]
        found[edition.pk] = (text["headline"] or edition.product, text["tagline"])
    return found


def programme_name(language: str) -> str:
    """What the calendar of sessions is called, in English or Chinese."""
    forum = Forum.objects.first()
    with override(language):
        return _("%(forum)s: programme") % {"forum": forum} if forum else _("Programme")


def sessions(rows: Iterable[dict[str, Any]], language: str) -> list[Event]:
    """Sessions of launches.queries.programme.shown, each followed by its slots that are open."""
    return [event for row in rows for event in _session(row, language)]


def _session(row: dict[str, Any], language: str) -> list[Event]:
    hall = row["stage"]["name"]
    name = spoken(language)
    first = _timed(row, f"{row['stage']['slug']}-{row['id'].rpartition('/')[2]}")
    first.add("summary", plain(row["title"][name]))
    found = [first]
    for slot in row["slots"]:
        if launch := slot["launch"]:
            event = _timed(slot, slot["id"])
            event.add("summary", plain(f"{launch['product']} · {launch['company']}"))
            event.add("url", _whole(launch["page"]))
            found.append(event)
    for event in found:
        event.add("location", plain(hall[name]))
    return found


def _timed(row: dict[str, Any], uid: str) -> Event:
    begins, ends = parse_datetime(row["starts_at"]), parse_datetime(row["ends_at"])
    event = _event(uid, begins, begins)
    event.add("dtend", ends)
    return event


def _event(uid: str, stamp: datetime | None, begins: datetime | None) -> Event:
    event = Event()
    event.add("uid", f"{uid}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", stamp)
    event.add("dtstart", begins)
    return event


def _whole(path: str) -> str:
    return settings.SITE_URL + path
