"""Following: where the server holds its answer, refuses, answers at once, or is away."""

import pytest
from unveil_client import Client, KeyRefused, Unavailable, WaitRefused, following


class Clock:
    """Time passes only where somebody sleeps, or a server holds."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def followed(monkeypatch):
    """followed(answer, ...) -> (waits asked for, seconds slept). Each answer: a number of facts
    after so many seconds, or an error; then the key is over."""

    def play(*answers, every=5):
        clock, waits, left = Clock(), [], list(answers)

        def run(*, wait=0):
            waits.append(wait)
            if not left:
                raise KeyRefused
            facts, seconds = left.pop(0)
            clock.now += seconds
            if isinstance(facts, Exception):
                raise facts
            return facts

        monkeypatch.setattr(following, "time", clock)
        with pytest.raises(KeyRefused):
            following.follow(run, every=every)
        return waits, clock.slept

    return play


def test_a_server_that_holds_is_asked_again_at_once(followed):
    for every in (5, 60):
        assert followed((0, 25), (3, 2), (0, 25), every=every) == ([25] * 4, [])


def test_a_server_that_answers_at_once_is_asked_every_so_often(followed):
    assert followed((0, 0), (2, 0), (0, 1)) == ([25] * 4, [5, 4])


def test_one_that_refuses_is_polled_and_asked_to_hold_after_a_while(followed):
    polls = [(0, 0)] * 12
    waits, slept = followed((WaitRefused("429"), 0), *polls, (0, 25))
    assert (waits, slept) == ([25, *[0] * 12, 25, 25], [5] * 12)


def test_one_that_is_away_is_said_and_waited_for(followed, capsys):
    assert followed((Unavailable("503"), 63), (1, 3)) == ([25] * 3, [])
    assert capsys.readouterr() == ("1 facts taken\n", "503\n")


@pytest.mark.django_db(transaction=True)
def test_a_refused_wait_is_told_apart_and_not_asked_again(live_server):
    slept: list[float] = []
    client = Client(live_server.url, sleep=slept.append)
    with pytest.raises(WaitRefused):
        client.changes(wait=31)
    with pytest.raises(Unavailable, match="400"):
        client.changes("nonsense")
    assert (client.changes(wait=1).facts, slept) == ([], [])
