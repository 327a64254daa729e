"""How often one place may try: a counter in the cache, forgotten after its time.

For doors without a log-in. The cache of each process counts for itself where no
Redis is shared, which loosens the limit by the number of processes, no more.
"""

import ipaddress
from collections.abc import Sequence

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from launches import origin


def too_many(what: str, *, most: int, seconds: int) -> bool:
    """Count one try of `what`; True from the one after `most` within `seconds`."""
    return counted(what, seconds=seconds) > most


def counted(what: str, *, seconds: int) -> int:
    """How often `what` was counted, with this time, in the `seconds` from its first time on."""
    key = f"limit:{what}"
    if cache.add(key, 1, seconds):
        return 1
    try:
        return cache.incr(key)
    except ValueError:  # it ran out between the two
        return 1


def counted_each(whats: Sequence[str], *, seconds: int) -> list[int]:
    """The same for many, in one round trip where the cache can."""
    if hasattr(cache, "count_each"):
        return cache.count_each([f"limit:{what}" for what in whats], seconds)
    return [counted(what, seconds=seconds) for what in whats]


def place_of(request: HttpRequest) -> str:
    """The client's address as far as trusted proxies tell it; "" where nobody knows."""
    return origin.client_address(
        request.META.get("REMOTE_ADDR", ""),
        request.headers.get("X-Forwarded-For", ""),
        proxies=settings.ALLAUTH_TRUSTED_PROXY_COUNT,
    )


def kept_address(request: HttpRequest) -> str:
    """What the policy SIGN_OFF_ADDRESS lets us keep of it: all, its network, or nothing."""
    policy, address = settings.SIGN_OFF_ADDRESS, place_of(request)
    if policy == "none" or not address:
        return ""
    if policy == "full":
        return address
    try:
        bits = 24 if ipaddress.ip_address(address).version == 4 else 48
    except ValueError:
        return ""
    return str(ipaddress.ip_network(f"{address}/{bits}", strict=False))
