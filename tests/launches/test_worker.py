"""The worker's loops: one that fails goes on, and says so without the words of the failure."""

import threading

import pytest
from django.db import OperationalError

from launches.management.commands import worker


@pytest.mark.parametrize(
    ("failure", "said"),
    [
        (KeyError("a title"), "letters failed (KeyError)"),
        (OperationalError("a title"), "database does not answer: OperationalError"),
    ],
)
def test_a_loop_that_fails_goes_on(failure, said, caplog, monkeypatch):
    monkeypatch.setattr(worker, "AGAIN", 0.0)
    monkeypatch.setattr(worker.connections, "close_all", lambda: None)  # the test's own
    command = worker.Command()
    command.ended, command.interval, done = threading.Event(), 0.0, []

    def work() -> None:
        done.append(len(done))
        if len(done) == 1:
            raise failure
        command.ended.set()

    command.repeat("letters", work)
    assert (done, caplog.messages) == ([0, 1], [said])
