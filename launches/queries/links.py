"""Links with a secret in their address: how it is made, and what is kept of it."""

import hashlib

from django.utils.crypto import salted_hmac


def secret_of(kind: str, uid: str) -> str:
    """The secret of a row's link: 256 bits made from its uid and SECRET_KEY, so that it is
    stored nowhere, not even in the queue of a mail that carries it."""
    return salted_hmac(f"launches.{kind}", uid, algorithm="sha256").hexdigest()


def digest_of(token: str) -> str:
    """What is kept of a link's token: SHA-256; 256 random bits need no slow hash."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
