"""The log: order, cursors, and what each audience may know."""

from datetime import timedelta

import pytest

from launches import clock
from launches.domain import release
from launches.enums import Audience
from launches.queries import wire
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_reading_in_pages_gives_everything_once():
    now = clock.now()
    for n in range(7):
        factories.launch("released", at=now - timedelta(hours=2, minutes=n))
    whole = wire.visible_entries(Audience.PRESS, after=None, at=now)
    pages, cursor = [], None
    while page := wire.visible_entries(Audience.PRESS, after=cursor, at=now, limit=3):
        pages += page
        cursor = wire.Cursor.parse(str(wire.cursor_of(page[-1])))
    assert pages == whole
    assert len(whole) == 14


def test_a_cursor_tells_nothing_of_hidden_rows():
    released = factories.launch("released")
    before = str(wire.cursor_of(released.wire.get(kind="released")))
    factories.launch("approved")
    assert str(wire.cursor_of(released.wire.get(kind="released"))) == before


@pytest.mark.parametrize("text", ["", "x", "a:b:c", "\x00", "W10:1:2", "é" * 500])
def test_strange_cursors_are_named(text):
    with pytest.raises(wire.BadCursor):
        wire.Cursor.parse(text)


def test_nothing_may_be_kept_beyond_the_next_instant(moment):
    factories.launch("approved", at=moment.at(-60), opens_at=moment.T)
    assert wire.next_instant(at=moment.at(-1)) == moment.T
    assert wire.next_instant(at=moment.at(0)) is None


def test_the_generation_changes_with_every_fact():
    first = wire.generation()
    factories.launch("approved")
    assert wire.generation() > first


def test_a_fact_of_the_very_instant_stands_after_the_reader_who_was_there(moment):
    moment.at(-600)
    entries = [factories.launch("approved", opens_at=moment.T) for _number in range(4)]
    at = moment.at(0)
    place = wire.cursor_of(wire.visible_entries(Audience.PUBLIC, after=None, at=at)[-1])
    for entry in entries:
        release.kill(entry, reason="x", by=factories.UserFactory(releaser=True), at=clock.now())
    later = wire.visible_entries(Audience.PUBLIC, after=place, at=at + timedelta(seconds=1))
    assert [entry.kind for entry in later] == ["killed"] * 4
