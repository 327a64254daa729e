"""A real HTTP server on this machine that answers as a test wants, and keeps what it got."""

import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

CLOSE = "close"  # no answer at all
DRIP = "drip"  # a byte of the head ten times a second, for ever


@dataclass
class Reply:
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    wait: float = 0.0


@dataclass(frozen=True)
class Got:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    at: float


class Receiver:
    """`replies` are used up one by one; the last one goes on for ever."""

    def __init__(self, *replies: Reply | str) -> None:
        self.replies = list(replies) or [Reply()]
        self.got: list[Got] = []
        self.ended = threading.Event()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.server.daemon_threads = True
        self.port = self.server.server_port
        self.url = f"http://127.0.0.1:{self.port}/hook"

    def next_reply(self) -> Reply | str:
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                headers = {name.lower(): value for name, value in self.headers.items()}
                receiver.got.append(Got(self.command, self.path, headers, body, time.time()))
                reply = receiver.next_reply()
                if reply == CLOSE:
                    self.close_connection = True
                elif reply == DRIP:
                    self.drip()
                else:
                    self.reply(reply)

            do_GET = do_POST

            def reply(self, reply: Reply) -> None:
                receiver.ended.wait(reply.wait)
                self.send_response(reply.status)
                for name, value in {
                    "Content-Length": str(len(reply.body)),
                    **reply.headers,
                }.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(reply.body)

            def drip(self) -> None:
                try:
                    self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
                    while not receiver.ended.wait(0.1):
                        self.wfile.write(b"x")
                        self.wfile.flush()
                except OSError:
                    pass

            def log_message(self, *args: object) -> None:
                pass

        return Handler


@contextmanager
def receiver(*replies: Reply | str, tls: ssl.SSLContext | None = None) -> Iterator[Receiver]:
    """One that listens until the block ends."""
    found = Receiver(*replies)
    if tls:
        found.server.socket = tls.wrap_socket(found.server.socket, server_side=True)
        found.url = f"https://localhost:{found.port}/hook"
    thread = threading.Thread(target=found.server.serve_forever, args=[0.02], daemon=True)
    thread.start()
    try:
        yield found
    finally:
        found.ended.set()
        found.server.shutdown()
        found.server.server_close()
