"""The access log: a line a request, in which no secret stands.

Addresses of private feeds hold a token, and people paste tokens where they do not belong. So of a path the part behind
`/f/` is masked, and of a query every value whose name is none that chooses something here; whatever looks like a token
of ours is masked anywhere. Headers, cookies and bodies are never logged.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable
from ipaddress import ip_address
from typing import Any
from urllib.parse import parse_qsl, quote, unquote

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from watchtracker.web.query import NAMES, NAMES_OF_RECORD

# The attribute of a log record that has its fields besides its words; `runtime.logs` writes them into JSON.
FIELDS = "watchtracker_fields"
_NAME = "watchtracker.known_as"
_MASK = "***"
_LONGEST = 500  # characters of a path, and of a query
_MOST_CHOICES = 50
# What chooses something at other addresses than the list and the track record.
_FURTHER = ("source", "dry_run", "done", "claim", "removed", "notifications")
_CHOICES = frozenset((*NAMES, *NAMES_OF_RECORD, *_FURTHER))
_BEHIND_F = re.compile(r"((?:^|/)f/+)[^/]+", re.IGNORECASE)
_TOKEN_LIKE = re.compile(r"(?<![\w-])(?=[\w-]*[A-Z])[\w-]{40,}(?![\w-])", re.ASCII)
_WHOLE_URL = re.compile(r"[a-z]+://[^/]*", re.IGNORECASE)

log = logging.getLogger("watchtracker.access")


class AccessLog:
    """Logs each request that `app` answers; `secrets` are masked wherever they stand, `elapsed` counts seconds."""

    def __init__(self, app: ASGIApp, *, secrets: Iterable[str], elapsed: Callable[[], float]) -> None:
        self.app = app
        self._secrets = tuple(filter(None, secrets))
        self._elapsed = elapsed
        # Whoever asks for it wants every line, however little else is logged.
        log.setLevel(logging.INFO)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = self._elapsed()
        # Now, as the application writes another path into the scope.
        path = loggable(scope["path"], scope["query_string"], self._secrets)
        status: int | None = None
        sent = 0

        async def counted(message: Message) -> None:
            nonlocal status, sent
            if message["type"] == "http.response.start":
                status = message["status"]
            elif message["type"] == "http.response.body" and scope["method"] != "HEAD":
                sent += len(message.get("body", b""))
            await send(message)

        try:
            await self.app(scope, receive, counted)
        finally:
            _say(scope, path, status, sent, (self._elapsed() - begun) * 1000)


def known_as(scope: Scope, name: str) -> None:
    """Note who sent this request: whoever logged in, a trusted proxy names, or has a token that may write."""
    scope[_NAME] = name


def loggable(path: str, query: bytes = b"", secrets: Iterable[str] = ()) -> str:
    """A path and a query as they may be logged: quoted, on one line, and with every secret masked."""
    text = _WHOLE_URL.sub("", path, count=1) if "://" in path else path
    text = quote(_hidden(_BEHIND_F.sub(rf"\1{_MASK}", text), secrets)[:_LONGEST], safe="/*:@!$&'()+,;=~")
    if not query:
        return text
    try:
        pairs = parse_qsl(query.decode("latin-1"), keep_blank_values=True, max_num_fields=_MOST_CHOICES)
    except ValueError:
        return f"{text}?{_MASK}"
    chosen = "&".join(_choice(name, value, secrets) for name, value in pairs)
    return f"{text}?{chosen[:_LONGEST]}" if chosen else text


def _choice(name: str, value: str, secrets: Iterable[str]) -> str:
    if name.replace("-", "_") not in _CHOICES:
        return _MASK
    return f"{name}={quote(_hidden(value, secrets), safe='*:/,@')}"


def _hidden(text: str, secrets: Iterable[str]) -> str:
    for secret in secrets:
        # Also where it was quoted twice.
        text = text.replace(secret, _MASK).replace(quote(secret, safe=""), _MASK)
    return _TOKEN_LIKE.sub(_MASK, text)


def _say(scope: Scope, path: str, status: int | None, sent: int, milliseconds: float) -> None:
    fields: dict[str, Any] = {
        "client": _address(scope),
        "method": scope["method"][:20],
        "path": path,
        "status": status,
        "bytes": sent,
        "ms": round(milliseconds, 1),
        "by": scope.get(_NAME) or None,
    }
    known = f' by "{fields["by"]}"' if fields["by"] else ""
    words = "%(client)s %(method)s %(path)s %(status)s %(bytes)d bytes %(ms).1f ms"
    shown = fields if status is not None else {**fields, "status": "unanswered"}
    log.info("%s%s", words % shown, known, extra={FIELDS: fields})


def _address(scope: Scope) -> str:
    """Where a request comes from; a proxy that is believed may name anything, so no other text is taken as it is."""
    host = (scope.get("client") or ("-", 0))[0]
    try:
        return str(ip_address(host))
    except ValueError:
        return quote(unquote(host)[:64], safe="-")
