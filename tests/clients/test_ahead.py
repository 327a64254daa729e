"""Taking pages ahead: nothing lost, errors where they belong, and no thread left behind."""

import threading
import time

import pytest
from unveil_client.ahead import ahead


def test_it_gives_the_same_items_and_asks_while_one_is_worked_on():
    asked = []

    def pages():
        for number in range(5):
            asked.append(number)
            yield number

    found = []
    for page in ahead(pages()):
        while len(asked) < min(page + 2, 5):
            time.sleep(0.001)
        found.append((page, len(asked) <= page + 3))
    assert found == [(number, True) for number in range(5)]


def test_an_error_comes_after_what_came_before_it():
    def pages():
        yield "one"
        raise ConnectionError("gone")

    found = ahead(pages())
    assert next(found) == "one"
    with pytest.raises(ConnectionError, match="gone"):
        next(found)


def test_who_stops_halfway_leaves_no_thread_behind():
    before = set(threading.enumerate())
    found = ahead(iter(range(1000)))
    assert next(found) == 0
    found.close()
    for thread in set(threading.enumerate()) - before:
        thread.join(5)
        assert not thread.is_alive()
