"""Letting keys in, many at once: who they are, what they have left, what the ledger says.

Nothing of a key is remembered: each is read from the database after its request has come,
so that a revoked, narrowed or expired one is refused at its next request. One query reads the
keys of all requests that came together, and one commit enters their answers in the ledger:
both cost a few times what they cost for one.
"""

import logging
from collections.abc import Sequence
from contextlib import nullcontext
from datetime import datetime
from typing import NamedTuple

from django.db import DatabaseError, connection, transaction

from api import limits
from launches import clock
from launches.domain import ledger, outlets
from launches.models import OutletKey
from launches.queries.gate import Reader
from launches.queries.keys import Parts, is_shown, reader_of, working

log = logging.getLogger("unveil.keys")


class Ask(NamedTuple):
    """A key was shown at `at`. An answer made for `reader` is at hand, None for none yet.

    `shown` is what of it belongs in the ledger, None for nothing; `budget` is what an earlier
    ask for the same request has counted.
    """

    parts: Parts
    address: str
    client: str
    at: datetime
    reader: Reader | None
    shown: ledger.Shown | None
    budget: limits.Budget | None = None


class Grant(NamedTuple):
    """What the key reads now. Only an answer made for that may be given, and only now.

    `mark` is the entry of the ledger, "" where nothing was to be entered.
    """

    reader: Reader
    budget: limits.Budget | None
    mark: str = ""

    def headers(self) -> dict[str, str]:
        """What is told of it."""
        told = self.budget.headers() if self.budget else {}
        return {**told, "Unveil-Ledger": self.mark} if self.mark else told


def admit(asks: Sequence[Ask]) -> list[Grant | None]:
    """One for each ask, when all is committed. None for a key that does not work, has spent its
    budget, or cannot be looked up: Django then says so."""
    try:
        return _admitted(asks)
    except DatabaseError as error:
        log.warning("keys are not looked up together: %s", type(error).__name__)
        connection.close()
        for ask in asks:
            if ask.shown:
                ask.shown.first = ""
        return [None] * len(asks)


def _admitted(asks: Sequence[Ask]) -> list[Grant | None]:
    at = clock.now()
    keys = working({ask.parts.prefix for ask in asks}, at=at)
    shown = [_shown(ask, keys.get(ask.parts.prefix)) for ask in asks]
    grants = _granted(asks, shown)
    entered = [
        number
        for number, (ask, grant) in enumerate(zip(asks, grants, strict=True))
        if grant and ask.shown and grant.reader == ask.reader
    ]
    with transaction.atomic() if entered else nullcontext():
        outlets.note_use(*{key for key in shown if key}, at=at)
        marks = ledger.note_each([_sight(asks[number], shown[number]) for number in entered])
    for number, mark in zip(entered, marks, strict=True):
        grants[number] = grants[number]._replace(mark=mark)
    return grants


def _shown(ask: Ask, key: OutletKey | None) -> OutletKey | None:
    return key if key and is_shown(key, ask.parts, address=ask.address) else None


def _granted(asks: Sequence[Ask], keys: Sequence[OutletKey | None]) -> list[Grant | None]:
    """What each key reads, of those whose budget is not spent. Every request counts once."""
    uncounted = [n for n, key in enumerate(keys) if key and not asks[n].budget]
    counted = dict(zip(uncounted, limits.spend_each([keys[n] for n in uncounted]), strict=True))
    grants: list[Grant | None] = []
    for number, (ask, key) in enumerate(zip(asks, keys, strict=True)):
        budget = ask.budget or counted.get(number)
        is_over = key is None or (budget is not None and budget.left < 0)
        grants.append(None if is_over else Grant(reader_of(key), budget))
    return grants


def _sight(ask: Ask, key: OutletKey) -> ledger.Sight:
    accepted = key.outlet.accepted
    return ledger.Sight(
        shown=ask.shown,
        outlet=key.outlet_id,
        key=key.pk,
        terms=accepted.version if accepted else 0,
        address=ask.address,
        client=ask.client,
        at=ask.at,
    )
