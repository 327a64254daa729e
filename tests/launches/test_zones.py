"""Clock readings that a change of clocks spoils, and the zones of companies."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override

from launches import zones
from launches.models import Company, Forum
from launches.portal import moment
from launches.portal.values import BadValue

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("local", "instants"),
    [
        (datetime(2026, 3, 29, 1, 59), [datetime(2026, 3, 29, 0, 59, tzinfo=UTC)]),
        (datetime(2026, 3, 29, 2, 30), []),
        (datetime(2026, 3, 29, 3, 0), [datetime(2026, 3, 29, 1, 0, tzinfo=UTC)]),
        (
            datetime(2026, 10, 25, 2, 30),
            [datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)],
        ),
        (datetime(2026, 10, 25, 3, 0), [datetime(2026, 10, 25, 2, 0, tzinfo=UTC)]),
    ],
)
def test_a_reading_has_none_one_or_two_instants(local, instants):
    assert zones.readings(local, BERLIN) == instants


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("2026-03-29T02:30", "does not exist"),
        ("2026-10-25T02:30", "comes twice"),
        ("2026-13-01T02:30", "A date and time is wanted"),
    ],
)
def test_spoiled_readings_are_refused_in_words(typed, words):
    with pytest.raises(BadValue, match=words):
        moment.parse(typed, Forum(timezone="Europe/Berlin"))


@pytest.mark.parametrize(
    ("company", "zone"),
    [
        (Company(country="DE"), "Europe/Berlin"),
        (Company(country="US"), "America/New_York"),
        (Company(country="IN"), "Asia/Kolkata"),
        (Company(country="US", timezone="America/Denver"), "America/Denver"),
        (Company(country="US", timezone="Mars/Olympus"), None),
        (Company(country=""), None),
    ],
)
def test_the_zone_of_a_company(company, zone):
    found = zones.zone_of(company)
    assert (found.key if found else None) == zone


def test_the_offset_is_that_of_the_season():
    summer, winter = datetime(2026, 7, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)
    assert [zones.offset(at, BERLIN) for at in (summer, winter)] == ["UTC+02:00", "UTC+01:00"]
    assert zones.offset(summer, ZoneInfo("America/St_Johns")) == "UTC-02:30"


@pytest.mark.parametrize(
    ("city", "language", "said"),
    [
        ("London", "en", "London"),
        ("London", "zh-hans", "伦敦"),
        ("", "zh-hans", "伦敦"),
        ("Greenwich", "zh-hans", "Greenwich"),
    ],
)
def test_the_forums_city_is_named_in_the_readers_language(city, language, said):
    with override(language):
        assert zones.city_of(Forum(city=city, timezone="Europe/London")) == said
