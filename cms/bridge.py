"""Django's WSGI application behind granian's RSGI, for the web process.

A request is read to its end before it takes a thread, so that slow senders hold none;
one cut off on its way never reaches a view. Bodies above a megabyte wait on disk. What
has another process work for seconds (checking a file, setting papers, those of kits too) has
threads of its own: however much arrives in the last minute, handing in does not wait behind it.
"""

import asyncio
import sys
import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

from django.conf import settings
from granian.rsgi import HTTPProtocol, ProtocolClosed, Scope

from launches import origin

Headers = list[tuple[str, str]]
IN_MEMORY = 2**20
BLOCK = 2**18
LARGEST = 600 * 2**20  # bytes; a launch's files have limits of their own below this
SLOW = ("/files/", "/finish/", "/crop/", ".pdf", ".zip")
PRIVATE = ("x-unveil-edge", "connection", "transfer-encoding")


class Made(NamedTuple):
    """An answer as the application began it."""

    status: int
    headers: Headers
    first: bytes
    rest: Any  # iterator of bytes, or None if `first` is all
    close: Callable[[], None]


class CutOff(Exception):
    """The sender left before its body was complete."""


class TooLarge(Exception):
    """More than any form of ours takes."""


class Bridge:
    def __init__(
        self, application: Callable[..., Iterable[bytes]], threads: int, slow_threads: int
    ) -> None:
        self._application = application
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="web")
        self._slow = ThreadPoolExecutor(slow_threads, thread_name_prefix="slow")

    async def work(self, function: Callable[..., Any], *args: Any, slow: bool = False) -> Any:
        pool = self._slow if slow else self._pool
        return await asyncio.get_running_loop().run_in_executor(pool, function, *args)

    def run(self, environ: dict[str, Any]) -> Made:
        begun: list[tuple[int, Headers]] = []

        def start_response(status: str, headers: Headers, exc_info: Any = None) -> None:
            lower = [(name.lower(), value) for name, value in headers]
            begun.append((int(status[:3]), lower))

        answer = self._application(environ, start_response)
        close = getattr(answer, "close", lambda: None)
        if hasattr(answer, "block_size"):
            answer.block_size = BLOCK
        try:
            chunks = iter(answer)
            first = bytes(next(chunks, b""))
            if not _long(answer, begun[-1][1]):
                first += b"".join(chunks)
        except BaseException:
            close()
            raise
        if _long(answer, begun[-1][1]):
            return Made(*begun[-1], first, chunks, close)
        close()
        return Made(*begun[-1], first, None, lambda: None)

    async def send(self, proto: HTTPProtocol, made: Made) -> None:
        """Hand the answer out; a long one chunk by chunk, at the reader's pace."""
        headers = [(name, value) for name, value in made.headers if name not in PRIVATE]
        if made.rest is None:
            proto.response_bytes(made.status, headers, made.first)
            return
        try:
            stream = proto.response_stream(made.status, headers)
            chunk: bytes | None = made.first
            while chunk:
                await stream.send_bytes(bytes(chunk))
                chunk = await self.work(next, made.rest, None)
        except ProtocolClosed:
            pass
        finally:
            await self.work(made.close)

    def close(self) -> None:
        for pool in (self._pool, self._slow):
            pool.shutdown(wait=False, cancel_futures=True)


def _long(answer: Any, headers: Headers) -> bool:
    """Whether to hand it out chunk by chunk."""
    if not getattr(answer, "streaming", False):
        return False
    length = dict(headers).get("content-length", "")
    return not length.isdigit() or int(length) > BLOCK


async def read_body(scope: Scope, proto: HTTPProtocol) -> Any:
    """The body as a file at its start. Raises CutOff, TooLarge and, on a full disk, OSError.

    What came of a resumable upload before its sender was cut off is handed on: it counts.
    """
    said = scope.headers.get("content-length")
    expected = int(said) if said and said.isdigit() else None
    if expected and expected > LARGEST:
        raise TooLarge
    kept = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115
    size = 0
    async for chunk in proto:
        size += len(chunk)
        if size > LARGEST:
            raise TooLarge
        kept.write(chunk)
    if expected is not None and size != expected and not is_resumable(scope):
        raise CutOff
    kept.seek(0)
    return kept


def is_resumable(scope: Scope) -> bool:
    """Whether the body is a part of an upload, which may end anywhere (tus 1.0)."""
    return scope.headers.get("content-type") == "application/offset+octet-stream"


def is_slow(environ: dict[str, Any]) -> bool:
    """Whether another process will work on it: files in any form, papers, and kits with them."""
    large = int(environ.get("CONTENT_LENGTH") or 0) > IN_MEMORY
    parts = environ.get("CONTENT_TYPE", "").startswith("multipart/")
    return environ["PATH_INFO"].endswith(SLOW) or (large and parts)


def address_of(scope: Scope) -> str:
    """The whole address of who asks, as Django finds it in its environment."""
    return origin.client_address(
        scope.client.rpartition(":")[0],
        ",".join(scope.headers.get_all("x-forwarded-for")),
        proxies=settings.ALLAUTH_TRUSTED_PROXY_COUNT,
    )


def environ_of(scope: Scope, body: Any) -> dict[str, Any]:
    """PEP 3333. A header with an underscore in its name is dropped: it could pose as another."""
    host, _colon, port = scope.server.rpartition(":")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "SERVER_NAME": host,
        "SERVER_PORT": port,
        "REMOTE_ADDR": scope.client.rpartition(":")[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope.headers.items():
        if "_" not in name:
            field = name.upper().replace("-", "_")
            if field not in ("CONTENT_TYPE", "CONTENT_LENGTH"):
                field = f"HTTP_{field}"
            joint = "; " if field == "HTTP_COOKIE" else ","
            environ[field] = f"{environ[field]}{joint}{value}" if field in environ else value
    if scope.authority:
        environ.setdefault("HTTP_HOST", scope.authority)
    if "HTTP_TRANSFER_ENCODING" in environ or is_resumable(scope):  # its length is known now
        environ["CONTENT_LENGTH"] = str(body.seek(0, 2))
        body.seek(0)
    return environ
