"""Keys of outlets: made once, shown once, cut down as wished, rotated, revoked at once."""

import hashlib
import ipaddress
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from launches import rules
from launches.enums import Scope
from launches.errors import NotAllowed, UnveilError
from launches.models import Outlet, OutletKey, Theme, User
from launches.models.fields import ALPHABET

from . import audit

EVERY = timedelta(seconds=1)
OVERLAP = timedelta(hours=24)
LONGEST_OVERLAP = timedelta(days=30)
SCOPES = tuple(Scope.values)
OWN_SCOPES = (Scope.PUBLIC, Scope.PRESS)  # what an outlet's people may give themselves
MOST_KEYS = 50
MOST_NETWORKS = 50
MOST_A_MINUTE = 6000


@dataclass(frozen=True)
class Limits:
    """How far a key reaches. Empty parts do not limit.

    `networks` are addresses or CIDR blocks, `rate` requests a minute.
    """

    themes: Sequence[str] = ()
    languages: Sequence[str] = ()
    networks: Sequence[str] = ()
    rate: int | None = None


FREE = Limits()


def create_key(
    outlet: Outlet,
    *,
    scopes: Iterable[str],
    at: datetime,
    expires_at: datetime | None = None,
    by: User | None = None,
    name: str = "",
    limits: Limits = FREE,
) -> tuple[OutletKey, str]:
    """Make a key: (row, token). The token is never stored and cannot be shown again.

    `by` is somebody of the outlet or of the press office, None the command line. Raises
    NotAllowed, and UnveilError for an unknown scope, a past expiry or limits that cannot be.
    """
    wanted = sorted(set(scopes))
    _require(outlet, by, wanted)
    kept = _checked(wanted, limits, expires_at, at)
    with transaction.atomic():
        Outlet.objects.select_for_update().get(pk=outlet.pk)
        if len([key for key in outlet.keys.all() if not key.is_over(at=at)]) >= MOST_KEYS:
            full = _("There are %(most)d keys already, and that is the most.")
            raise UnveilError(fields={"name": full % {"most": MOST_KEYS}})
        key, token = _made(outlet, name=name, scopes=wanted, by=by, at=at, **kept)
        key.expires_at = expires_at
        key.save(force_insert=True)
        _record("key_created", key, by=by, at=at, scopes=wanted)
    return key, token


def rotate_key(
    key: OutletKey, *, overlap: timedelta = OVERLAP, by: User | None, at: datetime
) -> tuple[OutletKey, str]:
    """Make a successor with the same reach: (row, token). The old key ends after `overlap`.

    Raises UnveilError for a key that is over or has a successor, and for an overlap of more
    than 30 days.
    """
    _require(key.outlet, by, key.scopes)
    if not timedelta(0) <= overlap <= LONGEST_OVERLAP:
        most = _("At most %(days)d days.") % {"days": LONGEST_OVERLAP.days}
        raise UnveilError(fields={"overlap": most})
    with transaction.atomic():
        key = OutletKey.objects.select_for_update().select_related("outlet").get(pk=key.pk)
        if key.is_over(at=at) or OutletKey.objects.filter(replaces=key).exists():
            raise UnveilError(_("This key is over or has been replaced already."))
        same = {part: getattr(key, part) for part in ("themes", "languages", "networks", "rate")}
        fresh, token = _made(
            key.outlet, name=key.name, scopes=key.scopes, by=by, at=at, replaces=key, **same
        )
        fresh.expires_at = key.expires_at
        fresh.save(force_insert=True)
        end = max(at, key.created_at + EVERY) + overlap
        key.expires_at = min(key.expires_at or end, end)
        key.save(update_fields=["expires_at"])
        _record("key_rotated", fresh, by=by, at=at, replaces=key.prefix)
    return fresh, token


