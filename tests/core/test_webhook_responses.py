"""Every answer of a webhook has its class, and none of them tells the address."""

from __future__ import annotations

import socket
import ssl
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.client import BadStatusLine, IncompleteRead, RemoteDisconnected

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchtracker.channels.webhook.responses import classify, not_answered, reason, retry_after
from watchtracker.outbox.messages import SendStatus

NOW = datetime(2026, 4, 29, 9, tzinfo=UTC)
CLASSES = [
    *((status, SendStatus.SENT) for status in (200, 201, 202, 204, 299)),
    *((status, SendStatus.TARGET_REFUSED) for status in (300, 301, 302, 303, 304, 307, 308, 404, 410)),
    *((status, SendStatus.CREDENTIALS_REFUSED) for status in (401, 403)),
    *((status, SendStatus.TRY_LATER) for status in (429, 503)),
    *(
        (status, SendStatus.PAYLOAD_REFUSED)
        for status in (400, 402, 405, 406, 409, 411, 413, 415, 421, 422, 426, 431, 499)
    ),
    *((status, SendStatus.UNCLEAR) for status in (408, 500, 501, 502, 504, 520, 599, 101, 999)),
]


@pytest.mark.parametrize(("status", "expected"), CLASSES)
def test_a_status_has_its_class(status: int, expected: SendStatus) -> None:
    assert classify(status, {}, NOW).status is expected


@given(st.integers(100, 999))
def test_every_status_has_a_class(status: int) -> None:
    found = classify(status, {}, NOW)
    assert (found.status is SendStatus.SENT) == (200 <= status < 300)
    assert (found.retry_after is not None) == (found.status is SendStatus.TRY_LATER)
    assert found.status is SendStatus.SENT or f"HTTP {status}" in found.detail


WAITS = [
    ({}, 60),
    ({"Retry-After": "5"}, 5),
    ({"retry-after": "1.5"}, 1.5),
    ({"Retry-After": format_datetime(NOW + timedelta(minutes=3), usegmt=True)}, 180),
    ({"Retry-After": "Wednesday, 29-Apr-26 09:03:00 GMT"}, 180),
    ({"Retry-After": format_datetime(NOW - timedelta(minutes=3), usegmt=True)}, 0),
    ({"Retry-After": "soon"}, 60),
    ({"Retry-After": ""}, 60),
    ({"Retry-After": "-5"}, 60),
    ({"Retry-After": "1e999"}, 60),
    ({"Retry-After": "99999999999999999999"}, 60),
    ({"Retry-After": "864000"}, 6 * 3600),
]


@pytest.mark.parametrize(("headers", "seconds"), WAITS)
def test_how_long_to_wait_is_said_in_seconds_or_as_a_date(headers: dict[str, str], seconds: float) -> None:
    assert classify(429, headers, NOW).retry_after == timedelta(seconds=seconds)


@given(st.text())
def test_whatever_retry_after_says_the_wait_is_a_sensible_one(said: str) -> None:
    assert timedelta(0) <= retry_after({"Retry-After": said}, NOW) <= timedelta(hours=6)


ERRORS = [
    *(ConnectionRefusedError(111, "Connection refused"), socket.gaierror(-2, "Name or service not known")),
    *(TimeoutError("timed out"), ConnectionResetError(104, "Connection reset by peer"), RemoteDisconnected("gone")),
    *(BadStatusLine("canary"), IncompleteRead(b"canary"), UnicodeError("canary"), ValueError("canary")),
    *(ssl.SSLError(1, "canary"), OSError("Tunnel connection failed: 407 canary"), OSError("canary")),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_only_what_fails_before_the_request_leaves_is_certain(error: Exception) -> None:
    assert not_answered(error, asked=False).status is SendStatus.NOT_SENT
    assert not_answered(error, asked=True).status is SendStatus.UNCLEAR


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_what_an_error_quotes_is_not_told(error: Exception) -> None:
    assert reason(error)
    assert "canary" not in reason(error)
