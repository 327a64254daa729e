"""Time zones of people: the company's own, and clock readings that a change of clocks spoils."""

from datetime import UTC, date, datetime, time, tzinfo
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel.core import get_global
from babel.dates import get_timezone_location
from django.utils.translation import get_language, to_locale

from launches.models import Company, Forum

# Of countries with several zones, the one most of their business runs on.
MAIN = {
    "AR": "America/Argentina/Buenos_Aires", "AU": "Australia/Sydney", "BR": "America/Sao_Paulo",
    "CA": "America/Toronto", "CD": "Africa/Kinshasa", "CL": "America/Santiago",
    "CN": "Asia/Shanghai", "CY": "Asia/Nicosia", "DE": "Europe/Berlin",
    "EC": "America/Guayaquil", "ES": "Europe/Madrid", "ID": "Asia/Jakarta",
    "KZ": "Asia/Almaty", "MN": "Asia/Ulaanbaatar", "MX": "America/Mexico_City",
    "MY": "Asia/Kuala_Lumpur", "NZ": "Pacific/Auckland", "PT": "Europe/Lisbon",
    "RU": "Europe/Moscow", "UA": "Europe/Kyiv", "US": "America/New_York",
    "UZ": "Asia/Tashkent", "VN": "Asia/Ho_Chi_Minh",
}  # fmt: skip


@cache
def known() -> frozenset[str]:
    """The names of all zones there are; read from the disk once."""
    return frozenset(available_timezones())


def zone_of(company: Company) -> ZoneInfo | None:
    """The zone a company chose, else that of its country; None where nothing is known."""
    name = company.timezone or MAIN.get(company.country) or _only_zone(company.country)
    return ZoneInfo(name) if name in known() else None


def _only_zone(country: str) -> str:
    """The first of CLDR's zones of a territory."""
    zones = get_global("territory_zones").get(country, [])
    return zones[0] if zones else ""


def city(zone: ZoneInfo) -> str:
    """What people call a zone: its city, in the reader's language."""
    return get_timezone_location(zone.key, locale=_reader(), return_city=True)


def named(company: Company, *, at: datetime) -> str:
    """The company's zone as it stands among the choices; empty where nothing is known."""
    zone = zone_of(company)
    return f"{offset(at, zone)} {city(zone)}" if zone else ""


def choices(*, at: datetime) -> list[tuple[str, str]]:
    """Every zone people live in, from west to east: (IANA name, "UTC+01:00 Berlin")."""
    rows = [(offset(at, ZoneInfo(name)), city, name) for name, city in _cities(str(_reader()))]
    rows.sort(key=lambda row: (_minutes(row[0]), row[1]))
    return [(name, f"{distance} {city}") for distance, city, name in rows]


@lru_cache(maxsize=8)
def _cities(reader: str) -> list[tuple[str, str]]:
    """(IANA name, city in the reader's language) of all zones that CLDR gives to a territory."""
    named = {name for zones in get_global("territory_zones").values() for name in zones}
    names = sorted(named & known())
    return [(name, get_timezone_location(name, locale=reader, return_city=True)) for name in names]


def _minutes(distance: str) -> int:
    hours, minutes = distance.removeprefix("UTC").split(":")
    return int(hours) * 60 + int(hours[0] + minutes)


def city_of(forum: Forum) -> str:
    """The forum's city, in the reader's language where its time zone is named after it."""
    known = get_timezone_location(forum.timezone, locale="en", return_city=True)
    return city(forum.tz) if forum.city in ("", known) else forum.city


def country_of(forum: Forum) -> str:
    """The country whose clocks the forum goes by; empty where the zone is of none."""
    return get_global("zone_territories").get(forum.timezone, "")


def midnight(day: date, zone: tzinfo) -> datetime:
    """The instant at which a day begins there."""
    return datetime.combine(day, time(), zone)


def _reader() -> Locale:
    return Locale.parse(to_locale(get_language() or "en"))


def offset(instant: datetime, zone: ZoneInfo) -> str:
    """How far the clocks there are from UTC at that instant: UTC+08:00."""
    text = instant.astimezone(zone).strftime("%z")
    return f"UTC{text[:3]}:{text[3:5]}"


def readings(local: datetime, zone: ZoneInfo) -> list[datetime]:
    """The instants (UTC) at which clocks there show `local`, a naive time.

    Usually one; none where the clocks jump over it, two where they go back.
    """
    found = []
    for fold in (0, 1):
        instant = local.replace(tzinfo=zone, fold=fold).astimezone(UTC)
        back = instant.astimezone(zone).replace(tzinfo=None, fold=0)
        if back == local and instant not in found:
            found.append(instant)
    return found
