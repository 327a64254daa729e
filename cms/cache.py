"""The cache in Redis, and what holds while Redis does not answer: each process counts for itself.

Nothing but rate limits lies in the cache. Without Redis they are looser by the number of
processes, never gone, and nobody's log-in waits or fails: a Redis that is stopped or hangs
is asked again only every AGAIN seconds, and then for at most PATIENCE seconds.
"""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

log = logging.getLogger("unveil.cache")
PATIENCE = 0.5
AGAIN = 5.0
MOST = 100_000  # counters; with fewer, many readers would push the limits of others out
LIMITS = {
    "socket_timeout": PATIENCE,
    "socket_connect_timeout": PATIENCE,
    "retry": Retry(NoBackoff(), 0),
}


class Outage:
    """Whether Redis is away, known to all threads of this process. One for each address."""

    known: ClassVar[dict[str, "Outage"]] = {}

    def __init__(self) -> None:
        self.lock, self.until, self.is_away = threading.Lock(), 0.0, False

    @classmethod
    def of(cls, address: str) -> "Outage":
        return cls.known.setdefault(address, cls())

    def may_ask(self) -> bool:
        """True for one caller an AGAIN, who then asks Redis for all others."""
        with self.lock:
            if time.monotonic() < self.until:
                return False
            self.until = time.monotonic() + AGAIN
            return True

    def begins(self, error: Exception) -> bool:
        """Note a failure; True for the first one."""
        with self.lock:
            is_first, self.is_away = not self.is_away, True
            self.until = time.monotonic() + AGAIN
        if is_first:
            log.warning(
                "Redis does not answer (%s): limits are counted by each process for itself",
                type(error).__name__,
            )
        return is_first

    def ends(self) -> None:
        with self.lock:
            self.is_away = False
        log.warning("Redis answers again: limits are counted together")


class Own(LocMemCache):
    """What a process counts for itself."""

    def count_each(self, keys: Sequence[str], seconds: int) -> list[int]:
        return [1 if self.add(key, 1, seconds) else self.incr(key) for key in keys]


class Counting(RedisCache):
    """Django's own, which counts many places in one round trip."""

    def count_each(self, keys: Sequence[str], seconds: int) -> list[int]:
        """One more at each; a place is forgotten `seconds` after its first time."""
        client = self._cache.get_client(None, write=True)
        with client.pipeline(transaction=False) as asked:
            for key in keys:
                place = self.make_and_validate_key(key)
                asked.set(place, 0, ex=seconds, nx=True)
                asked.incr(place)
            return asked.execute()[1::2]


def _guarded(name: str) -> Callable[..., Any]:
    def call(self: "Cache", *args: Any, **kwargs: Any) -> Any:
        return self.guarded(name, *args, **kwargs)

    return call


class Cache(Counting):
    """Redis, with a memory of this process behind it."""

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        params = {**params, "OPTIONS": {**LIMITS, **params.get("OPTIONS", {})}}
        super().__init__(server, params)
        self.outage = Outage.of(str(server))
        self.own = Own(f"away:{server}", {"OPTIONS": {"MAX_ENTRIES": MOST}})

    def guarded(self, name: str, *args: Any, **kwargs: Any) -> Any:
        """Ask Redis; while it is away, the memory. What that knows of an earlier outage is gone."""
        if not self.outage.is_away or self.outage.may_ask():
            try:
                found = getattr(super(), name)(*args, **kwargs)
            except RedisError as error:
                if self.outage.begins(error):
                    self.own.clear()
            else:
                if self.outage.is_away:
                    self.outage.ends()
                return found
        return getattr(self.own, name)(*args, **kwargs)

    add = _guarded("add")
    get = _guarded("get")
    set = _guarded("set")
    touch = _guarded("touch")
    delete = _guarded("delete")
    get_many = _guarded("get_many")
    has_key = _guarded("has_key")
    incr = _guarded("incr")
    count_each = _guarded("count_each")
    set_many = _guarded("set_many")
    delete_many = _guarded("delete_many")
    clear = _guarded("clear")
