"""One click takes a slate back, and one more brings it again."""

import pytest

from launches.domain import release, rollback, slates
from launches.enums import Audience
from launches.errors import NoSuchTransition, ReasonNeeded
from launches.models import EditionFile, EditionText, Launch
from launches.queries import wire
from launches.queries.gate import files_visible_to, visible_to
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def boss():
    return factories.UserFactory(releaser=True)


@pytest.fixture
def opened(moment):
    """A slate of three whose instant has come, and its launches."""
    at = moment.at(-3600)
    rows = [factories.launch("approved", at=at, product=f"P{n}") for n in range(3)]
    return factories.slate(rows, opens_at=moment.T, at=moment.at(-60)), rows


def seen(at, audience=Audience.PUBLIC):
    return set(visible_to(audience, at=at).values_list("launch_uid", flat=True))


def told(at, audience=Audience.PUBLIC):
    entries = wire.visible_entries(audience, after=None, at=at, limit=1000)
    return [(entry.kind, entry.number) for entry in entries]


def test_what_was_closed_before_is_closed_again(moment, boss, opened):
    slate, rows = opened
    at = moment.at(30)
    undo = rollback.roll_back(slate, reason="Wrong films.", by=boss, at=at)
    assert (seen(at), files_visible_to(Audience.PUBLIC, at=at).count()) == (set(), 0)
    assert told(moment.at(31)) == [("released", 1)] * 3 + [("killed", 1)] * 3
    assert seen(at, Audience.PRESS) == {row.uid for row in rows}
    slate.refresh_from_db()
    assert (slate.state, undo.undoes, undo.is_released(at=at)) == ("rolled_back", slate, True)
    assert {row.state for row in Launch.objects.all()} == {"approved"}
    assert "Wrong films" not in str([entry.note for entry in rows[0].wire.all()])


def test_rolled_back_launches_open_with_another_slate(moment, boss, opened):
    slate, rows = opened
    rollback.roll_back(slate, reason="Wrong films.", by=boss, at=moment.at(30))
    at = moment.at(60)
    again = factories.slate(rows, "in_review", opens_at=moment.T.replace(year=2040), at=at)
    slates.lock(again, by=boss, at=at)
    slates.release_now(again, reason="Mended.", by=boss, at=moment.at(90))
    assert seen(moment.at(90)) == {row.uid for row in rows}
    assert told(moment.at(91))[-3:] == [("released", 2)] * 3


def test_a_rollback_is_a_slate_and_its_own_rollback_restores_the_editions(moment, boss, opened):
    slate, rows = opened
    undo = rollback.roll_back(slate, reason="Wrong films.", by=boss, at=moment.at(30))
    redo = rollback.roll_back(undo, reason="They were right.", by=boss, at=moment.at(60))
    at = moment.at(61)
    assert seen(at) == {row.uid for row in rows}
    assert told(at)[-3:] == [("released", 3)] * 3
    for edition in visible_to(Audience.PUBLIC, at=at):
        first = edition.launch.editions.get(number=1)
        assert (edition.document, edition.opens_at) == (first.document, moment.T)
        for model in (EditionText, EditionFile):
            counts = [model.objects.filter(edition=one).count() for one in (edition, first)]
            assert counts[0] == counts[1] > 0
    assert redo.undoes == undo


def test_a_launch_recalled_meanwhile_stays_recalled(moment, boss, opened):
    slate, rows = opened
    release.kill(rows[0], reason="A lawyer.", by=boss, at=moment.at(10))
    undo = rollback.roll_back(slate, reason="All wrong.", by=boss, at=moment.at(30))
    rollback.roll_back(undo, reason="Again.", by=boss, at=moment.at(60))
    assert seen(moment.at(61)) == {rows[1].uid, rows[2].uid}


def test_only_what_is_open_and_once_and_with_a_reason(moment, boss, opened):
    slate, _rows = opened
    with pytest.raises(NoSuchTransition):
        rollback.roll_back(slate, reason="Early.", by=boss, at=moment.at(-30))
    with pytest.raises(ReasonNeeded):
        rollback.roll_back(slate, reason=" ", by=boss, at=moment.at(1))
    rollback.roll_back(slate, reason="Yes.", by=boss, at=moment.at(2))
    with pytest.raises(NoSuchTransition):
        rollback.roll_back(slate, reason="Twice.", by=boss, at=moment.at(3))
