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
    told = f"unveil.webhook:{webhook.uid}:{seed or webhook.seed}".encode()
    return "whsec_" + b64encode(_hmac(settings.SECRET_KEY.encode(), told)).decode()


def _hmac(key: bytes, data: bytes) -> bytes:
    return hmac.new(key, data, hashlib.sha256).digest()


def headers_of(delivery: WebhookDelivery, *, at: datetime) -> dict[str, str]:
    """Id, time of this try, and one signature for each secret that holds."""
    webhook, uid = delivery.webhook, f"msg_{delivery.uid}"
    signatures = [
        Signer(secret_of(webhook, seed)).sign(uid, at.astimezone(UTC), delivery.body)
        for seed in webhook.seeds(at=at)
    ]
    return {
        "Content-Type": "application/json",
        "webhook-id": uid,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": " ".join(signatures),
    }
