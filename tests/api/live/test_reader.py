"""The live process's own small server, on real sockets; only the database is left out."""

import asyncio
import time

import pytest

from api.live.keyed import Pass
from cms import live
from launches.enums import Audience
from launches.queries.gate import Reader

STATE = b"event: state\ndata: %s\n\n"


class House:
    """A hub whose watcher knows one stage and what was missed after cursor `c1`."""

    def __init__(self, monkeypatch) -> None:
        monkeypatch.setattr("api.live.hub.Watcher", lambda **_callbacks: self)

    async def ask(self, what: str, value: str):
        if what == "missed":
            return ([b"id: c2\n\n"], False) if value == ("c1", None) else ([], False)
        if what == "admit":
            return Pass("abc", value[1], Reader(Audience.PRESS)) if value[0] == "good" else None
        return STATE % b"1" if value == "hall" else None

    async def __aenter__(self):
        self.hub = live.Hub()
        loop = asyncio.get_running_loop()
        self.server = await loop.create_server(lambda: live.Reader(self.hub), "127.0.0.1", 0)
        self.port = self.server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_):
        self.hub.end()
        self.server.close()

    async def open(self, text: str, **options):
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port, **options)
        writer.write(text.replace("\n", "\r\n").encode())
        return reader, writer

    async def whole(self, text: str) -> tuple[bytes, bytes]:
        """Status line and body of an answer that ends."""
        reader, writer = await self.open(text)
        head, _blank, body = (await asyncio.wait_for(reader.read(), 5)).partition(b"\r\n\r\n")
        writer.close()
        return head.split(b"\r\n")[0], body


@pytest.fixture
def house(monkeypatch):
    return House(monkeypatch)


def run(act):
    return asyncio.run(asyncio.wait_for(act, 20))


@pytest.mark.parametrize(
    ("request_", "status", "body"),
    [
        ("GET /live/stages/none/ HTTP/1.1\n\n", b"HTTP/1.1 404 Not Found", b"Nothing here.\n"),
        ("GET /live/ HTTP/1.0\n\n", b"HTTP/1.1 404 Not Found", b"Nothing here.\n"),
        ("POST /live/changes/ HTTP/1.1\n\n", b"HTTP/1.1 405 Method Not Allowed", b"GET only.\n"),
        ("HEAD /live/changes/ HTTP/1.1\n\n", b"HTTP/1.1 200 OK", b""),
        ("nonsense\n\n", b"HTTP/1.1 400 Bad Request", b"Not a request.\n"),
        ("GET /" + "a" * 20000, b"HTTP/1.1 400 Bad Request", b"Too long.\n"),
    ],
)
def test_what_is_no_stream_is_answered_and_closed(house, request_, status, body):
    async def act():
        async with house:
            return await house.whole(request_)

    assert run(act()) == (status, body)


def test_the_last_event_id_brings_what_was_missed_and_all_streams_end_together(house):
    async def act():
        async with house:
            reader, writer = await house.open(
                "GET /live/changes/?after=none HTTP/1.1\nLast-Event-ID: c1\n\n"
            )
            await reader.readuntil(b"id: c2\n\n")
            house.hub._tell([b"id: c3\n\n"])
            news = await reader.readuntil(b"\n\n")
            house.hub.end()
            return news, await reader.read(), writer.close()

    assert run(act()) == (b"id: c3\n\n", b"", None)


def test_a_screen_that_reads_nothing_does_not_hold_the_others(house):
    async def act():
        async with house:
            asked = "GET /live/stages/hall/ HTTP/1.1\n\n"
            _stuck, stuck = await house.open(asked, limit=1)
            reader, writer = await house.open(asked, limit=2**26)
            await reader.readuntil(STATE % b"1")
            took = []
            for number in range(30):
                state = STATE % (b"%d" % number + b"x" * 2**20)
                begun = time.perf_counter()
                house.hub._show("hall", state)
                await reader.readuntil(state)
                took.append(time.perf_counter() - begun)
            held = [one for one in house.hub._all() if one._held]
            waiting = [len(one._waiting) for one in held]
            stuck.close()
            writer.close()
            return max(took) < 1, waiting

    assert run(act()) == (True, [1])


def test_a_key_hears_its_own_news_until_it_is_over(house):
    async def act():
        async with house:
            asked = "GET /live/changes/ HTTP/1.1\nAuthorization: Bearer good\n\n"
            keyed, _writer = await house.open(asked)
            public, _other = await house.open("GET /live/changes/ HTTP/1.1\n\n")
            for reader in (keyed, public):
                await reader.readuntil(b"welcome\n\n")
            house.hub._tell_keyed(Reader(Audience.PRESS), [b"id: secret\n\n"])
            house.hub._tell([b"id: open\n\n"])
            heard = await keyed.readuntil(b"\n\n"), await public.readuntil(b"\n\n")
            house.hub._end_keyed(list(house.hub._keyed))
            return heard, await keyed.read(), len(house.hub._all())

    assert run(act()) == ((b"id: secret\n\n", b"id: open\n\n"), b"", 1)


@pytest.mark.parametrize("shown", ["Bearer bad", "Basic good", "good"])
def test_a_key_that_does_not_work_is_told(house, shown):
    async def act():
        async with house:
            return await house.whole(f"GET /live/changes/ HTTP/1.1\nAuthorization: {shown}\n\n")

    assert run(act())[0] == b"HTTP/1.1 401 Unauthorized"


@pytest.mark.parametrize(
    ("forwarded", "proxies", "address"),
    [
        ("", 0, "127.0.0.1"),
        ("192.0.2.7", 0, "192.0.2.7"),
        ("203.0.113.1, 192.0.2.7", 1, "192.0.2.7"),
        ("203.0.113.1, 192.0.2.7, 10.0.0.1", 2, "192.0.2.7"),
    ],
)
def test_where_a_client_is(settings, forwarded, proxies, address):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    fields = {"x-forwarded-for": forwarded} if forwarded else {}
    assert live.address_of("127.0.0.1", fields) == address
