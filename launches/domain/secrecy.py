"""A secret that waits in a row until its mail goes out: nobody who reads the row can use it.

Neither can a copy of the database: it is encrypted under a key made from SECRET_KEY
(Fernet: AES-128-CBC with HMAC-SHA256, https://github.com/fernet/spec).
"""

import base64
from datetime import datetime, timedelta

from cryptography.fernet import Fernet, InvalidToken
from django.utils.crypto import salted_hmac


def shut(secret: str, *, lasts: timedelta, at: datetime) -> str:
    """The secret as it may be stored. It opens until `at + lasts`."""
    until = (at + lasts).isoformat()
    return _lock().encrypt(f"{until} {secret}".encode()).decode()


def opened(token: str, *, at: datetime) -> str:
    """What was shut in; empty where it is over, or where SECRET_KEY has changed since."""
    try:
        until, _space, secret = _lock().decrypt(token.encode()).decode().partition(" ")
    except InvalidToken:
        return ""
    return secret if at < datetime.fromisoformat(until) else ""


def _lock() -> Fernet:
    key = salted_hmac("launches.secrecy", "mail", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))
