"""Where an act comes from: which door, from which network, by what kind of client.

The edges say it once for a request or a process; the audit's columns read it as their
defaults, so that no act in the domain has to hand it on.
"""

import ipaddress
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace

from launches.enums import AuditDoor

PHONES = ("mobile", "android", "iphone", "ipad")
BROWSERS = ("mozilla/", "opera/")


@dataclass(frozen=True)
class Origin:
    """`address` is what the policy keeps of it; `person` gives the id of who is logged in."""

    door: AuditDoor = AuditDoor.COMMAND
    address: str = ""
    client: str = ""
    person: Callable[[], int | None] = lambda: None


_process = Origin()
_origin: ContextVar[Origin | None] = ContextVar("origin", default=None)


def now() -> Origin:
    return _origin.get() or _process


def process_is(door: AuditDoor) -> None:
    """Said by a process that serves no requests, for all of its threads."""
    global _process
    _process = replace(_process, door=door)


@contextmanager
def coming_from(origin: Origin) -> Iterator[None]:
    """For what is done within, in this thread."""
    token = _origin.set(origin)
    try:
        yield
    finally:
        _origin.reset(token)


def client_of(agent: str) -> str:
    """The class of a User-Agent: phone, browser, program or "". It names no person."""
    agent = agent.lower()
    if not agent:
        return ""
    if not agent.startswith(BROWSERS):
        return "program"
    return "phone" if any(word in agent for word in PHONES) else "browser"


def client_address(sender: str, forwarded: str, *, proxies: int) -> str:
    """The client's address as far as our own proxies tell it; "" where they do not.

    `sender` is the other end of the connection, `forwarded` the X-Forwarded-For header and
    `proxies` how many of ours stand in front. Each appends the address it saw, so the
    client's is the `proxies`-th from the end and whatever stands before it may be forged.
    """
    if not proxies:
        return _plain(sender)
    seen = [part for part in forwarded.split(",") if part.strip()]
    return _plain(seen[-proxies]) if len(seen) >= proxies else ""


def _plain(address: str) -> str:
    """Without brackets; an IPv4 address written as IPv6 (RFC 4291, 2.5.5.2) as what it is."""
    address = address.strip().strip("[]")
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(getattr(found, "ipv4_mapped", None) or found)


def door() -> str:
    return now().door.value


def address() -> str:
    return now().address


def client() -> str:
    return now().client
