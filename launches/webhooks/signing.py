"""Secrets and signatures, by the Standard Webhooks specification (v1, HMAC-SHA256).

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

import hashlib
import hmac
from base64 import b64encode
from datetime import UTC, datetime

from django.conf import settings
from standardwebhooks.webhooks import Webhook as Signer

from launches.models import Webhook, WebhookDelivery


def secret_of(webhook: Webhook, seed: str = "") -> str:
    """The secret as the receiver's library wants it: "whsec_" and 32 bytes in base64.

    Derived from the house's own key, so that neither the database nor a backup holds it.
    """
    return derived("webhook", webhook.uid, seed or webhook.seed)


def derived(kind: str, uid: str, seed: str) -> str:
    """The secret of one receiver; another `seed` is another secret."""
    told = f"unveil.{kind}:{uid}:{seed}".encode()
    return "whsec_" + b64encode(_hmac(settings.SECRET_KEY.encode(), told)).decode()


def _hmac(key: bytes, data: bytes) -> bytes:
    return hmac.new(key, data, hashlib.sha256).digest()


def headers_of(delivery: WebhookDelivery, *, at: datetime) -> dict[str, str]:
    """Id, time of this try, and one signature for each secret that holds."""
    webhook = delivery.webhook
    secrets = [secret_of(webhook, seed) for seed in webhook.seeds(at=at)]
    return signed(f"msg_{delivery.uid}", delivery.body, secrets, at=at)


def signed(uid: str, body: str, secrets: list[str], *, at: datetime) -> dict[str, str]:
    """The headers of a message; `uid` is the same on every try."""
    signatures = [Signer(secret).sign(uid, at.astimezone(UTC), body) for secret in secrets]
    return {
        "Content-Type": "application/json",
        "webhook-id": uid,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": " ".join(signatures),
    }
