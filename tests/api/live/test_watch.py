"""The pulse and the watcher on PostgreSQL: woken by a commit, honest when the line is cut."""

import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection

from api.live import pulse, watch
from launches import clock
from tests import factories

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.database,
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="listens on PostgreSQL only"),
]


def until(true: Callable[[], object], seconds: float = 3) -> object:
    """What it gives as soon as that is something; an error otherwise."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := true():
            return found
        time.sleep(0.005)
    raise TimeoutError


@pytest.fixture
def heart(monkeypatch):
    """A pulse that looks only when it is woken."""
    monkeypatch.setattr(pulse, "RECHECK", 60)
    monkeypatch.setattr(pulse, "STANDS", 90)
    heart = pulse.make()
    until(heart.beat)
    yield heart
    heart.close()


def test_it_stays_while_nothing_happens_and_moves_when_somebody_commits(heart):
    before = heart.beat()
    time.sleep(0.2)
    same = heart.beat()
    factories.launch("released")
    until(lambda: heart.beat() not in (None, before), 0.9)
    assert same == before


def test_what_readers_cannot_know_moves_nothing(heart):
    factories.launch("submitted")
    time.sleep(0.3)
    settled = until(heart.beat)
    factories.launch("draft")
    time.sleep(0.3)
    assert until(heart.beat) == settled


def test_at_the_instant_nothing_older_is_vouched_for(heart):
    row = factories.launch("approved", opens_at=clock.now() + timedelta(seconds=1))
    until(lambda: heart.horizon == row.opens_at, 0.9)
    before = until(heart.beat)
    time.sleep(max(0, (row.opens_at - clock.now()).total_seconds()))
    assert heart.beat() != before


def cut() -> None:
    """Every other line to the database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'"
            " OR (pid <> pg_backend_pid() AND datname = current_database())"
        )


def test_a_cut_line_is_mended_and_all_is_looked_at_again(heart):
    before = heart.beat()
    cut()
    assert until(lambda: heart.beat() not in (None, before))


def test_a_database_that_stays_away_is_vouched_for_a_while_only(heart, monkeypatch):
    before = heart.beat()
    heart._parameters["port"] = 1  # nothing listens there
    cut()
    time.sleep(0.3)
    assert heart.beat() == before
    monkeypatch.setattr(pulse, "STANDS", 0.1)
    assert heart.beat() is None


def test_a_release_is_told_and_a_stage_is_shown_at_once():
    factories.RundownFactory(stage__slug="hall")
    told, shown = [], []
    watcher = watch.Watcher(news=told.extend, state=lambda slug, data: shown.append(data))
    try:
        until(lambda: watcher._begun)
        watcher._followed["hall"] = b""
        row = factories.launch("released", opens_at=clock.now())
        until(lambda: told and shown)
    finally:
        watcher.close()
    assert [row.uid in event.decode() for event in told] == [True]
