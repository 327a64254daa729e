"""The tick after an instant: each opening handed on once, whoever dies, whatever fails."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from launches import clock, tasks
from launches.enums import Audience
from launches.models import WireEntry
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.database]
DUE = timedelta(hours=1)


@pytest.fixture
def heard():
    """Launch uids as the receivers are told of them."""
    told: list[str] = []

    def receiver(*, launch_uid: str, **more: object) -> None:
        told.append(launch_uid)

    tasks.opened.connect(receiver, weak=False)
    yield told
    tasks.opened.disconnect(receiver)


def due(count: int) -> list[WireEntry]:
    """Openings that have just come; all else is handed on."""
    rows = [factories.launch("approved", opens_at=clock.now() + DUE) for _ in range(count)]
    WireEntry.objects.exclude(audience=Audience.PUBLIC).update(handled_at=clock.now())
    return list(WireEntry.objects.filter(launch__in=rows, audience=Audience.PUBLIC))


def test_an_opening_is_handed_on_at_its_instant_and_only_once(heard):
    (entry,) = due(1)
    tick = tasks.Tick()
    early = tick.run()
    counts = [tick.run(at=clock.now() + DUE), tasks.Tick().run(at=clock.now() + DUE)]
    assert (early, counts, heard) == (0, [1, 0], [entry.launch_uid])


def test_a_second_worker_that_saw_the_same_row_leaves_it(heard):
    (entry,) = due(1)
    seen_by_both = WireEntry.objects.get(pk=entry.pk)
    done = [tasks.hand_on(one, at=clock.now()) for one in (entry, seen_by_both)]
    assert (done, heard) == ([True, False], [entry.launch_uid])


def test_a_row_that_fails_holds_up_no_other_and_is_tried_again(heard, caplog, monkeypatch):
    poison, sound = due(2)
    failing = [True]

    def receiver(*, launch_uid: str, **more: object) -> None:
        if launch_uid == poison.launch_uid and failing:
            raise ValueError("a title")

    tasks.opened.connect(receiver, weak=False)
    tick, at = tasks.Tick(), clock.now() + DUE
    try:
        first, again_too_soon = tick.run(at=at), tick.run(at=at)
        poison.refresh_from_db()
        kept = poison.handled_at
        failing.clear()
        now = tasks.time.monotonic()
        monkeypatch.setattr(tasks.time, "monotonic", lambda: now + 3)
        second = tick.run(at=at)
    finally:
        tasks.opened.disconnect(receiver)
    assert (first, again_too_soon, kept, second) == (1, 0, None, 1)
    assert heard.count(sound.launch_uid) == 1
    assert poison.uid in caplog.text
    assert "a title" not in caplog.text


@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="SQLite in memory gives threads one connection"
)
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_hand_on_each_opening_once(heard):
    entries = due(6)
    begin = threading.Barrier(2)
    counts = []

    def work() -> None:
        begin.wait()
        counts.append(tasks.Tick().run(at=clock.now() + DUE))
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(20)
    assert sum(counts) == 6
    assert sorted(heard) == sorted(entry.launch_uid for entry in entries)
