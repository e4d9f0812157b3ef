"""`GET /healthz` and `GET /readyz`: does the process tick, and can it use its database? They tell nothing of items."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

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

    def alive(self, request: Request) -> Response:
        """200 while the loop ticks, 503 once it has stopped."""
        del request
        if self.beating():
            return PlainTextResponse("ok\n", headers=_FRESH)
        return PlainTextResponse("The heartbeat has stopped.\n", 503, _FRESH)

    def ready(self, request: Request) -> Response:
        """200 if the database can be read and written by this version, 503 otherwise; the log says why.

        503 as well while the clock is doubted.
        """
        del request
        if self.doubted():
            return PlainTextResponse("The clock is doubted, and nothing is sent.\n", 503, _FRESH)
        try:
            self.store.check()
        except StoreError as error:
            log.warning("not ready: %s", error)
            return PlainTextResponse("The database cannot be used.\n", 503, _FRESH)
        return PlainTextResponse("ok\n", headers=_FRESH)
