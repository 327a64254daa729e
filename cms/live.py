"""The live process: a small ASGI application for server-sent events.

    granian --interface asginl --port 8001 cms.live:app

One watcher thread reads the database; thousands of open streams hold no connection to
it. The tables hold the truth: a stream only tells sooner what the API says as well.
"""

import os
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qs

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
django.setup()

from api.live.hub import Hub, Stream  # noqa: E402

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"access-control-allow-origin", b"*"),
]
PLAIN = [(b"content-type", b"text/plain"), (b"cache-control", b"no-store")]


class Live:
    def __init__(self) -> None:
        self.hub = Hub()

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        self.hub.start()
        if scope["method"] not in ("GET", "HEAD"):
            await answer(send, 405, b"GET only.\n")
            return
        stream = await self._open(scope)
        if stream is None:
            await answer(send, 404, b"Nothing here.\n")
        elif scope["method"] == "HEAD":
            stream.close()
            await answer(send, 200, b"", HEADERS)
        else:
            await pump(stream, receive, send)

    async def _open(self, scope: Message) -> Stream | None:
        parts = [part for part in scope["path"].split("/") if part]
        if parts == ["live", "changes"]:
            return await self.hub.changes(after=place(scope))
        if len(parts) == 3 and parts[:2] == ["live", "stages"]:
            return await self.hub.stage(parts[2])
        return None


def place(scope: Message) -> str:
    """Where the reader was: Last-Event-ID, or ?after= for a first connection."""
    for name, value in scope["headers"]:
        if name == b"last-event-id":
            return value.decode("latin-1")
    return parse_qs(scope["query_string"].decode("latin-1")).get("after", [""])[0]


async def pump(stream: Stream, receive: Receive, send: Send) -> None:
    """From the stream to the reader until one of them ends."""
    await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
    watch = stream.until_gone(receive)
    try:
        while (data := await stream.next()) is not None:
            await send({"type": "http.response.body", "body": data, "more_body": True})
        await send({"type": "http.response.body", "body": b""})
    except (OSError, RuntimeError):
        pass  # the reader left
    finally:
        watch.cancel()
        stream.close()


async def answer(send: Send, status: int, body: bytes, headers: list = PLAIN) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


app = Live()
