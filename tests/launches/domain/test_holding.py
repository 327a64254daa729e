"""While everything is on hold nothing opens, and nothing that is open closes."""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from launches import clock
from launches.domain import holding, release, show, slates
from launches.enums import Audience
from launches.errors import NoSuchTransition, NotAllowed, OnHold, UnveilError
from launches.models import Hold, Launch
from launches.queries import wire
from launches.queries.gate import visible_to
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def boss():
    return factories.UserFactory(releaser=True)


def seen(at):
    return set(visible_to(Audience.PUBLIC, at=at).values_list("launch_uid", flat=True))


def told(at):
    return [e.launch_uid for e in wire.visible_entries(Audience.PUBLIC, after=None, at=at)]


def test_nothing_opens_until_it_is_lifted_and_then_what_is_due(moment, boss):
    at = moment.at(-3600)
    open_ = factories.launch("released", at=moment.at(-7200))
    due = factories.launch("approved", at=at, opens_at=moment.T)
    later = factories.launch("approved", at=at, opens_at=moment.T + timedelta(hours=1))
    moment.at(-1)
    holding.hold_all(reason="A bomb threat.", by=boss, at=clock.now())
    assert (seen(moment.at(60)), told(moment.at(60))) == ({open_.uid}, [open_.uid])
    assert not Launch.objects.get(pk=due.pk).is_released(at=moment.at(60))
    opened = holding.lift(reason="All clear.", by=boss, at=moment.at(120))
    assert (opened, seen(moment.at(120))) == ([due.uid], {open_.uid, due.uid})
    assert told(moment.at(121)) == [open_.uid, due.uid]
    assert visible_to(Audience.PUBLIC, at=moment.at(121)).get(launch=due).opens_at == moment.at(120)
    assert seen(moment.at(3599)) == {open_.uid, due.uid}
    assert told(moment.at(3600)) == [open_.uid, due.uid, later.uid]


def test_a_slate_on_hold_opens_whole_when_it_is_lifted(moment, boss):
    at = moment.at(-3600)
    rows = [factories.launch("approved", at=at, product=f"P{n}") for n in range(2)]
    slate = factories.slate(rows, opens_at=moment.T, at=moment.at(-60))
    holding.hold_all(reason="Wait.", by=boss, at=moment.at(-30))
    slate.refresh_from_db()
    assert (seen(moment.at(1)), slate.is_released(at=moment.at(1))) == (set(), False)
    holding.lift(reason="Go.", by=boss, at=moment.at(10))
    assert seen(moment.at(10)) == {row.uid for row in rows}


def test_a_member_recalled_during_the_hold_keeps_its_slate_closed_after_it(moment, boss):
    at = moment.at(-3600)
    rows = [factories.launch("approved", at=at, product=f"P{n}") for n in range(2)]
    slate = factories.slate(rows, opens_at=moment.T, at=moment.at(-60))
    holding.hold_all(reason="Wait.", by=boss, at=moment.at(-30))
    release.kill(rows[0], reason="A lawyer.", by=boss, at=moment.at(-20))
    holding.lift(reason="Go.", by=boss, at=moment.at(10))
    slate.refresh_from_db()
    assert (slate.is_blocked, seen(moment.at(11)), told(moment.at(11))) == (True, set(), [])


def test_neither_a_person_nor_an_approval_nor_a_cue_opens_anything_meanwhile(moment, boss):
    at = moment.at(-3600)
    launch = factories.launch("approved", at=at, opens_at=moment.T)
    entry = factories.launch("in_review", at=at, opens_at=moment.T)
    rundown = factories.RundownFactory()
    cued = factories.launch("approved", at=at, cue_mode=True)
    factories.CueFactory(rundown=rundown, launch=cued)
    holding.hold_all(reason="Wait.", by=boss, at=moment.at(-60))
    now = moment.at(-50)
    with pytest.raises(OnHold):
        release.release_now(launch, reason="No.", by=boss, at=now)
    with pytest.raises(OnHold):
        release.approve(
            entry, revision=entry.latest_revision, content=factories.content_of(entry),
            by=factories.UserFactory(approver=True), at=now,
        )  # fmt: skip
    rundown = show.go(rundown, version=0, by=factories.UserFactory(caller=True), at=now)
    assert (rundown.current.launch, seen(moment.at(1))) == (cued, set())
    holding.lift(reason="Go.", by=boss, at=moment.at(5))
    assert seen(moment.at(5)) == {cued.uid, launch.uid}


def test_a_held_launch_is_recalled_without_a_word_to_the_public(moment, boss):
    launch = factories.launch("approved", at=moment.at(-3600), opens_at=moment.T)
    holding.hold_all(reason="Wait.", by=boss, at=moment.at(-60))
    release.kill(launch, reason="A lawyer.", by=boss, at=moment.at(60))
    holding.lift(reason="Go.", by=boss, at=moment.at(90))
    assert (seen(moment.at(91)), told(moment.at(91))) == (set(), [])


def test_one_hold_at_a_time_by_those_who_may(boss):
    at = clock.now()
    with pytest.raises(NotAllowed):
        holding.hold_all(reason="No.", by=factories.UserFactory(reviewer=True), at=at)
    with pytest.raises(NoSuchTransition):
        holding.lift(reason="Nothing.", by=boss, at=at)
    holding.hold_all(reason="Yes.", by=boss, at=at)
    with pytest.raises(NoSuchTransition):
        holding.hold_all(reason="Again.", by=boss, at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Hold.objects.create(begun_by=boss, begun_at=at, reason="Beside the domain.")


@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="SQLite in memory gives threads one connection"
)
@pytest.mark.django_db(transaction=True)
def test_a_hold_and_a_lock_at_once_leave_nothing_to_open(boss):
    opens_at = clock.now() + timedelta(minutes=10)
    for _round in range(5):
        launch = factories.launch("approved")
        slate = factories.slate([launch], "in_review", opens_at=opens_at)
        begin = threading.Barrier(2)

        def run(act, begin=begin) -> None:
            begin.wait()
            try:
                act()
            except UnveilError:
                pass
            finally:
                connection.close()

        acts = [
            lambda slate=slate: slates.lock(slate, by=boss, at=clock.now()),
            lambda: holding.hold_all(reason="Now.", by=boss, at=clock.now()),
        ]
        threads = [threading.Thread(target=run, args=[act]) for act in acts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
        assert Hold.objects.filter(is_on=True).exists()
        assert launch.uid not in seen(opens_at + timedelta(seconds=1))
        holding.lift(reason="Next.", by=boss, at=clock.now())
