"""The web process: pre-built bytes first, then live streams, then Django.

granian --interface rsgi --task-impl rust cms.front:app
"""

import asyncio
import errno
import gc
import os
from typing import Any

from granian.rsgi import HTTPProtocol, Scope

from cms.wsgi import application  # it sets Django up, before all that needs models

# isort: split
from django.urls import resolve

from api import edge
from api.live import pulse
from api.live.noted import noted
from cms import bridge
from cms.keyed import Keyed
from cms.making import Maker, place_of
from cms.middleware import ARRIVED
from cms.relay import relay
from cms.waiting import Waiting, asked
from launches import clock

THREADS = int(os.environ.get("WEB_THREADS", "8"))
SLOW_THREADS = int(os.environ.get("WEB_SLOW_THREADS", str(max(2, os.cpu_count() or 2))))
TOO_MANY = 429


class Front:
    def __init__(self) -> None:
        self.edge = edge.Edge()
        self.pulse = pulse.make()
        self._bridge = bridge.Bridge(application, THREADS, SLOW_THREADS)
        self._maker = Maker(self._bridge)
        self.keyed = Keyed(self.pulse, self._maker, self._bridge)
        self._waiting = Waiting(self.pulse, self.edge, self._maker, self._bridge)
        self._others: set[str] = set()  # addresses whose answers are not for the edge

    async def __rsgi__(self, scope: Scope, proto: HTTPProtocol) -> None:
        if scope.proto != "http":
            proto.close(403)
            return
        path = scope.path
        wait = asked(scope.method, path, scope.query_string)
        if wait and not await self._waiting.until_news(scope, proto, wait):
            return
        if path.startswith(edge.ROOMS) and edge.wanted(scope.method, path, scope.query_string):
            headers = scope.headers
            if "authorization" in headers:
                if await self.keyed.answer(scope, proto, headers):
                    return
            elif "transfer-encoding" not in headers:
                beat = self.pulse.beat()
                if beat is not None and await self._quick(scope, proto, headers, beat):
                    return
        if path.startswith("/live/"):
            await relay(scope, proto)
            return
        await self._django(scope, proto)

    async def _quick(self, scope: Scope, proto: HTTPProtocol, headers: Any, beat: int) -> bool:
        """Answer from stored bytes, made now if need be; False if this address has none."""
        key = place_of(scope, headers, headers.get("accept", ""))
        answer = self.edge.get(key, beat)
        if answer is None:
            if scope.path in self._others:
                return False
            made = await self._maker.made(self.edge, key, scope, beat, edge.build)
            if isinstance(made, bridge.Made):
                return await self._plain(scope, proto, made)
            answer = made
        form = edge.choose(answer, headers.get("accept-encoding"))
        conditions = headers.get("if-none-match")
        if conditions and edge.known(answer, conditions):
            proto.response_empty(304, form.bare)
        elif scope.method == "HEAD":
            proto.response_empty(200, form.headers)
        else:
            proto.response_bytes(200, form.headers, form.body)
        return True

    async def _plain(self, scope: Scope, proto: HTTPProtocol, made: bridge.Made) -> bool:
        """Not one to keep: a refusal is handed out as it is, a page of another kind remembered."""
        if made.status == TOO_MANY:  # said to one reader, who need not be this one
            return False
        if made.status >= 400:
            await self._bridge.send(proto, made)
            return True
        if len(self._others) < 1000:
            self._others.add(scope.path)
        return False

    async def _django(self, scope: Scope, proto: HTTPProtocol) -> None:
        arrived = clock.now()  # before the body, which may take long
        try:
            body = await bridge.read_body(scope, proto)
        except bridge.CutOff:
            proto.response_empty(400, [])
            return
        except bridge.TooLarge:
            proto.response_bytes(413, [("connection", "close")], b"Too large.\n")
            return
        except OSError as error:
            if error.errno not in (errno.ENOSPC, errno.EDQUOT):
                raise
            proto.response_bytes(507, [("connection", "close")], b"The disk is full.\n")
            return
        with body:
            environ = {**bridge.environ_of(scope, body), ARRIVED: arrived}
            slow = bridge.is_slow(environ)
            made, wrote = await self._bridge.work(self._run, environ, slow=slow)
        if wrote:
            self.pulse.bump()
        await self._bridge.send(proto, made)

    def _run(self, environ: dict[str, Any]) -> tuple[bridge.Made, bool]:
        """Django's answer, and whether it has written what public ones depend on."""
        with noted() as note:
            made = self._bridge.run(environ)
        return made, note.wrote

    def __rsgi_del__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._bridge.close()
        self.keyed.close()
        self.pulse.close()


def settle() -> None:
    """Load now what would come with the first request, and keep the collector off all of it:
    to look through what never goes took a sixth of the time of each keyed read."""
    resolve("/")
    gc.collect()
    gc.freeze()


app = Front()
settle()
