"""`GET /healthz` and `GET /readyz`: does the process tick, and can it use its database? They tell nothing of items.

Anybody may ask, as often as they like. So the first needs no thread, and of the second all who ask at once share one
look at the database: where that hangs, it holds up one thread, and not all that pages are answered from.
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
    """`beating` says whether the heartbeat ticked of late, `doubted` whether nothing is sent for a doubted clock."""

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
        """200 if the database can be read and written by this version, 503 otherwise; the log says why.

        503 as well while the clock is doubted.
        """
        del request
        if self.doubted():
            return PlainTextResponse("The clock is doubted, and nothing is sent.\n", 503, _FRESH)
        if not self._looks or self._looks[0].done():
            self._looks[:] = [asyncio.create_task(run_in_threadpool(self._is_usable))]
        # Whoever gives up waiting must not end it for the others.
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
