"""The live process: server-sent events, and nothing else, on one event loop.

    python -m cms.live

Listens on LIVE_ADDRESS, behind the web process or a proxy. One watcher thread reads the
database; thousands of open streams hold no connection to it. The tables hold the truth:
a stream only tells sooner what the API says as well. An own small server instead of
ASGI: one event goes to a thousand screens as a thousand plain writes.
"""

import asyncio
import contextlib
import os
import resource
import signal
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
django.setup()

from django.conf import settings  # noqa: E402
from django.db import Error as DatabaseError  # noqa: E402

from api.live.hub import Hub, Stream  # noqa: E402
from api.live.keyed import Pass  # noqa: E402
from launches import origin  # noqa: E402
from launches.queries.keys import shown_in  # noqa: E402

LARGEST_HEAD = 16 * 2**10  # bytes of a request
PATIENCE = 10.0  # seconds until a request must be complete
BACKLOG = 8192
LAST_WORDS = 0.2  # seconds for what was written to leave
STREAMING = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\n"
    b"Cache-Control: no-store\r\nX-Accel-Buffering: no\r\nAccess-Control-Allow-Origin: *\r\n"
    b"Connection: close\r\n\r\n"
)
REASONS = {
    400: "Bad Request",
    401: "Unauthorized",
    404: "Not Found",
    405: "Method Not Allowed",
    503: "Unavailable",
}


class Reader(asyncio.Protocol):
    """One connection: one request, then its stream until one side ends. All requests are GET;
    what comes after the first is not read."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._head = bytearray()
        self._stream: Stream | None = None
        self._task: asyncio.Task[None] | None = None

    def connection_made(self, transport: Any) -> None:
        self._line = transport
        self._clock = asyncio.get_running_loop().call_later(PATIENCE, self._too_slow)

    def data_received(self, data: bytes) -> None:
        if self._task:
            return
        self._head += data
        if b"\r\n\r\n" in self._head:
            self._clock.cancel()
            self._task = asyncio.ensure_future(self._answer(bytes(self._head)))
        elif len(self._head) > LARGEST_HEAD:
            self._refuse(400, "Too long.")

    def _too_slow(self) -> None:
        self._refuse(400, "Too slow.")

    async def _answer(self, head: bytes) -> None:
        try:
            method, target, fields = parse(head)
        except ValueError:
            return self._refuse(400, "Not a request.")
        if method not in ("GET", "HEAD"):
            return self._refuse(405, "GET only.")
        try:
            shown = await self._admit(fields)
            found = await self._open(method, urlsplit(target), fields, shown)
        except PermissionError:
            return self._refuse(401, "The key does not work, or not from here.")
        except DatabaseError:
            return self._refuse(503, "The database is away. Ask again.")
        if not found:
            return self._refuse(404, "Nothing here.")
        return None

    async def _admit(self, fields: dict[str, str]) -> Pass | None:
        """What the shown key lets in, None without one. PermissionError for one that is over."""
        token = shown_in(fields.get("authorization", ""))
        if token is None:
            return None
        found = None
        if token:
            sender = self._line.get_extra_info("peername")[0]
            found = await self._hub.admit(token, address_of(sender, fields))
        if found is None:
            raise PermissionError
        return found

    async def _open(
        self, method: str, target: Any, fields: dict[str, str], shown: Pass | None
    ) -> bool:
        """Begin what is asked; False if there is no such stream."""
        match [unquote(part) for part in target.path.split("/") if part]:
            case ["live", "changes"]:
                slug = ""
            case ["live", "stages", slug] if await self._hub.knows(slug):
                pass
            case _:
                return False
        if method == "HEAD":
            self._line.write(STREAMING)
            self._line.close()
        elif slug:
            self._stream = self._hub.stage(self._line, STREAMING, slug)
            self._hub.show(self._stream, slug)
        else:
            self._stream = self._hub.changes(self._line, STREAMING, shown)
            asked = parse_qs(target.query).get("after", [""])[0]
            after = fields.get("last-event-id", asked)
            await self._hub.replay(self._stream, after=after, shown=shown)
        return True

    def _refuse(self, status: int, words: str) -> None:
        text = f"{words}\n".encode()
        again = "Retry-After: 2\r\n" if status == 503 else ""
        self._line.write(
            f"HTTP/1.1 {status} {REASONS[status]}\r\nContent-Type: text/plain\r\n"
            f"Cache-Control: no-store\r\nConnection: close\r\n{again}"
            f"Content-Length: {len(text)}\r\n\r\n".encode()
            + text
        )
        self._line.close()

    def pause_writing(self) -> None:
        if self._stream:
            self._stream.hold()

    def resume_writing(self) -> None:
        if self._stream:
            self._stream.go_on()

    def connection_lost(self, error: Exception | None) -> None:
        self._clock.cancel()
        if self._task:
            self._task.cancel()
        if self._stream:
            self._stream.leave()


def parse(head: bytes) -> tuple[str, str, dict[str, str]]:
    """Method, target and fields of a request; ValueError if it is none."""
    first, *lines = head.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    method, target, version = first.split(" ")
    if not version.startswith("HTTP/1."):
        raise ValueError(version)
    pairs = (line.partition(":") for line in lines)
    return method, target, {name.lower(): value.strip() for name, _colon, value in pairs}


def address_of(sender: str, fields: dict[str, str]) -> str:
    """Where a client is. One hop of ours is always in front (the web process's relay, or a
    proxy) unless somebody on this machine comes straight here."""
    forwarded = fields.get("x-forwarded-for", "")
    proxies = max(settings.ALLAUTH_TRUSTED_PROXY_COUNT, 1) if forwarded else 0
    return origin.client_address(sender, forwarded, proxies=proxies)


async def serve(address: str) -> None:
    """Until SIGTERM or SIGINT; then every stream ends at once."""
    loop, ended = asyncio.get_running_loop(), asyncio.Event()
    for one in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(one, ended.set)
    hub = Hub()
    host, _colon, port = address.rpartition(":")
    server = await loop.create_server(
        lambda: Reader(hub), host, int(port), backlog=BACKLOG, reuse_address=True
    )
    beats = asyncio.ensure_future(beat(hub))
    await ended.wait()
    beats.cancel()
    server.close()
    hub.end()
    await asyncio.sleep(LAST_WORDS)
    hub.close()


async def beat(hub: Hub) -> None:
    while True:
        await asyncio.sleep(settings.LIVE_HEARTBEAT)
        hub.beat()


def main() -> None:
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    asyncio.run(serve(settings.LIVE_ADDRESS))


if __name__ == "__main__":
    main()
