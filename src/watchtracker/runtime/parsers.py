"""The parsers of uvicorn: httptools if it is installed, else h11; httptools with limits that h11 has by itself.

httptools accepts a head of any length and any number of requests in one read, and drops the host of a target that is a
whole URL. The first two would let a stranger fill our memory; without the third, the wrong host would be checked.
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

_LONGEST_HEAD = 64 * 1024  # bytes, the limit that uvicorn sets for h11
_MOST_WAITING = 100  # requests of one connection


def available() -> list[type[asyncio.Protocol]]:
    """The protocol classes that can be imported, the fastest first."""
    return [*([] if HttpToolsProtocol is None else [_limited(HttpToolsProtocol)]), H11Protocol]


def _limited(fast: type[Any]) -> type[asyncio.Protocol]:
    class Limited(fast):  # type: ignore[misc]
        """An error that a call of the parser raises is answered with 400, and the connection is closed."""

        url: bytes

        def __init__(self, *args: Any, **named: Any) -> None:
            super().__init__(*args, **named)
            self.unread = 0  # bytes since the last complete head or piece of a body

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
            # A whole URL as target: uvicorn would keep its path only, and `web/roots.py` needs its host.
            target, self.url = self.url, b"/"
            super().on_headers_complete()
            raw_path, _, query = target.partition(b"?")
            path = raw_path.decode("ascii")
            self.scope.update(path=unquote(path) if "%" in path else path, raw_path=raw_path, query_string=query)

        def on_body(self, body: bytes) -> None:
            self.unread = 0
            super().on_body(body)

    return Limited
