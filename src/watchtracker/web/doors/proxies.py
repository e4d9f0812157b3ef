"""Proxies that have logged people in: which are believed, and whom they name.

A proxy is known by the address that its connection comes from. The server that runs us may put the reader's address,
which a header names, in its place; so `Connected` keeps the true one before that happens.
"""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import ip_address, ip_network

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from watchtracker import lengths
from watchtracker.settings.fields import at_most, line

_PEER = "watchtracker.peer"


class Connected:
    """Keeps from where a connection comes, for `Proxies`; `app` may then read another address from headers."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] == "http":
            scope[_PEER] = scope.get("client")
        await self.app(scope, receive, send)


class Proxies:
    """The proxies at the `trusted` addresses, which name people in `header` (empty: they name nobody)."""

    def __init__(self, header: str = "", trusted: Iterable[str] = ()) -> None:
        self._header = header
        self._trusted = tuple(map(ip_network, trusted))

    @property
    def names(self) -> bool:
        """Whether they name people at all."""
        return bool(self._header and self._trusted)

    def passed_on(self, scope: Scope) -> bool:
        """Whether a request comes from one of them."""
        client = scope.get(_PEER) or scope.get("client")
        if not client or not self._trusted:
            return False
        try:
            address = ip_address(client[0])
        except ValueError:
            return False
        address = getattr(address, "ipv4_mapped", None) or address
        return any(address in network for network in self._trusted)

    def name(self, scope: Scope) -> str:
        """Whom a trusted proxy names; empty if it names nobody, or nobody who can be recorded, or several."""
        if not self.names or not self.passed_on(scope):
            return ""
        named = Headers(scope=scope).getlist(self._header)
        if len(named) != 1:
            return ""
        try:
            # Headers are read as Latin-1, and proxies write names in UTF-8.
            text = named[0].encode("latin-1").decode()
            return at_most(lengths.SOURCE)(line(text))
        except ValueError:
            return ""
