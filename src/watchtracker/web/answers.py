"""How requests are answered: bytes with their validators, refusals in a sentence, and headers that every answer has.

Whether a copy is still good (RFC 9110, section 13) is decided here alone, for feeds and for all else that is kept.
"""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from html import escape

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Everything comes from here, nothing is run, nobody may frame it.
_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>watchtracker</title><link rel="stylesheet" href="{up}style.css">
<main><p class="none">{text}</p><p><a href="{up}.">To the list</a></p></main>
"""
_ALWAYS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer that was made once: its bytes, the same compressed, and what tells a copy from a newer one."""

    body: bytes
    gzipped: bytes
    etag: str
    media_type: str
    modified: datetime | None = None

    @classmethod
    def of(cls, body: bytes, *, media_type: str, modified: datetime | None = None) -> Kept:
        """`body`, compressed once; equal bytes have equal tags, on every replica and after a restart."""
        tag = hashlib.sha256(body).hexdigest()[:32]
        return cls(body, gzip.compress(body, 6, mtime=0), tag, media_type, modified)

    @property
    def size(self) -> int:
        """What it costs to keep."""
        return len(self.body) + len(self.gzipped)


def kept_answer(kept: Kept, headers: Headers, *, private: bool = False) -> Response:
    """200 with the bytes, or 304 where the asker's copy is still good; `private` keeps it out of shared caches."""
    zipped = takes_gzip(headers.get("accept-encoding", ""))
    # A strong tag names bytes (RFC 9110 8.8.1), so the compressed ones have their own.
    fields = {
        "ETag": f'"{kept.etag}-gzip"' if zipped else f'"{kept.etag}"',
        # It may be kept, but each time one asks whether it still holds.
        "Cache-Control": "private, no-cache" if private else "no-cache",
        "Vary": "Accept-Encoding",
    }
    if kept.modified is not None:
        fields["Last-Modified"] = format_datetime(kept.modified.astimezone(UTC), usegmt=True)
    if _still_good(kept, headers):
        return Response(status_code=304, headers=fields)
    if zipped:
        fields["Content-Encoding"] = "gzip"
    return Response(kept.gzipped if zipped else kept.body, headers=fields, media_type=kept.media_type)


def takes_gzip(accepted: str) -> bool:
    """Whether an Accept-Encoding allows gzip (RFC 9110 12.5.3)."""
    qualities: dict[str, float] = {}
    for part in accepted.split(","):
        coding, _, parameters = part.strip().partition(";")
        qualities[coding.strip().casefold()] = _quality(parameters)
    return qualities.get("gzip", qualities.get("x-gzip", qualities.get("*", 0.0))) > 0


def refusal(path: str, status: int, text: str, headers: dict[str, str] | None = None) -> Response:
    """A sentence, in the form that whoever asks for `path` reads: JSON, plain text, or a small page."""
    if path.startswith("/api/"):
        return JSONResponse({"error": text}, status, headers)
    if path == "/" or path.startswith("/items/"):
        return Response(_PAGE.format(up="../" * (path.count("/") - 1), text=escape(text)), status, headers, "text/html")
    return PlainTextResponse(f"{text}\n", status, headers)


class Secured:
    """Adds the headers that keep browsers from doing more with an answer than showing it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _ALWAYS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, with_headers)


def _still_good(kept: Kept, headers: Headers) -> bool:
    # If-Modified-Since counts only where no If-None-Match is sent (RFC 9110 13.1.3).
    if (tags := headers.get("if-none-match")) is not None:
        known = {tag.strip().removeprefix("W/").strip('"').removesuffix("-gzip") for tag in tags.split(",")}
        return tags.strip() == "*" or kept.etag in known
    since = headers.get("if-modified-since")
    if since is None or kept.modified is None:
        return False
    try:
        return kept.modified.replace(microsecond=0) <= parsedate_to_datetime(since).astimezone(UTC)
    except ValueError:
        return False


def _quality(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name.strip().casefold() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
