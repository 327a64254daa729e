"""Redis stopped or hung: people log in, limits hold, the log says so; and it ends by itself."""

import logging
import os
import signal
import time

import pytest
from django.core.cache import caches

from cms import cache
from launches.portal import limits
from tests import services
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.real]


@pytest.fixture
def server():
    """A Redis of our own, to be stopped and hung."""
    with services.redis_process() as (address, process):
        process.address = address
        yield process


@pytest.fixture
def cached(server, settings, monkeypatch):
    monkeypatch.setattr(cache, "AGAIN", 0.3)
    settings.CACHES = {"default": {"BACKEND": "cms.cache.Cache", "LOCATION": server.address}}
    return caches["default"]


def log_in(client, password="pass-word-1"):
    client.cookies.clear()
    began = time.monotonic()
    answer = client.post("/accounts/login/", {"login": "lin@x.example", "password": password})
    return answer, time.monotonic() - began


def hang(server):
    os.kill(server.pid, signal.SIGSTOP)


def stop(server):
    server.kill()
    server.wait(10)


@pytest.mark.parametrize("fault", [hang, stop])
def test_people_log_in_limits_hold_and_the_log_says_so(client, server, cached, fault, caplog):
    UserFactory(email="lin@x.example")
    assert log_in(client)[0].status_code == 302
    fault(server)
    with caplog.at_level(logging.WARNING, "unveil.cache"):
        answer, seconds = log_in(client)
        assert answer.status_code == 302
        assert seconds < 10
        assert [limits.too_many("x", most=2, seconds=60) for _try in range(4)] == [
            False,
            False,
            True,
            True,
        ]
        answers = [log_in(client, "wrong")[0] for _try in range(8)]
    assert {answer.status_code for answer in answers} <= {200, 429}
    assert b"Too many failed" in answers[-1].content
    told = [row.getMessage() for row in caplog.records if row.name == "unveil.cache"]
    assert len(told) == 1
    assert told[0].startswith("Redis does not answer (")


def test_it_is_used_again_by_itself_and_the_outage_is_forgotten(server, cached, caplog):
    cached.set("a", 1)
    hang(server)
    with caplog.at_level(logging.WARNING, "unveil.cache"):
        assert cached.get("a") is None
        cached.set("only-here", 1)
        os.kill(server.pid, signal.SIGCONT)
        time.sleep(cache.AGAIN + 0.1)
        assert cached.get("a") == 1
        assert cached.get("only-here") is None
    told = [row.getMessage() for row in caplog.records if row.name == "unveil.cache"]
    assert [words.split(":")[0] for words in told][-1] == "Redis answers again"
    hang(server)
    assert cached.get("only-here") is None


def test_many_are_counted_at_once_as_each_alone_also_while_redis_is_away(server, cached):
    assert limits.counted_each(["a", "b", "a"], seconds=60) == [1, 1, 2]
    assert [limits.counted(name, seconds=60) for name in ("a", "b", "c")] == [3, 2, 1]
    assert limits.counted_each(["c"], seconds=60) == [2]
    stop(server)
    assert limits.counted_each(["a", "a"], seconds=60) == [1, 2]
