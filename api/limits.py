"""How much one reader may ask in a minute, and the headers that say so.

After draft-ietf-httpapi-ratelimit-headers-10. Counted in the cache by minutes of the clock;
where no Redis is shared each process counts for itself, which loosens the limit by the number
of processes. Public answers that the web process has ready never come here: they cost nothing.
"""

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from rest_framework.exceptions import APIException
from rest_framework.request import Request

from launches import clock
from launches.models import OutletKey
from launches.portal.limits import counted, counted_each, place_of

WINDOW = 60  # seconds


@dataclass(frozen=True)
class Budget:
    """What is left of `most` requests for the next `seconds`. Below zero: too many."""

    name: str
    most: int
    left: int
    seconds: int

    def headers(self) -> dict[str, str]:
        return {
            "RateLimit-Policy": f'"{self.name}";q={self.most};w={WINDOW}',
            "RateLimit": f'"{self.name}";r={max(0, self.left)};t={self.seconds}',
        }


class TooMany(APIException):
    """429, with how long to wait."""

    status_code = 429

    def __init__(self, budget: Budget) -> None:
        self.wait = budget.seconds
        super().__init__(
            f"More than {budget.most} requests in this minute. "
            f"Ask again in {budget.seconds} seconds."
        )


def spend(request: Request) -> Budget | None:
    """Count this request for its key, or else for its address; None where nothing limits it."""
    if not settings.API_RATE_LIMITS:
        return None
    if request.auth is not None:
        return spend_each([request.auth])[0]
    now = int(clock.now().timestamp())
    place = _place(_network(place_of(request._request)), now)
    used = counted(place, seconds=WINDOW * 2)
    return _left("anonymous", settings.API_ANONYMOUS_RATE, used, now)


def spend_each(keys: Sequence[OutletKey]) -> list[Budget | None]:
    """Count one request for each of these keys, which may be the same; None as above."""
    if not settings.API_RATE_LIMITS or not keys:
        return [None] * len(keys)
    now = int(clock.now().timestamp())
    places = [_place(f"key:{key.pk}", now) for key in keys]
    counts = counted_each(places, seconds=WINDOW * 2)
    return [_left("key", key.a_minute, used, now) for key, used in zip(keys, counts, strict=True)]


def _place(who: str, now: int) -> str:
    return f"api:{who}:{now // WINDOW}"


def _left(name: str, most: int, used: int, now: int) -> Budget:
    return Budget(name, most, most - used, WINDOW - now % WINDOW)


def _network(address: str) -> str:
    """An address of IPv4, or the network of one of IPv6, of which anybody has many."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    bits = 32 if found.version == 4 else 64
    return str(ipaddress.ip_network(f"{found}/{bits}", strict=False))
