"""Tells the loops of this process that a request may have changed something: nobody waits for their next look."""

from __future__ import annotations

from collections.abc import Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_READS = frozenset({"GET", "HEAD", "OPTIONS"})
_REFUSED_FROM = 400


class Wakes:
    """Calls `wrote` whenever a request that may write was answered with success; once too often does no harm."""

    def __init__(self, app: ASGIApp, *, wrote: Callable[[], None]) -> None:
        self.app = app
        self._wrote = wrote

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "http" or scope["method"] in _READS:
            await self.app(scope, receive, send)
            return

        async def and_wake(message: Message) -> None:
            # What was asked is in the database by now: answers are made after their transactions.
            if message["type"] == "http.response.start" and message["status"] < _REFUSED_FROM:
                self._wrote()
            await send(message)

        await self.app(scope, receive, and_wake)
