"""`GET /healthz` and `GET /readyz`: does the process tick, and can it use its database? They say nothing about items.

Anyone may ask, as often as they like. So the first needs no thread, and all who ask the second at once share one look
at the database: if it hangs, it blocks one thread, and not all those that answer pages.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from watchtracker.errors import StoreError
from watchtracker.store.engine import Store

log = logging.getLogger(__name__)
_FRESH = {"Cache-Control": "no-store"}


@dataclass(frozen=True, slots=True)
class Health:
    """`beating` says whether the heartbeat ticked lately, `doubted` whether sending is paused for a doubted clock."""

    store: Store
    beating: Callable[[], bool]
    doubted: Callable[[], bool] = lambda: False
    _looks: list[asyncio.Task[bool]] = field(default_factory=list)

    async def alive(self, request: Request) -> Response:
        """200 while the loop ticks, 503 once it has stopped."""
        del request
        if self.beating():
            return PlainTextResponse("ok\n", headers=_FRESH)
        return PlainTextResponse("The heartbeat has stopped.\n", 503, _FRESH)

    async def ready(self, request: Request) -> Response:
        """200 if this version can use the database and the clock is not in doubt, else 503; the log says why."""
        del request
        if self.doubted():
            return PlainTextResponse("The clock is doubted, and nothing is sent.\n", 503, _FRESH)
        if not self._looks or self._looks[0].done():
            self._looks[:] = [asyncio.create_task(run_in_threadpool(self._is_usable))]
        # Shielded: a client that gives up waiting must not cancel the look for the others.
        if await asyncio.shield(self._looks[0]):
            return PlainTextResponse("ok\n", headers=_FRESH)
        return PlainTextResponse("The database cannot be used.\n", 503, _FRESH)

    def _is_usable(self) -> bool:
        try:
            self.store.check()
        except StoreError as error:
            log.warning("not ready: %s", error)
            return False
        return True
