"""Has Django make answers to keep, each of them once, however many wait for it."""

import asyncio
from collections.abc import Callable
from io import BytesIO
from typing import Any

from granian.rsgi import Scope

from api import edge
from cms import bridge

OWN_TO_READER = (
    "HTTP_AUTHORIZATION",
    "HTTP_COOKIE",
    "HTTP_ACCEPT_ENCODING",
    "HTTP_ACCEPT_LANGUAGE",
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_RANGE",
    "CONTENT_LENGTH",
    "CONTENT_TYPE",
)
# An answer to keep from (status, headers, body, beat=), or None if it is not one.
Build = Callable[..., Any]


def place_of(scope: Scope, headers: Any, accept: str) -> edge.Key:
    """Where an answer is kept; `accept` is what the reader takes. The headers are the scope's,
    which makes them anew each time it is asked."""
    host = scope.authority or headers.get("host", "")
    return scope.path, scope.query_string, accept, host


class Maker:
    """For one event loop."""

    def __init__(self, through: bridge.Bridge) -> None:
        self._bridge = through
        self._making: dict[tuple[Any, ...], asyncio.Future[Any]] = {}

    async def made(
        self, store: edge.Edge, key: edge.Key, scope: Scope, beat: int, build: Build, **more: Any
    ) -> Any:
        """What `build` made of Django's answer, which is then in the store; a bridge.Made where
        it made nothing. `more` goes into the environment of the request."""
        flight = (*key, beat)
        making = self._making.get(flight)
        if making is None:
            making = asyncio.ensure_future(self._make(store, key, scope, beat, build, more))
            self._making[flight] = making
            making.add_done_callback(lambda _done: self._making.pop(flight, None))
        return await asyncio.shield(making)

    async def _make(
        self,
        store: edge.Edge,
        key: edge.Key,
        scope: Scope,
        beat: int,
        build: Build,
        more: dict[str, Any],
    ) -> Any:
        environ = bridge.environ_of(scope, BytesIO())
        for name in OWN_TO_READER:
            environ.pop(name, None)
        environ |= {"REQUEST_METHOD": "GET", **more}
        answer = await self._bridge.work(self._render, environ, beat, build)
        if not isinstance(answer, bridge.Made):
            store.put(key, answer)
        return answer

    def _render(self, environ: dict[str, Any], beat: int, build: Build) -> Any:
        made = self._bridge.run(environ)
        if made.rest is not None:
            made.close()
            return made._replace(status=200, rest=None)
        return build(made.status, made.headers, made.first, beat=beat) or made
