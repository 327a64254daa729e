"""The web process: one reader takes nothing from the others, by asking much or sending slowly."""

import socket
import time
from contextlib import ExitStack

import pytest

from tests.runtime.house import House

pytestmark = pytest.mark.real
ENVIRONMENT = {"API_ANONYMOUS_RATE": "3"}
LIST = "/api/v1/launches/"
# Eight megabytes do not fit between a server and a reader who does not read.
LARGE = """
import os
from tests.factories.launch import PICTURE
entry = factories.launch("released", content={"hero": PICTURE + os.urandom(2**23)})
print(entry.uid, entry.editions.get().files.get(role="original").uid)
"""


@pytest.fixture(scope="module")
def large(house: House) -> list[str]:
    """A kit and a file."""
    uid, file = house.act(LARGE).split()
    return [f"/api/v1/launches/{uid}/kit.zip", f"/files/{file}.jpg"]


def test_fifty_who_read_a_byte_a_second_hold_no_thread(house: House, large: list[str]):
    """Eight megabytes wait for each, and they are six times as many as there are threads.

    The kit is asked for before another test here has used up what may be asked.
    """
    with ExitStack() as lines:
        slow = []
        for number in range(50):
            line = lines.enter_context(socket.socket())
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            line.connect(("127.0.0.1", house.port))
            path = large[min(number, 1)]
            line.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
            slow.append(line)
        assert {line.recv(12) for line in slow} == {b"HTTP/1.1 200"}
        begun = time.monotonic()
        found = []
        for _second in range(3):
            assert all(line.recv(1) for line in slow)
            found.append(house.get("/accounts/login/").status_code)
            found.append(house.get("/launches/").status_code)
            time.sleep(max(0.0, begun + len(found) / 2 - time.monotonic()))
    assert found == [200] * 6  # each within ten seconds


def test_ready_made_answers_are_not_limited_and_carry_no_budget(house: House):
    first = house.get(LIST)
    asked = [house.get(f"{LIST}?limit={number}") for number in range(1, 8)]
    assert 429 in [answer.status_code for answer in asked]
    known = house.get(LIST, **{"Accept-Encoding": "gzip"})
    assert (first.status_code, known.status_code, known.content) == (200, 200, first.content)
    assert not [name for name in known.headers if name.startswith("RateLimit")]
    refused = house.get(f"{LIST}?limit=50")
    assert (refused.status_code, refused.headers["Cache-Control"]) == (429, "no-store")
    assert 1 <= int(refused.headers["Retry-After"]) <= 60


def test_fifty_who_are_slow_to_send_hold_no_thread(house: House):
    """Each has sent a part of its form, six times as many as there are threads."""
    head = b"POST /accounts/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9999\r\n"
    head += b"Content-Type: application/x-www-form-urlencoded\r\n\r\nlogin="
    with ExitStack() as lines:
        for _sender in range(50):
            address = ("127.0.0.1", house.port)
            lines.enter_context(socket.create_connection(address)).sendall(head)
        begun = time.monotonic()
        found = [house.get("/accounts/login/").status_code for _page in range(5)]
        took = time.monotonic() - begun
    assert found == [200] * 5
    assert took < 10  # for ever, if they held the threads
