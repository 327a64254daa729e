"""Finding the key that a request shows."""

import hashlib
import hmac
import re
from datetime import datetime

from launches.models import OutletKey

FORM = re.compile(r"^unv_([a-z0-9]{4,12})_[A-Za-z0-9_-]{20,100}$")


def key_for(token: str, *, at: datetime) -> OutletKey | None:
    """The active key of this token; None for unknown, revoked and expired alike."""
    found = FORM.match(token)
    if not found:
        return None
    key = OutletKey.objects.select_related("outlet").filter(prefix=found.group(1)).first()
    digest = hashlib.sha256(token.encode()).hexdigest()
    if key is None or not hmac.compare_digest(key.digest, digest):
        return None
    over = key.expires_at is not None and key.expires_at <= at
    if key.revoked_at is not None or over or not key.outlet.is_active:
        return None
    return key
