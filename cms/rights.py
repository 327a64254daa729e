"""Whether the keys of those who wait still let them: looked at together, once a second.

A reader who is held for half a minute was let in by a key of then. The one whose key is
revoked, expired or narrowed meanwhile, or whose outlet is suspended, is woken within that
second, and is answered by what the key gives now.
"""

import asyncio
import logging
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import Error as DatabaseError
from django.db import close_old_connections, connection

from api.live.keyed import CHECK, Pass, over, pass_of
from cms.bridge import Bridge
from launches.queries.keys import shown_in

log = logging.getLogger("unveil.waiting")


class Rights:
    """For one event loop."""

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge
        self._held: dict[Pass, set[asyncio.Future[Any]]] = {}
        self._watch: asyncio.Task[None] | None = None

    async def of(self, authorization: str | None, address: str) -> Pass | None:
        """What the header's key lets in; None for one that does not work, and for none."""
        token = shown_in(authorization or "")
        return await self._bridge.work(_let_in, token, address) if token else None

    @contextmanager
    def held(self, shown: Pass | None) -> Iterator[asyncio.Future[Any]]:
        """What is done as soon as this is over; for the public, never."""
        lost = asyncio.get_running_loop().create_future()
        if shown is None:
            yield lost
            return
        self._held.setdefault(shown, set()).add(lost)
        if self._watch is None or self._watch.done():
            self._watch = asyncio.ensure_future(self._look())
        try:
            yield lost
        finally:
            self._held[shown].remove(lost)
            if not self._held[shown]:
                del self._held[shown]

    async def _look(self) -> None:
        while self._held:
            await asyncio.sleep(CHECK)
            for shown in await self._bridge.work(_ended, list(self._held)):
                for lost in self._held.get(shown, ()):
                    lost.done() or lost.set_result(None)


def _let_in(token: str, address: str) -> Pass | None:
    close_old_connections()
    try:
        return pass_of(token, address)
    except DatabaseError:
        connection.close()
        return None


def _ended(passes: Collection[Pass]) -> list[Pass]:
    """Of these; none while the database is away, where no key can be revoked either."""
    close_old_connections()
    try:
        return over(passes)
    except DatabaseError as error:
        log.warning("keys of who waits are not looked up: %s", type(error).__name__)
        connection.close()
        return []
