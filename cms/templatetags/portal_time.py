"""Instants as companies read them."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

from launches import clock, zones
from launches.models import Forum, Launch

register = template.Library()


@dataclass(frozen=True)
class Shown:
    """A zone to read the release moment in: whose, its IANA name, its distance from UTC."""

    label: str
    key: str
    offset: str


@register.filter
def city(forum: Forum) -> str:
    """Whose clock the forum's times are read from, in the reader's language."""
    return zones.city_of(forum)


@register.filter(expects_localtime=True)
def offset(instant: datetime) -> str:
    """How far from UTC the clocks are that it is shown by: "UTC-06:00", where CST names several."""
    return zones.offset(instant, instant.tzinfo)


@register.simple_tag
def clocks() -> str:
    """Whose clocks the times of this page are read from: "Mexico City (UTC-06:00)"."""
    zone = timezone.get_current_timezone()
    return f"{zones.city(zone)} ({zones.offset(clock.now(), zone)})"


@register.filter
def company_zone(launch: Launch) -> str:
    """The IANA name of the zone of an entry's company; empty where nothing is known."""
    zone = zones.zone_of(launch.company)
    return zone.key if zone else ""


@register.inclusion_tag("portal/_company_time.html")
def company_time(launch: Launch, instant: datetime) -> dict[str, object]:
    """The instant as clocks at the company show it; nothing where they show what the forum's do."""
    zone = zones.zone_of(launch.company)
    if zone is None or zones.offset(instant, zone) == zones.offset(instant, launch.forum.tz):
        return {}
    distance = zones.offset(instant, zone)
    return {"instant": instant, "zone": zone.key, "city": zones.city(zone), "offset": distance}


@register.filter
def three_zones(launch: Launch) -> list[Shown]:
    """The forum's zone, the company's where it is known, and UTC."""
    forum, company = launch.forum.tz, zones.zone_of(launch.company)
    words = {"city": zones.city_of(launch.forum)}
    rows = [(_("At the forum, %(city)s") % words, forum)]
    if company:
        rows.append((_("At your company, %(city)s") % {"city": zones.city(company)}, company))
    rows.append(("UTC", ZoneInfo("UTC")))
    return [Shown(label, zone.key, zones.offset(launch.opens_at, zone)) for label, zone in rows]
