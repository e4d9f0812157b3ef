"""Every answer of Slack has its class, and what nobody listed is unclear."""

from __future__ import annotations

import socket
import ssl
from datetime import timedelta
from http.client import IncompleteRead, RemoteDisconnected
from typing import Any
from urllib.error import URLError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchtracker.channels.slack.responses import Call, classify, classify_error, reading_of
from watchtracker.outbox.messages import Receipt, SendStatus
from watchtracker.outbox.reconciliation import Reading

LATER = ["ratelimited", "rate_limited", "message_limit_exceeded"]
TARGET = [
    *["channel_not_found", "not_in_channel", "is_archived", "restricted_action", "restricted_action_read_only_channel"],
    *["messages_tab_disabled", "cannot_reply_to_message", "user_not_in_channel", "ekm_access_denied", "no_permission"],
]
PAYLOAD = [
    *["invalid_blocks", "invalid_blocks_format", "msg_too_long", "msg_blocks_too_long", "no_text"],
    *["too_many_attachments", "invalid_metadata_format", "invalid_metadata_schema", "metadata_too_large"],
    *["markdown_text_conflict", "invalid_arg_name", "invalid_arguments", "invalid_thread_ts"],
]
CREDENTIALS = [
    *["not_authed", "invalid_auth", "account_inactive", "token_expired", "token_revoked", "missing_scope"],
    *["not_allowed_token_type", "org_login_required", "team_added_to_org", "access_denied", "accesslimited"],
    "two_factor_setup_required",
]
UNCLEAR = ["fatal_error", "internal_error", "service_unavailable", "request_timeout", "never_heard_of", ""]
CLASSES = [
    *((code, SendStatus.TRY_LATER) for code in LATER),
    *((code, SendStatus.TARGET_REFUSED) for code in TARGET),
    *((code, SendStatus.PAYLOAD_REFUSED) for code in PAYLOAD),
    *((code, SendStatus.CREDENTIALS_REFUSED) for code in CREDENTIALS),
    *((code, SendStatus.UNCLEAR) for code in UNCLEAR),
]


@pytest.mark.parametrize(("code", "expected"), CLASSES)
def test_an_error_code_has_its_class(code: str, expected: SendStatus) -> None:
    outcome = classify(Call.POST, 200, {}, {"ok": False, "error": code})
    assert (outcome.status, outcome.detail) == (expected, code)


def test_an_accepted_message_has_its_receipt() -> None:
    outcome = classify(Call.POST, 200, {}, {"ok": True, "channel": "C1", "ts": "1.2"})
    assert (outcome.status, outcome.receipt) == (SendStatus.SENT, Receipt("C1", "1.2"))


def test_accepted_without_a_receipt_is_unclear() -> None:
    assert classify(Call.POST, 200, {}, {"ok": True}).status is SendStatus.UNCLEAR


def test_an_accepted_probe_needs_no_receipt() -> None:
    assert classify(Call.PROBE, 200, {}, {"ok": True}).status is SendStatus.SENT


@pytest.mark.parametrize("code", ["cant_update_message", "edit_window_closed", "message_not_found"])
def test_a_message_that_cannot_be_edited_is_refused_only_for_an_edit(code: str) -> None:
    body = {"ok": False, "error": code}
    assert classify(Call.EDIT, 200, {}, body).status is SendStatus.TARGET_REFUSED
    assert classify(Call.EDIT, 200, {}, body).gone is (code == "message_not_found")
    assert classify(Call.POST, 200, {}, body).status is SendStatus.UNCLEAR


@pytest.mark.parametrize("code", ["thread_not_found", "cannot_reply_to_message", "invalid_thread_ts"])
def test_a_reply_is_refused_for_good_where_its_thread_is_gone(code: str) -> None:
    found = classify(Call.POST, 200, {}, {"ok": False, "error": code})
    assert found.status in {SendStatus.TARGET_REFUSED, SendStatus.PAYLOAD_REFUSED}
    assert found.gone


def test_where_a_thread_is_gone_there_is_no_reply_to_be_read() -> None:
    reading, _, wait = reading_of(200, {}, {"ok": False, "error": "thread_not_found"})
    assert (reading, wait) == (Reading.DONE, None)


@pytest.mark.parametrize("status", [500, 502, 503, 504, 599])
def test_a_server_that_broke_is_unclear_whatever_it_says(status: int) -> None:
    assert classify(Call.POST, status, {}, {"ok": False, "error": "channel_not_found"}).status is SendStatus.UNCLEAR
    assert classify(Call.POST, status, {}, {"ok": True, "channel": "C1", "ts": "1.2"}).status is SendStatus.UNCLEAR


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "7"}, 7),
        ({"retry-after": "0"}, 0),
        ({"Retry-After": "1.5"}, 1.5),
        ({}, 30),
        ({"Retry-After": "soon"}, 30),
        ({"Retry-After": "nan"}, 30),
        ({"Retry-After": "-5"}, 0),
        ({"Retry-After": "9" * 20}, 30),
        ({"Retry-After": "99999999"}, 6 * 3600),
    ],
)
def test_a_rate_limit_says_how_long_to_wait(headers: dict[str, str], seconds: float) -> None:
    outcome = classify(Call.POST, 429, headers, None)
    assert (outcome.status, outcome.retry_after) == (SendStatus.TRY_LATER, timedelta(seconds=seconds))


def test_a_missing_scope_says_which() -> None:
    outcome = classify(Call.POST, 200, {}, {"ok": False, "error": "missing_scope", "needed": "chat:write"})
    assert outcome.detail == "missing_scope (needs chat:write)"


@pytest.mark.parametrize(
    "error",
    [
        URLError(ConnectionRefusedError(111, "Connection refused")),
        URLError(socket.gaierror(-2, "Name or service not known")),
        URLError(ssl.SSLCertVerificationError("self-signed certificate")),
        ConnectionRefusedError(),
    ],
)
def test_what_fails_before_the_connection_stands_is_not_sent(error: Exception) -> None:
    assert classify_error(error).status is SendStatus.NOT_SENT


@pytest.mark.parametrize(
    "error",
    [
        URLError(ConnectionResetError(104, "Connection reset by peer")),
        URLError(BrokenPipeError()),
        URLError(TimeoutError()),
        URLError("unknown url type"),
        TimeoutError("The read operation timed out"),
        ConnectionResetError(),
        RemoteDisconnected("Remote end closed connection"),
        IncompleteRead(b"{"),
        UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte"),
        AttributeError("'list' object has no attribute 'get'"),
        RuntimeError(),
    ],
)
def test_what_may_have_arrived_is_unclear(error: Exception) -> None:
    assert classify_error(error).status is SendStatus.UNCLEAR


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["ok", "error", "ts"]), inner),
    max_leaves=8,
)


@given(st.integers(100, 599), st.dictionaries(st.text(max_size=12), st.text(max_size=12), max_size=2), json_values)
def test_every_answer_has_a_class(status: int, headers: dict[str, str], body: Any) -> None:
    for call in Call:
        outcome = classify(call, status, headers, body)
        assert (outcome.status is SendStatus.TRY_LATER) == (outcome.retry_after is not None)
