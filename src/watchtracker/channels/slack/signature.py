"""Whether a request is from Slack: it signs each with a secret that only it and we know.

A signature holds for five minutes, and within them a request that was overheard can be sent again; whoever records what
came has to notice that, by its key.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from slack_sdk.signature import Clock, SignatureVerifier

_SIGNATURE, _TIMESTAMP = b"x-slack-signature", b"x-slack-request-timestamp"
_LONGEST_TIMESTAMP = 20  # digits; Python refuses to read thousands


@dataclass(frozen=True, slots=True)
class _Stopped(Clock):
    """A clock that shows one moment."""

    moment: datetime

    def now(self) -> float:
        """Seconds since 1970."""
        return self.moment.timestamp()


def is_genuine(secret: str, headers: Iterable[tuple[bytes, bytes]], body: bytes, now: datetime) -> bool:
    """Whether `body` came with a signature of Slack's that is not older than five minutes; False for anything odd."""
    given: dict[bytes, list[bytes]] = {_SIGNATURE: [], _TIMESTAMP: []}
    for name, value in headers:
        if (lower := name.lower()) in given:
            given[lower].append(value)
    if any(len(values) != 1 for values in given.values()):
        return False
    signature, timestamp = (given[name][0].decode("latin-1") for name in (_SIGNATURE, _TIMESTAMP))
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= _LONGEST_TIMESTAMP):
        return False
    try:
        verifier = SignatureVerifier(secret, _Stopped(now))
        return verifier.is_valid(body, timestamp, signature)
    except (ValueError, TypeError):
        # An empty secret, a body that is not UTF-8, a signature that is not ASCII: the SDK raises instead of refusing.
        return False
