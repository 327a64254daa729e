"""Keyed reads of launches in front of Django: stored bytes, given by one commit for many.

An answer is made once for all keys that read the same, and kept as the edge keeps its own.
Each giving of it is then asked for (api.admission), together with those that have come
meanwhile. What is not simple is left to Django, which says the same.
"""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.db import close_old_connections
from granian.rsgi import HTTPProtocol, Scope

from api import edge, shared
from api.admission import Ask, Grant, admit
from api.auth import FOR
from cms.bridge import Bridge, Made, address_of
from cms.making import Maker, place_of
from cms.together import Together
from launches import clock, origin
from launches.queries.gate import Reader
from launches.queries.keys import Parts, parts_of, shown_in

TURNS = 3  # to learn what the key reads, to be given it, and once more if that just changed
MOST_KNOWN = 10_000
Product = shared.Answer | Made


class Keyed:
    """For one event loop. `pulse` tells whether stored answers hold (api.live.pulse)."""

    def __init__(self, pulse: Any, maker: Maker, bridge: Bridge) -> None:
        self._pulse, self._maker, self._bridge = pulse, maker, bridge
        self._store = edge.Edge()
        self._readers: dict[Parts, Reader] = {}  # what each key read last: a guess, no right
        self._asking = Together(_admitted, lost=None)

    async def answer(self, scope: Scope, proto: HTTPProtocol, headers: Any) -> bool:
        """False where Django has to answer.

        A change that comes while the commit waits is seen once more before the bytes leave.
        """
        parts = _parts(headers) if scope.path.startswith(shared.ROOM) else None
        if parts is None or "transfer-encoding" in headers:
            return False
        address, client = _whence(scope, headers)
        grant: Grant | None = None
        for _turn in range(TURNS):
            at, beat = clock.now(), self._pulse.beat()
            if beat is None:
                return False
            reader = self._readers.get(parts)
            product = await self._product(scope, headers, reader, beat) if reader else None
            if isinstance(product, Made) and product.status < 300:
                return False
            shown = product.shown if _goes_out(scope, headers, product) else None
            budget = grant.budget if grant else None
            ask = Ask(parts, address, client, at, reader, shown, budget)
            grant = await self._asking.ask(ask)
            if grant is None:
                self._readers.pop(parts, None)
                return False
            if product and grant.reader == reader and self._pulse.beat() == beat:
                await self._send(scope, proto, headers, product, grant)
                return True
            self._learn(parts, grant.reader)
        return False

    async def _product(self, scope: Scope, headers: Any, reader: Reader, beat: int) -> Product:
        place = (*place_of(scope, headers, ",".join(headers.get_all("accept"))), reader)
        build = partial(shared.build, place=place)
        return self._store.get(place, beat) or await self._maker.made(
            self._store, place, scope, beat, build, **{FOR: reader}
        )

    def _learn(self, parts: Parts, reader: Reader) -> None:
        if len(self._readers) >= MOST_KNOWN:
            self._readers.clear()
        self._readers[parts] = reader

    async def _send(
        self, scope: Scope, proto: HTTPProtocol, headers: Any, product: Product, grant: Grant
    ) -> None:
        if isinstance(product, Made):
            await self._bridge.send(proto, product)
            return
        told = [(name.lower(), value) for name, value in grant.headers().items()]
        form = edge.choose(product, headers.get("accept-encoding"))
        if _knows(headers, product):
            proto.response_empty(304, form.bare + told)
            return
        said, body = product.given(form, grant.mark)
        if scope.method == "HEAD":
            proto.response_empty(200, said + told)
        else:
            proto.response_bytes(200, said + told, body)

    def close(self) -> None:
        self._asking.close()


def _admitted(asks: Sequence[Ask]) -> list[Grant | None]:
    close_old_connections()
    return admit(asks)


def _parts(headers: Any) -> Parts | None:
    """Of the one key that is shown; None for anything else."""
    said = headers.get_all("authorization")
    return parts_of(shown_in(said[0]) or "") if len(said) == 1 else None


def _whence(scope: Scope, headers: Any) -> tuple[str, str]:
    """(whole address, class of client) as Django finds them in its environment."""
    return address_of(scope), origin.client_of(",".join(headers.get_all("user-agent")))


def _goes_out(scope: Scope, headers: Any, product: Product | None) -> bool:
    """Whether the bytes will: then it belongs in the ledger."""
    is_answer = isinstance(product, shared.Answer)
    return is_answer and scope.method == "GET" and not _knows(headers, product)


def _knows(headers: Any, product: shared.Answer) -> bool:
    conditions = headers.get("if-none-match")
    return bool(conditions) and edge.known(product, conditions)
