"""Keys of outlets: made once, shown once, revoked at once."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from launches.errors import UnveilError
from launches.models import Outlet, OutletKey, User
from launches.models.fields import ALPHABET

from . import audit

EVERY = timedelta(seconds=1)
SCOPES = ("public", "press", "stage")


def create_key(
    outlet: Outlet,
    *,
    scopes: Iterable[str],
    at: datetime,
    expires_at: datetime | None = None,
    by: User | None = None,
) -> tuple[OutletKey, str]:
    """Make a key: (row, token). The token is never stored and cannot be shown again.

    `scopes` are of "public", "press" (reads under embargo) and "stage". Raises
    UnveilError for an unknown scope or a past expiry.
    """
    wanted = sorted(set(scopes))
    if not wanted or set(wanted) - set(SCOPES):
        raise UnveilError(
            _("Unknown scope. Known are: %(known)s.") % {"known": ", ".join(SCOPES)},
            fields={"scopes": ", ".join(wanted)},
        )
    if expires_at is not None and expires_at <= at:
        raise UnveilError(_("The key would be expired already."))
    prefix = "".join(secrets.choice(ALPHABET) for _sign in range(10))
    token = f"unv_{prefix}_{secrets.token_urlsafe(32)}"
    with transaction.atomic():
        key = OutletKey.objects.create(
            outlet=outlet,
            prefix=prefix,
            digest=digest_of(token),
            scopes=wanted,
            created_at=at,
            expires_at=expires_at,
        )
        audit.record("key_created", by=by, at=at, prefix=prefix, outlet=outlet.pk, scopes=wanted)
    return key, token


def digest_of(token: str) -> str:
    """SHA-256; the secret has 256 random bits, so no slow hash is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def note_use(key: OutletKey, *, at: datetime) -> None:
    """Keep when the key was last shown, to the second: what a grave act reached is read from it."""
    if key.last_used_at is None or key.last_used_at <= at - EVERY:
        OutletKey.objects.filter(pk=key.pk).update(last_used_at=at)


def revoke_key(key: OutletKey, *, at: datetime, by: User | None = None) -> OutletKey:
    """End a key. The next request with it is refused."""
    if key.revoked_at is None:
        with transaction.atomic():
            key.revoked_at = at
            key.save(update_fields=["revoked_at"])
            audit.record("key_revoked", by=by, at=at, prefix=key.prefix, outlet=key.outlet_id)
    return key