def digest_of(token: str) -> str:
    """SHA-256; the secret has 256 random bits, so no slow hash is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def note_use(*keys: OutletKey, at: datetime) -> None:
    """Keep when keys were last shown, to the second: what a grave act reached is read from it."""
    since = at - EVERY
    stale = [key.pk for key in keys if key.last_used_at is None or key.last_used_at <= since]
    if stale:
        OutletKey.objects.filter(pk__in=stale).update(last_used_at=at)


def revoke_key(key: OutletKey, *, at: datetime, by: User | None = None) -> OutletKey:
    """End a key. The next request with it is refused, and open streams end (api.live)."""
    _require(key.outlet, by, ())
    if key.revoked_at is None:
        with transaction.atomic():
            key.revoked_at = at
            key.save(update_fields=["revoked_at"])
            _record("key_revoked", key, by=by, at=at)
    return key


def _require(outlet: Outlet, by: User | None, scopes: Iterable[str]) -> None:
    """The press office may give any scope, an outlet's people those that are for outlets."""
    if by is None or rules.accredits(by):
        return
    if not rules.connects_outlet(by, outlet.pk):
        raise NotAllowed()
    if set(scopes) - set(OWN_SCOPES):
        raise NotAllowed(_("This scope is given by the press office."))


def _checked(
    scopes: list[str], limits: Limits, expires_at: datetime | None, at: datetime
) -> dict[str, object]:
    """The limits as they are stored. Raises UnveilError with what is wrong in each field."""
    wrong: dict[str, str] = {}
    if not scopes or set(scopes) - set(SCOPES):
        known = ", ".join(SCOPES)
        wrong["scopes"] = _("Unknown scope. Known are: %(known)s.") % {"known": known}
    if expires_at is not None and expires_at <= at:
        wrong["expires_at"] = _("The key would be expired already.")
    if strangers := set(limits.themes) - set(Theme.objects.values_list("slug", flat=True)):
        wrong["themes"] = _("There is no theme %(theme)s.") % {"theme": min(strangers)}
    if limits.rate is not None and not 1 <= limits.rate <= MOST_A_MINUTE:
        wrong["rate"] = _("A whole number from 1 to %(most)d.") % {"most": MOST_A_MINUTE}
    networks = _networks(limits.networks, wrong)
    if wrong:
        raise UnveilError(next(iter(wrong.values())), fields=wrong)
    return {
        "themes": sorted(set(limits.themes)),
        "languages": sorted(set(limits.languages)),
        "networks": networks,
        "rate": limits.rate,
    }


def _networks(wanted: Sequence[str], wrong: dict[str, str]) -> list[str]:
    """Addresses and blocks in their one way of writing: ["192.0.2.0/24", "2001:db8::/32"]."""
    found = []
    for text in wanted:
        try:
            found.append(str(ipaddress.ip_network(text.strip(), strict=False)))
        except ValueError:
            asked = _("“%(found)s” is no address. Write one such as 192.0.2.10 or 2001:db8::/32.")
            wrong["networks"] = asked % {"found": ascii(text)[1:-1][:60]}
    if len(found) > MOST_NETWORKS:
        wrong["networks"] = _("At most %(most)d addresses.") % {"most": MOST_NETWORKS}
    return sorted(set(found))


def _made(
    outlet: Outlet, *, scopes: list[str], by: User | None, at: datetime, **more: object
) -> tuple[OutletKey, str]:
    prefix = "".join(secrets.choice(ALPHABET) for _sign in range(10))
    token = f"unv_{prefix}_{secrets.token_urlsafe(32)}"
    digest = digest_of(token)
    key = OutletKey(outlet=outlet, prefix=prefix, digest=digest, scopes=scopes, **more)
    key.created_at, key.created_by = at, by
    return key, token


def _record(verb: str, key: OutletKey, *, by: User | None, at: datetime, **more: Any) -> None:
    audit.record(verb, by=by, at=at, prefix=key.prefix, outlet=key.outlet_id, **more)
