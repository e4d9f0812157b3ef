"""What the response of a webhook means: a table of statuses, and what is known of a call that was not answered.

Only the status is read. A body would say more, but servers repeat in it the address that they were asked for, which is
a secret. What failed before the request began to leave did not arrive; everything after that is unclear.
"""

from __future__ import annotations

import re
import socket
import ssl
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from watchtracker.outbox.messages import SendResult, SendStatus

DEFAULT_RETRY_AFTER = timedelta(seconds=60)
LONGEST_RETRY_AFTER = timedelta(hours=6)

_TUNNEL = re.compile(r"Tunnel connection failed: (\d{3})\b")
_BY_STATUS = {
    HTTPStatus.UNAUTHORIZED: SendStatus.CREDENTIALS_REFUSED,
    HTTPStatus.FORBIDDEN: SendStatus.CREDENTIALS_REFUSED,
    HTTPStatus.NOT_FOUND: SendStatus.TARGET_REFUSED,
    HTTPStatus.GONE: SendStatus.TARGET_REFUSED,
    HTTPStatus.REQUEST_TIMEOUT: SendStatus.UNCLEAR,
    HTTPStatus.TOO_MANY_REQUESTS: SendStatus.TRY_LATER,
    HTTPStatus.SERVICE_UNAVAILABLE: SendStatus.TRY_LATER,
}
_BY_HUNDREDS = {
    2: SendStatus.SENT,
    3: SendStatus.TARGET_REFUSED,
    4: SendStatus.PAYLOAD_REFUSED,
}


def classify(status: int, headers: Mapping[str, str], now: datetime) -> SendResult:
    """What an HTTP response means; `now` is what a date to wait for counts from."""
    found = _BY_STATUS.get(HTTPStatus(status)) if status in _KNOWN else None
    found = found or _BY_HUNDREDS.get(status // 100, SendStatus.UNCLEAR)
    if found is SendStatus.SENT:
        return SendResult(found)
    detail = f"HTTP {status} {HTTPStatus(status).phrase}" if status in _KNOWN else f"HTTP {status}"
    if status // 100 == HTTPStatus.MULTIPLE_CHOICES // 100:
        detail = f"{detail}: it points elsewhere, and no redirect is followed"
    if found is SendStatus.TRY_LATER:
        return SendResult(found, detail, retry_after=retry_after(headers, now))
    return SendResult(found, detail)


def not_answered(error: BaseException, *, asked: bool) -> SendResult:
    """What is known of a call that ended in an error; `asked`: the request may have begun to leave."""
    return SendResult(SendStatus.UNCLEAR if asked else SendStatus.NOT_SENT, reason(error))


def reason(error: BaseException) -> str:
    """Why a call ended, in words that hold nothing of the address."""
    match error:
        case ssl.SSLCertVerificationError():
            return f"its certificate is not trusted: {error.verify_message}"
        case ssl.SSLError():
            return f"TLS failed: {getattr(error, 'reason', None) or type(error).__name__}"
        case socket.gaierror() | UnicodeError():
            return "no address is known for its host"
        case TimeoutError():
            return "it did not answer in time"
        case OSError() if found := _TUNNEL.match(str(error)):
            return f"the proxy of the environment refuses: HTTP {found[1]}"
        case OSError() if error.strerror:
            return error.strerror.lower()
        case _:
            return type(error).__name__


def retry_after(headers: Mapping[str, str], now: datetime) -> timedelta:
    """How long to wait by Retry-After, in seconds or as a date (RFC 9110, 10.2.3); a minute where it says nothing."""
    said = next((value.strip() for name, value in headers.items() if name.lower() == "retry-after"), "")
    try:
        wait = timedelta(seconds=float(said)) if said[:1].isdigit() else _until(said, now)
    except (ValueError, OverflowError):
        return DEFAULT_RETRY_AFTER
    return min(max(wait, timedelta(0)), LONGEST_RETRY_AFTER)


def _until(said: str, now: datetime) -> timedelta:
    moment = parsedate_to_datetime(said)
    return (moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment) - now


_KNOWN = frozenset(int(status) for status in HTTPStatus)
