"""Which of uvicorn's parsers reads requests: httptools where it is, else h11; the fast one held to what h11 refuses.

httptools takes a head of any length, all requests that one read brings at once, and drops the host that stands in a
target. All three would get past what is decided elsewhere: how much a stranger may have us keep, and whose host it is.
"""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import unquote

from uvicorn.protocols.http.h11_impl import H11Protocol

try:
    from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
except ImportError:
    HttpToolsProtocol = None  # type: ignore[assignment, misc]

_LONGEST_HEAD = 64 * 1024  # as uvicorn tells h11
_MOST_WAITING = 100


def available() -> list[type[asyncio.Protocol]]:
    """Those that can be imported, the fastest first."""
    return [*([] if HttpToolsProtocol is None else [_held_to_limits(HttpToolsProtocol)]), H11Protocol]


def _held_to_limits(fast: type[Any]) -> type[asyncio.Protocol]:
    class Held(fast):  # type: ignore[misc]
        """What raises within the parser's calls is answered with 400, and the connection is closed."""

        url: bytes

        def __init__(self, *args: Any, **named: Any) -> None:
            super().__init__(*args, **named)
            self.unread = 0  # bytes since the last head or piece of a body that was whole

        def data_received(self, data: bytes) -> None:
            self.unread += len(data)
            super().data_received(data)
            if self.unread > _LONGEST_HEAD and not self.transport.is_closing():
                self.send_400_response("Invalid HTTP request received.")

        def on_headers_complete(self) -> None:
            self.unread = 0
            if len(self.pipeline) >= _MOST_WAITING:
                raise ValueError("too many requests before the first is answered")
            hosts = [name for name, _ in self.headers].count(b"host")
            if hosts > 1 or (not hosts and self.parser.get_http_version() == "1.1"):
                raise ValueError("a request names one host")
            if self.url.startswith(b"/"):
                super().on_headers_complete()
                return
            # uvicorn keeps the path of a target alone; what `web/roots.py` makes of a whole address needs its host.
            target, self.url = self.url, b"/"
            super().on_headers_complete()
            raw_path, _, query = target.partition(b"?")
            path = raw_path.decode("ascii")
            self.scope.update(path=unquote(path) if "%" in path else path, raw_path=raw_path, query_string=query)

        def on_body(self, body: bytes) -> None:
            self.unread = 0
            super().on_body(body)

    return Held
