"""Finding the key that a request shows, and what it lets read."""

import hashlib
import hmac
import ipaddress
import re
from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet, Subquery

from launches.enums import Audience, Scope
from launches.models import EmbargoTerms, Outlet, OutletKey

from .gate import Reader

FORM = re.compile(r"^unv_([a-z0-9]{4,12})_[A-Za-z0-9_-]{20,100}$")

HEAVY = ("outlet__about", "outlet__accepted__text", "outlet__accepted__text_zh")


class Parts(NamedTuple):
    """What of a token is looked up, and what of it is compared."""

    prefix: str
    digest: str


def shown_in(authorization: str) -> str | None:
    """The key that an Authorization header shows (RFC 6750); "" of another kind, None without."""
    kind, _space, token = authorization.partition(" ")
    if not kind:
        return None
    return token.strip() if kind.lower() == "bearer" else ""


def key_for(token: str, *, at: datetime, address: str) -> OutletKey | None:
    """The active key of this token, shown from this address.

    None for unknown, revoked, expired and for an address it does not work from, alike. It
    comes with `terms_in_force`, the version that counts now (None before the first).
    """
    parts = parts_of(token)
    if parts is None:
        return None
    key = working({parts.prefix}, at=at).get(parts.prefix)
    return key if key and is_shown(key, parts, address=address) else None


def parts_of(token: str) -> Parts | None:
    """None for what has not the form of a key."""
    found = FORM.match(token)
    return Parts(found.group(1), hashlib.sha256(token.encode()).hexdigest()) if found else None


def is_shown(key: OutletKey, parts: Parts, *, address: str) -> bool:
    """Whether these are parts of this key's token, shown from an address it works from."""
    return hmac.compare_digest(key.digest, parts.digest) and is_from(address, key.networks)


def working(prefixes: Collection[str], *, at: datetime) -> dict[str, OutletKey]:
    """{prefix: key} of those keys that are neither revoked nor expired, in one query."""
    rows = _with_terms(at).filter(prefix__in=prefixes)
    return {key.prefix: key for key in rows if not key.is_over(at=at)}


def _with_terms(at: datetime) -> QuerySet[Any]:
    newest = Subquery(in_force(at=at).values("version")[:1])
    keys = OutletKey.objects.select_related("outlet__accepted").defer(*HEAVY)
    return keys.annotate(terms_in_force=newest)  # type: ignore[no-redef]


def in_force(*, at: datetime) -> QuerySet[EmbargoTerms]:
    """The terms that have come into force, the newest version first."""
    return EmbargoTerms.objects.filter(in_force_from__lte=at).order_by("-version")


def is_from(address: str, networks: list[str]) -> bool:
    """Whether an address is in one of these networks; any address where there are none."""
    if not networks:
        return True
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(found in ipaddress.ip_network(network) for network in networks)


def reader_of(key: OutletKey) -> Reader:
    """What a key found by `key_for` or `working` lets read.

    Without accreditation, or with terms in force that its outlet has not accepted, a press key
    reads exactly the public.
    """
    return Reader(_audience(key), tuple(key.themes), tuple(key.languages))


def _audience(key: OutletKey) -> Audience:
    if Scope.PRESS in key.scopes and may_read_embargo(key.outlet, key.terms_in_force):
        return Audience.PRESS
    return Audience.STAGE if Scope.STAGE in key.scopes else Audience.PUBLIC


def may_read_embargo(outlet: Outlet, terms_in_force: int | None) -> bool:
    """Accredited, and the terms that count now are accepted. `terms_in_force` is a version."""
    accepted = outlet.accepted.version if outlet.accepted else 0
    return outlet.is_accredited and accepted >= (terms_in_force or 0)
