"""Conditional answers: responses that are made once and served many times, with their ETag and Last-Modified.

A client that asks again sends the ETag or the date of its copy; if the copy is still good, a 304 without a body answers
it (RFC 9110, section 13). This is decided here and nowhere else.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from functools import lru_cache

from starlette.datastructures import Headers
from starlette.responses import Response

from watchtracker.web.refusals import ALWAYS

_ZIPPED = "-gzip"
_MODIFIED = b"last-modified"
_SINCE = b"if-modified-since"
_DECIDING = frozenset({b"accept-encoding", b"if-none-match", _SINCE})
_SECOND = timedelta(seconds=1)
# One second for the change itself, one for a replica that sees it later, one for clocks that differ.
_SETTLES_WITHIN = timedelta(seconds=3)
_LONGEST_REMEMBERED = 256
_HEADERS_SIZE = 8 * 1024  # bytes of memory for everything that is not a body

_Headers = list[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Encoded:
    """The bytes of an answer in one content coding, the headers sent with them, and the headers of a 304."""

    body: bytes
    etag: str
    full: _Headers
    unchanged: _Headers

    @classmethod
    def of(cls, body: bytes, etag: str, headers: Mapping[str, str], only_with_a_body: Mapping[str, str]) -> Encoded:
        """Build the header lists once, because they are sent far more often than anything changes."""
        always = _raw({"ETag": f'"{etag}"', **headers})
        rest = _raw({"Content-Length": str(len(body)), **only_with_a_body})
        return cls(body, f'"{etag}"', [*always, *rest, *ALWAYS], [*always, *ALWAYS])


class CachedResponse:
    """A response that was made once: its bytes, plain and compressed, and what tells an old copy from a new one.

    Equal bytes have equal ETags, on every replica and after a restart. `modified` becomes Last-Modified; `private`
    keeps the response out of shared caches; `zipped` is the body compressed, if that was done before.
    """

    def __init__(
        self,
        body: bytes,
        *,
        media_type: str,
        modified: datetime | None = None,
        private: bool = False,
        zipped: bytes | None = None,
    ) -> None:
        self.modified = modified
        self.tag = hashlib.sha256(body).hexdigest()[:32]
        self._media_type = media_type
        self._private = private
        headers = self._headers()
        kind = {"Content-Type": media_type}
        self.plain = Encoded.of(body, self.tag, headers, kind)
        # A strong tag names bytes (RFC 9110 8.8.1), so the compressed ones have their own.
        zipped = gzip.compress(body, 6, mtime=0) if zipped is None else zipped
        self.zipped = Encoded.of(zipped, f"{self.tag}{_ZIPPED}", headers, {**kind, "Content-Encoding": "gzip"})

    @property
    def body(self) -> bytes:
        """The bytes, not compressed."""
        return self.plain.body

    @property
    def size(self) -> int:
        """How many bytes of memory it takes, roughly."""
        return len(self.plain.body) + len(self.zipped.body) + _HEADERS_SIZE

    def as_of(self, modified: datetime | None) -> CachedResponse:
        """A response with these bytes and another Last-Modified; nothing is compressed again."""
        return CachedResponse(
            self.plain.body,
            media_type=self._media_type,
            modified=modified,
            private=self._private,
            zipped=self.zipped.body,
        )

    def _headers(self) -> dict[str, str]:
        # "no-cache": a client may keep a copy, but has to ask each time whether it is still good.
        headers = {"Cache-Control": "private, no-cache" if self._private else "no-cache", "Vary": "Accept-Encoding"}
        if self.modified is not None:
            headers["Last-Modified"] = _date(self.modified).decode()
        return headers


class _Ready(Response):
    """A response whose bytes and headers were made before; it skips what Starlette's own would compute."""

    def __init__(self, status: int, body: bytes, headers: _Headers) -> None:
        self.status_code = status
        self.body = body
        self.raw_headers = [*headers]
        self.background = None


def conditional_response(cached: CachedResponse, headers: Headers, now: datetime | None = None) -> Response:
    """The answer of `conditional_answer` as a response of Starlette, for a route."""
    return _Ready(*conditional_answer(cached, headers.raw, now))


def conditional_answer(
    cached: CachedResponse, headers: _Headers, now: datetime | None = None
) -> tuple[int, bytes, _Headers]:
    """Status, body and headers: 200 with the bytes, or 304 if the client's copy is still good.

    HTTP dates count whole seconds. A second change may come within the second of the first, and a replica may see the
    first a moment late: both would have the date that the client has already. So shortly after a change Last-Modified
    is a second early, and a client that asks with that date later is never told that nothing changed.
    """
    conditions = _conditions(headers)
    encoded = cached.zipped if takes_gzip(conditions.get(b"accept-encoding", "")) else cached.plain
    still_good = _still_good(encoded, cached.modified, conditions)
    sent = encoded.unchanged if still_good else encoded.full
    if now is not None and cached.modified is not None and abs(now - cached.modified) < _SETTLES_WITHIN:
        sent = [(name, _date(cached.modified - _SECOND) if name == _MODIFIED else value) for name, value in sent]
    return (304, b"", sent) if still_good else (200, encoded.body, sent)


@lru_cache(maxsize=256)
def takes_gzip(accepted: str) -> bool:
    """Whether an Accept-Encoding allows gzip (RFC 9110 12.5.3)."""
    qualities: dict[str, float] = {}
    for part in accepted.split(","):
        coding, _, parameters = part.strip().partition(";")
        qualities[coding.strip().casefold()] = _quality(parameters)
    return qualities.get("gzip", qualities.get("x-gzip", qualities.get("*", 0.0))) > 0


def _still_good(encoded: Encoded, modified: datetime | None, conditions: Mapping[bytes, str]) -> bool:
    # If-Modified-Since counts only where no If-None-Match is sent (RFC 9110 13.1.3).
    if tags := conditions.get(b"if-none-match"):
        return tags == encoded.etag or encoded.etag in _tags(tags) or tags.strip() == "*"
    since = conditions.get(_SINCE)
    if since is None or modified is None:
        return False
    try:
        copied = parsedate_to_datetime(since)
        # An HTTP date is always in GMT (RFC 9110 5.6.7): a date without a zone is not valid, and is passed over.
        return copied.tzinfo is not None and modified.replace(microsecond=0) <= copied
    except (ValueError, OverflowError):
        return False


def _tags(header: str) -> frozenset[str]:
    # Long headers are read each time: remembered, they would let anyone fill the memory.
    return _read_tags(header) if len(header) <= _LONGEST_REMEMBERED else _read_tags.__wrapped__(header)


@lru_cache(maxsize=1024)
def _read_tags(header: str) -> frozenset[str]:
    return frozenset(tag.strip().removeprefix("W/") for tag in header.split(","))


def _date(moment: datetime) -> bytes:
    return format_datetime(moment.astimezone(UTC), usegmt=True).encode()


def _conditions(headers: _Headers) -> dict[bytes, str]:
    """The headers that an answer depends on: the lines of a list joined (RFC 9110 5.3), of several dates the first."""
    conditions: dict[bytes, str] = {}
    for name, value in headers:
        if name in _DECIDING:
            text = value.decode("latin-1")
            if name not in conditions:
                conditions[name] = text
            elif name != _SINCE:
                conditions[name] = f"{conditions[name]}, {text}"
    return conditions


def _raw(headers: Mapping[str, str]) -> _Headers:
    return [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]


def _quality(parameters: str) -> float:
    for parameter in parameters.split(";"):
        name, _, value = parameter.strip().partition("=")
        if name.strip().casefold() == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0
