"""What a response of Slack means: every one has its class, and what nobody listed is unclear.

Slack has no idempotency key, so the difference that counts is between what certainly did not arrive and what may
have. Slack's own errors say so by their code; of what goes wrong on the way only what failed before the connection
stood is certain. `delivery` decides what follows from each class.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import Enum
from types import TracebackType
from typing import Any

from watchtracker.outbox.messages import Receipt, SendResult, SendStatus
from watchtracker.outbox.reconciliation import Reading

DEFAULT_RETRY_AFTER = timedelta(seconds=30)
LONGEST_RETRY_AFTER = timedelta(hours=6)

_OK = 200
_TOO_MANY = 429
_BROKEN = 500

_LATER = {"ratelimited", "rate_limited", "message_limit_exceeded"}
_TARGET = {
    "cannot_dm_bot",
    "cannot_reply_to_message",
    "channel_not_found",
    "ekm_access_denied",
    "is_archived",
    "messages_tab_disabled",
    "no_permission",
    "not_in_channel",
    "user_disabled",
    "user_not_found",
    "user_not_in_channel",
    "user_not_visible",
}
# Slack posts a reply to a message that was deleted as a new message in the channel, and does not say so.
_GONE = {"channel_not_found", "is_archived", "message_not_found", "thread_not_found"}
_PAYLOAD = {
    "invalid_thread_ts",
    "markdown_text_conflict",
    "metadata_too_large",
    "msg_blocks_too_long",
    "msg_too_long",
    "no_text",
    "too_many_attachments",
}
_CREDENTIALS = {
    "access_denied",
    "accesslimited",
    "account_inactive",
    "invalid_auth",
    "missing_scope",
    "not_allowed_token_type",
    "not_authed",
    "org_login_required",
    "team_added_to_org",
    "token_expired",
    "token_revoked",
    "two_factor_setup_required",
}
# Of these there are several each, such as invalid_blocks_format; Slack adds to them.
_FAMILIES = {
    "restricted_action": SendStatus.TARGET_REFUSED,
    "thread_not_found": SendStatus.TARGET_REFUSED,
    "invalid_blocks": SendStatus.PAYLOAD_REFUSED,
    "invalid_metadata_": SendStatus.PAYLOAD_REFUSED,
    "invalid_arg": SendStatus.PAYLOAD_REFUSED,
}
_BEFORE_CONNECTING = (ConnectionRefusedError, socket.gaierror, ssl.SSLCertVerificationError)
# A message that is to be replied to was deleted, or takes no replies: what is to be said has to stand alone.
_THREAD = {"cannot_reply_to_message", "invalid_thread_ts", "thread_not_found"}
# Slack's own failures, of which it says that some of it may have been done.
_PERHAPS_DONE = {"fatal_error", "internal_error", "request_timeout", "service_unavailable"}


# A channel that cannot be read until somebody invites the bot or gives it the scope.
_UNREADABLE = {
    "channel_not_found",
    "method_not_supported_for_channel_type",
    "missing_scope",
    "no_permission",
    "not_allowed_token_type",
    "not_in_channel",
}


# The message was deleted, and its replies cannot be asked for: none of ours is there.
_NO_THREAD = "thread_not_found"


class Call(Enum):
    """What was asked of Slack; the responses mean a little different things."""

    POST = "chat.postMessage"
    EDIT = "chat.update"
    PROBE = "auth.test"
    DELETE = "chat.delete"


def classify(call: Call, status: int, headers: Mapping[str, str], body: object) -> SendResult:
    """The outcome of an HTTP response. `body` is the decoded JSON, or anything else if it was none."""
    detail = _detail(status, body)
    code = body.get("error") if isinstance(body, dict) else None
    if status == _TOO_MANY or (isinstance(code, str) and code in _LATER):
        return SendResult(SendStatus.TRY_LATER, detail, retry_after=_retry_after(headers))
    if status >= _BROKEN or not isinstance(body, dict):
        return SendResult(SendStatus.UNCLEAR, detail)
    if body.get("ok") is True:
        return SendResult(SendStatus.SENT) if call in {Call.PROBE, Call.DELETE} else _accepted(body, detail)
    lost = _GONE if call is Call.EDIT else _THREAD if call is Call.POST else ()
    return SendResult(_by_code(code, call), detail, gone=str(code) in lost)


def reading_of(status: int, headers: Mapping[str, str], body: object) -> tuple[Reading, str, timedelta | None]:
    """How far a response with what arrived lets us read, with what was said and how long to wait."""
    detail = _detail(status, body)
    code = body.get("error") if isinstance(body, dict) else None
    if status == _TOO_MANY or (isinstance(code, str) and code in _LATER):
        return Reading.TRY_LATER, detail, _retry_after(headers)
    if status >= _BROKEN or not isinstance(body, dict):
        return Reading.UNCLEAR, detail, None
    if (body.get("ok") is True and isinstance(body.get("messages"), list)) or code == _NO_THREAD:
        return Reading.DONE, detail, None
    return (Reading.IMPOSSIBLE if code in _UNREADABLE else Reading.UNCLEAR), detail, None


def clock_of(headers: Mapping[str, str]) -> datetime | None:
    """What time it was when a response was made (RFC 9110, 6.6.1), to the second; None if it does not say."""
    said = next((value for name, value in headers.items() if name.lower() == "date"), "")
    try:
        moment = parsedate_to_datetime(said)
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def classify_error(error: BaseException) -> SendResult:
    """The outcome of a call that ended in an exception instead of a response."""
    reason = getattr(error, "reason", None)
    cause = reason if isinstance(reason, BaseException) else error
    detail = _plain(f"{type(cause).__name__}: {cause}")
    if isinstance(cause, _BEFORE_CONNECTING) or _while_connecting(cause.__traceback__):
        return SendResult(SendStatus.NOT_SENT, detail)
    return SendResult(SendStatus.UNCLEAR, detail)


def _accepted(body: Mapping[str, Any], detail: str) -> SendResult:
    """Accepted; without a usable receipt it is as unclear as no response, because it could not be found again."""
    channel, ts = body.get("channel"), body.get("ts")
    if isinstance(channel, str) and isinstance(ts, str) and channel and ts:
        return SendResult(SendStatus.SENT, receipt=Receipt(channel, ts))
    return SendResult(SendStatus.UNCLEAR, f"{detail}: no channel and ts")


def _by_code(code: object, call: Call) -> SendStatus:
    if not isinstance(code, str):
        return SendStatus.UNCLEAR
    if code in _CREDENTIALS:
        return SendStatus.CREDENTIALS_REFUSED
    if code in _TARGET:
        return SendStatus.TARGET_REFUSED
    if code in _PAYLOAD:
        return SendStatus.PAYLOAD_REFUSED
    found = next((answer for start, answer in _FAMILIES.items() if code.startswith(start)), SendStatus.UNCLEAR)
    # Whatever keeps a message from being edited is final, and a reply can say what an edit could not.
    refused = call is Call.EDIT and found is SendStatus.UNCLEAR and code not in _PERHAPS_DONE
    return SendStatus.TARGET_REFUSED if refused else found


def _detail(status: int, body: object) -> str:
    """What Slack said, short, for people: an error's code with what it needs, or the status."""
    if not isinstance(body, dict):
        return f"HTTP {status}, and no answer of Slack's"
    error, needed = body.get("error"), body.get("needed")
    if not isinstance(error, str):
        return f"HTTP {status}"
    scope = f" (needs {needed})" if isinstance(needed, str) else ""
    return _plain(f"{error}{scope}" if status == _OK else f"HTTP {status}: {error}{scope}")


def _plain(text: str) -> str:
    """Short, and without what a database or a terminal would not take, whatever the other side wrote."""
    return "".join(letter if letter.isprintable() else " " for letter in text[:300])


def _retry_after(headers: Mapping[str, str]) -> timedelta:
    """Seconds, as Slack gives them; what is no sensible number counts as half a minute."""
    lowered = {str(name).lower(): value for name, value in headers.items()}
    try:
        seconds = float(str(lowered["retry-after"]))
        wait = timedelta(seconds=seconds)
    except (KeyError, ValueError, OverflowError):
        return DEFAULT_RETRY_AFTER
    return min(max(wait, timedelta(0)), LONGEST_RETRY_AFTER)


def _while_connecting(trace: TracebackType | None) -> bool:
    """Whether it failed before the connection stood: then no byte of the request has left.

    A refused connection says so by its type; a name that does not resolve, a connection that times out and a
    certificate that is not trusted come as errors that a broken connection can have as well.
    """
    while trace is not None:
        code = trace.tb_frame.f_code
        if code.co_name == "connect" and code.co_filename.replace("\\", "/").endswith("http/client.py"):
            return True
        trace = trace.tb_next
    return False
