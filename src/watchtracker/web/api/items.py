"""`GET /api/items` and `/api/items/ID`: what `list --json` and `show --json` print, for programs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request
from starlette.responses import JSONResponse

from watchtracker import dates
from watchtracker.reports import listing
from watchtracker.settings import Settings
from watchtracker.store.engine import Store
from watchtracker.web.query import read_selection
from watchtracker.web.snapshots import Snapshots

# States and day counts change with the clock, so no cache may keep an answer.
_FRESH = {"Cache-Control": "no-store"}


@dataclass(frozen=True, slots=True)
class Api:
    """The items as JSON, as they stand at the moment that `now` gives."""

    store: Store
    latest: Snapshots
    settings: Settings
    now: Callable[[], datetime]

    def items(self, request: Request) -> JSONResponse:
        """The list, narrowed by the query as `read_selection` reads it."""
        now, latest = self.now(), self.latest.current()
        selection = read_selection(request.query_params.multi_items(), latest.names)
        rows = selection.rows(latest.items, now, self.settings.recheck, latest.held)
        moment = dates.first_moment(selection.as_of, dates.zone(self.settings.zone)) if selection.as_of else now
        return JSONResponse(listing.listing_json(rows, as_of=moment), headers=_FRESH)

    def item(self, request: Request) -> JSONResponse:
        """One item with its claims, its moves and its notifications; an unknown id is a 404 that names the nearest."""
        wanted = request.path_params["id"]
        item = self.latest.current().item(wanted)
        with self.store.reading() as tx:
            notifications = tx.notifications.of_items([wanted])
            holds, answers = tx.holds.of_items([wanted]).get(wanted, []), tx.holds.answers_of(wanted)
        shown = listing.item_json(item, notifications, now=self.now(), holds=holds, answers=answers)
        return JSONResponse(shown, headers=_FRESH)
