"""Instants and slots as iCalendar: valid, open with their launch, told under embargo to press."""

from datetime import timedelta

import icalendar
import pytest

from launches import clock
from tests.factories import CueFactory, RundownFactory, launch

pytestmark = pytest.mark.django_db
TYPE = "text/calendar"
INSTANTS, SESSIONS = "/feeds/launches.ics", "/feeds/programme.ics"


def events(answer) -> list[icalendar.Event]:
    """The calendar's events; what RFC 5545 asks of each is there."""
    assert (answer.status_code, answer["Content-Type"].partition(";")[0]) == (200, TYPE)
    lines = answer.content.split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert max(len(line) for line in lines) <= 75
    found = icalendar.Calendar.from_ical(answer.content)
    assert (found["version"], bool(found["prodid"])) == ("2.0", True)
    rows = found.walk("VEVENT")
    assert all({"UID", "DTSTAMP", "DTSTART", "SUMMARY"} <= set(row) for row in rows)
    assert len({row["uid"] for row in rows}) == len(rows)
    return rows


def test_an_instant_is_public_from_itself_on_and_under_embargo_for_press(client, key, moment):
    moment.at(-600)
    launch("approved", opens_at=moment.T, product="Canary")
    launch("approved", cue_mode=True, product="Cue")  # has no instant yet
    api, press = "/api/v1/launches/?format=ics", key("press")
    moment.at(-1)
    assert [events(client.get(path)) for path in (INSTANTS, api)] == [[], []]
    assert events(client.get(INSTANTS, **press)) == []
    (row,) = events(client.get(api, **press))
    assert row["summary"] == "EMBARGOED: Canary opens"
    assert (row.start, row["class"], row["status"]) == (moment.T, "CONFIDENTIAL", "TENTATIVE")
    moment.at(0)
    for path in (INSTANTS, api):
        (row,) = events(client.get(path))
        assert (row["summary"], row["class"], row["status"]) == (
            "Canary opens",
            "PUBLIC",
            "CONFIRMED",
        )
    assert client.get(INSTANTS).content == client.get(INSTANTS).content


def test_a_calendar_in_another_language_and_of_one_launch(client):
    entry = launch("released")
    (row,) = events(client.get(INSTANTS, {"lang": "zh-hans"}))
    assert (row["summary"], row["url"]) == (
        "Aurora One 发布",
        f"http://127.0.0.1:8000/launches/{entry.slug}/",
    )
    (one,) = events(client.get(f"/api/v1/launches/{entry.uid}/", HTTP_ACCEPT=TYPE))
    assert one["uid"] == row["uid"]


def test_sessions_and_the_slots_that_are_open(client, key, moment):
    moment.at(-600)
    cue = CueFactory(
        launch=launch("approved", opens_at=moment.T, product="Canary", at=clock.now()),
        rundown=RundownFactory(stage__slug="hall", stage__name="Hall"),
    )
    api = "/api/v1/programme/?format=ics"
    moment.at(-1)
    for path in (SESSIONS, api):
        assert [row["summary"] for row in events(client.get(path))] == ["Release session"]
    assert len(events(client.get(api, **key("press")))) == 2
    assert len(events(client.get(SESSIONS, **key("press")))) == 1
    moment.at(0)
    session, slot = events(client.get(api))
    assert slot["summary"] == f"Canary · {cue.launch.company.name}"
    assert (slot.start, slot.end, slot["location"]) == (cue.starts_at, cue.ends_at, "Hall")
    assert session.end - session.start == timedelta(hours=3)
    assert events(client.get(SESSIONS, {"lang": "zh-hans"}))[0]["summary"] == "发布会"
    assert client.get(SESSIONS, {"day": "never"}).status_code == 400


def test_long_and_odd_words_are_folded_and_escaped(client):
    odd = "长" * 90 + "; a, b\\c\x0b"
    launch("released", product=odd)
    (row,) = events(client.get(INSTANTS))
    assert row["summary"] == odd.replace("\x0b", "") + " opens"
