"""Whether a request is from Slack: its signature over body and time, and nothing odd passes."""

from __future__ import annotations

import hashlib
import hmac
from datetime import UTC, datetime, timedelta

import pytest

from watchtracker.channels.slack.signature import is_genuine

NOW = datetime(2027, 6, 1, 12, tzinfo=UTC)
SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
BODY = b"payload=%7B%7D"


def signed(body: bytes = BODY, timestamp: str | None = None, secret: str = SECRET) -> list[tuple[bytes, bytes]]:
    timestamp = str(int(NOW.timestamp())) if timestamp is None else timestamp
    digest = hmac.new(secret.encode(), f"v0:{timestamp}:".encode() + body, hashlib.sha256).hexdigest()
    return [(b"x-slack-request-timestamp", timestamp.encode()), (b"x-slack-signature", f"v0={digest}".encode())]


def test_what_slack_signed_is_genuine() -> None:
    assert is_genuine(SECRET, signed(), BODY, NOW)
    assert is_genuine(SECRET, [(name.title(), value) for name, value in signed()], BODY, NOW)


def test_a_signature_holds_for_five_minutes_either_way() -> None:
    assert is_genuine(SECRET, signed(), BODY, NOW + timedelta(seconds=300))
    assert is_genuine(SECRET, signed(), BODY, NOW - timedelta(seconds=300))
    assert not is_genuine(SECRET, signed(), BODY, NOW + timedelta(seconds=301))
    assert not is_genuine(SECRET, signed(), BODY, NOW - timedelta(seconds=301))


def test_another_secret_or_another_body_is_not_genuine() -> None:
    assert not is_genuine(SECRET, signed(secret="another"), BODY, NOW)
    assert not is_genuine(SECRET, signed(), BODY + b" ", NOW)


def test_without_a_secret_nothing_is_genuine() -> None:
    assert not is_genuine("", signed(secret=""), BODY, NOW)
    assert not is_genuine("  ", signed(secret="  "), BODY, NOW)


@pytest.mark.parametrize(
    "timestamp",
    ["", "text", "inf", "nan", "1.5", "9" * 5000, "-1", "+1811851200", " 1811851200", "1_811_851_200", "\u0661"],
)
def test_an_odd_time_is_not_genuine(timestamp: str) -> None:
    assert not is_genuine(SECRET, signed(timestamp=timestamp), BODY, NOW)


def test_a_body_that_is_no_utf8_is_not_genuine() -> None:
    assert not is_genuine(SECRET, signed(b"\xff\xfe"), b"\xff\xfe", NOW)


@pytest.mark.parametrize("signature", [b"", b"v0=", b"v0=\xe9", b"\xff" * 67, b"v1=" + b"0" * 64])
def test_an_odd_signature_is_not_genuine(signature: bytes) -> None:
    assert not is_genuine(SECRET, [signed()[0], (b"x-slack-signature", signature)], BODY, NOW)


@pytest.mark.parametrize("left", [0, 1])
def test_a_header_that_is_missing_or_there_twice_is_not_genuine(left: int) -> None:
    assert not is_genuine(SECRET, [signed()[left]], BODY, NOW)
    assert not is_genuine(SECRET, [*signed(), signed()[left]], BODY, NOW)
