"""Carries /live/ from the web process to the live process, where no proxy does that."""

import asyncio

from django.conf import settings
from granian.rsgi import HTTPProtocol, ProtocolClosed, Scope

PASSED = ("accept", "authorization", "last-event-id", "cache-control", "user-agent")
AWAY = [("content-type", "text/plain"), ("retry-after", "2"), ("cache-control", "no-store")]


async def relay(scope: Scope, proto: HTTPProtocol) -> None:
    """Stream the live process's answer; 503 with Retry-After while it is away."""
    host, _colon, port = settings.LIVE_ADDRESS.rpartition(":")
    try:
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(_request(scope))
        status, headers = await asyncio.wait_for(_head(reader), 10)
    except (OSError, ValueError, EOFError, TimeoutError):
        proto.response_bytes(503, AWAY, b"The live process is starting. Ask again.\n")
        return
    gone = asyncio.ensure_future(proto.client_disconnect())
    gone.add_done_callback(lambda _future: writer.close())
    try:
        stream = proto.response_stream(status, headers)
        while chunk := await reader.read(65536):
            await stream.send_bytes(chunk)
    except (OSError, ProtocolClosed):
        pass
    finally:
        gone.cancel()
        writer.close()


def _request(scope: Scope) -> bytes:
    """HTTP/1.0, so that the answer is plain bytes until the connection ends."""
    query = f"?{scope.query_string}" if scope.query_string else ""
    method = scope.method if scope.method in ("GET", "HEAD") else "POST"
    lines = [f"{method} {scope.path}{query} HTTP/1.0", "Host: live"]
    for name in PASSED:
        if value := scope.headers.get(name):
            lines.append(f"{name}: {value}")
    lines.append(f"x-forwarded-for: {_forwarded(scope)}")
    text = "\r\n".join(line.replace("\r", "").replace("\n", "") for line in lines)
    return text.encode("latin-1", "ignore") + b"\r\n\r\n"


def _forwarded(scope: Scope) -> str:
    """As our proxies say it; where none stands in front, the other end of the connection."""
    sender = scope.client.rpartition(":")[0].strip("[]")
    if not settings.ALLAUTH_TRUSTED_PROXY_COUNT:
        return sender
    return scope.headers.get("x-forwarded-for") or sender


async def _head(reader: asyncio.StreamReader) -> tuple[int, list[tuple[str, str]]]:
    raw = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *rest = raw.strip().split("\r\n")
    pairs = [line.partition(":") for line in rest]
    headers = [(name.lower(), value.strip()) for name, _colon, value in pairs]
    return int(first.split()[1]), [pair for pair in headers if pair[0] != "connection"]
