"""Answers that were made once and are given again and again: their bytes, plain and compressed, and their validators.

Whether somebody's copy is still good (RFC 9110, section 13) is decided here alone.
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
_SETTLES_WITHIN = timedelta(seconds=3)  # the second of a change, that of a replica behind, and one for the clocks
_LONGEST_REMEMBERED = 256
_HEADERS_SIZE = 8 * 1024  # of all the objects that are no body

_Headers = list[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Encoded:
    """The bytes of an answer in one coding, with the headers that go with them, and those of a 304."""

    body: bytes
    etag: str
    full: _Headers
    unchanged: _Headers

    @classmethod
    def of(cls, body: bytes, etag: str, headers: Mapping[str, str], only_with_a_body: Mapping[str, str]) -> Encoded:
        """The headers are made once, because they are sent far more often than anything changes."""
        always = _raw({"ETag": f'"{etag}"', **headers})
        rest = _raw({"Content-Length": str(len(body)), **only_with_a_body})
        return cls(body, f'"{etag}"', [*always, *rest, *ALWAYS], [*always, *ALWAYS])


class CachedResponse:
    """An answer that was made once: its bytes, the same compressed, and what tells a copy from a newer one.

    Equal bytes have equal tags, on every replica and after a restart. `private` keeps it out of shared caches.
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
        """The bytes as they are."""
        return self.plain.body

    @property
    def size(self) -> int:
        """What it costs to keep."""
        return len(self.plain.body) + len(self.zipped.body) + _HEADERS_SIZE

    def as_of(self, modified: datetime | None) -> CachedResponse:
        """The same bytes after a change elsewhere, not compressed again."""
        return CachedResponse(
            self.plain.body,
            media_type=self._media_type,
            modified=modified,
            private=self._private,
            zipped=self.zipped.body,
        )

    def _headers(self) -> dict[str, str]:
        # It may be kept, but each time one asks whether it still holds.
        headers = {"Cache-Control": "private, no-cache" if self._private else "no-cache", "Vary": "Accept-Encoding"}
        if self.modified is not None:
            headers["Last-Modified"] = _date(self.modified).decode()
        return headers


class _Ready(Response):
    """An answer of bytes and headers that were made before."""

    def __init__(self, status: int, body: bytes, headers: _Headers) -> None:
        self.status_code = status
        self.body = body
        self.raw_headers = [*headers]
        self.background = None


def kept_answer(kept: CachedResponse, headers: Headers, now: datetime | None = None) -> Response:
    """What is `chosen`, as a route gives it."""
    return _Ready(*chosen(kept, headers.raw, now))


def chosen(kept: CachedResponse, headers: _Headers, now: datetime | None = None) -> tuple[int, bytes, _Headers]:
    """200 with the bytes, or 304 where the asker's copy is still good.

    Within the second of a change another may follow, and a replica may be that far behind: so what is sent just after
    one says that it is a second older. With that date nobody is told later that nothing changed.
    """
    told = _conditions(headers)
    encoded = kept.zipped if takes_gzip(told.get(b"accept-encoding", "")) else kept.plain
    still_good = _still_good(encoded, kept.modified, told)
    sent = encoded.unchanged if still_good else encoded.full
    if now is not None and kept.modified is not None and abs(now - kept.modified) < _SETTLES_WITHIN:
        sent = [(name, _date(kept.modified - _SECOND) if name == _MODIFIED else value) for name, value in sent]
    return (304, b"", sent) if still_good else (200, encoded.body, sent)


@lru_cache(maxsize=256)
def takes_gzip(accepted: str) -> bool:
    """Whether an Accept-Encoding allows gzip (RFC 9110 12.5.3)."""
    qualities: dict[str, float] = {}
    for part in accepted.split(","):
        coding, _, parameters = part.strip().partition(";")
        qualities[coding.strip().casefold()] = _quality(parameters)
    return qualities.get("gzip", qualities.get("x-gzip", qualities.get("*", 0.0))) > 0


def _still_good(encoded: Encoded, modified: datetime | None, told: Mapping[bytes, str]) -> bool:
    # If-Modified-Since counts only where no If-None-Match is sent (RFC 9110 13.1.3).
    if tags := told.get(b"if-none-match"):
        return tags == encoded.etag or encoded.etag in _tags(tags) or tags.strip() == "*"
    since = told.get(_SINCE)
    if since is None or modified is None:
        return False
    try:
        copied = parsedate_to_datetime(since)
        # Aware both, so nothing is converted; a date without a zone is none (RFC 9110 5.6.7).
        return copied.tzinfo is not None and modified.replace(microsecond=0) <= copied
    except (ValueError, OverflowError):
        return False


def _tags(told: str) -> frozenset[str]:
    return _read_tags(told) if len(told) <= _LONGEST_REMEMBERED else _read_tags.__wrapped__(told)


@lru_cache(maxsize=1024)
def _read_tags(told: str) -> frozenset[str]:
    return frozenset(tag.strip().removeprefix("W/") for tag in told.split(","))


def _date(moment: datetime) -> bytes:
    return format_datetime(moment.astimezone(UTC), usegmt=True).encode()


def _conditions(headers: _Headers) -> dict[bytes, str]:
    """What an answer depends on. A list may be sent as several lines (RFC 9110 5.3), of a date the first counts."""
    told: dict[bytes, str] = {}
    for name, value in headers:
        if name in _DECIDING:
            text = value.decode("latin-1")
            if name not in told:
                told[name] = text
            elif name != _SINCE:
                told[name] = f"{told[name]}, {text}"
    return told


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
