"""The signature of Standard Webhooks: what tells a receiver that a message is ours, whole, and no old one sent anew.

The id and the time are signed along with the body (https://www.standardwebhooks.com). Pure.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import datetime

_PREFIX = "whsec_"
# The specification asks for 24 bytes; fewer still sign.
FEWEST_BYTES = 24


def signing_key(secret: str) -> bytes:
    """The bytes of a secret, which is base64 with or without `whsec_` before it; raises ValueError."""
    return base64.b64decode(secret.removeprefix(_PREFIX), validate=True)


def headers(body: bytes, *, key: str, at: datetime, secret: str) -> dict[str, str]:
    """The headers of one attempt: the delivery's key, the moment, and the signature if there is a secret."""
    timestamp = str(int(at.timestamp()))
    named = {"webhook-id": key, "webhook-timestamp": timestamp}
    return {**named, "webhook-signature": signed(body, key, timestamp, secret)} if secret else named


def signed(body: bytes, key: str, timestamp: str, secret: str) -> str:
    """The signature of a body under a delivery's key and a timestamp in seconds."""
    content = b".".join([key.encode(), timestamp.encode(), body])
    digest = hmac.new(signing_key(secret), content, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(digest).decode()}"
