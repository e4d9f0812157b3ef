"""`GET /feeds/NAME.ics` and `.atom`: the feeds of the settings, for calendar programs and news readers.

Programs ask often and mostly get a 304. A feed in memory is answered at once, on the event loop; only one that has to
be rendered first goes to a thread.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from watchtracker import feed
from watchtracker.errors import InputError
from watchtracker.feed import Offer, UnknownFeedError
from watchtracker.web.conditional import CachedResponse, conditional_response
from watchtracker.web.feeds.cache import FeedCache, FeedFormat, FeedRequest
from watchtracker.web.refusals import refusal
from watchtracker.web.roots import path_of
from watchtracker.web.snapshots import Snapshots

_MOST_ADDRESSES = 10_000
_LONGEST_QUERY = 1024  # characters; a longer query is read each time

_Address = tuple[str, bytes]  # the path and the query


@dataclass(frozen=True, slots=True)
class Feeds:
    """The feeds of the settings."""

    latest: Snapshots
    cache: FeedCache
    offer: Offer
    now: Callable[[], datetime]
    # What an address asks for, once it was read. Names are never forgotten, so this never becomes wrong.
    _requests: dict[_Address, FeedRequest] = field(default_factory=dict)

    async def calendar(self, request: Request) -> Response:
        """A calendar, 304 if the client's copy is still good, 404 for an unknown name, 400 for a bad query."""
        return await self._get(FeedFormat.CALENDAR, request)

    async def news(self, request: Request) -> Response:
        """The news (what changed); 304, 404 and 400 as for a calendar."""
        return await self._get(FeedFormat.NEWS, request)

    def at_hand(self, path: str, query: bytes) -> CachedResponse | None:
        """The feed at this address if it is in memory and nothing changed since, else None; never waits."""
        wanted = self._requests.get((path, query))
        snapshot = self.latest.seen() if wanted else None
        return self.cache.ready(snapshot, wanted) if wanted and snapshot else None

    async def _get(self, form: FeedFormat, request: Request) -> Response:
        cached = self.at_hand(path_of(request.scope), request.scope["query_string"])
        try:
            if cached is None:
                cached = await run_in_threadpool(self._render, form, request)
        except UnknownFeedError as error:
            return refusal(request.scope, 404, str(error))
        except InputError as error:
            return refusal(request.scope, 400, str(error))
        return conditional_response(cached, request.headers, self.now())

    def _render(self, form: FeedFormat, request: Request) -> CachedResponse:
        key = path_of(request.scope), request.scope["query_string"]
        snapshot = self.latest.recent()
        wanted = self._requests.get(key)
        if wanted is None:
            chosen, query = self.offer.find(request.path_params["name"]), request.query_params.multi_items()
            try:
                choice = feed.read_choice(query, snapshot.names)
            except InputError:
                # The name may be new: look at the database once more before refusing it.
                snapshot = self.latest.again()
                choice = feed.read_choice(query, snapshot.names)
            wanted = FeedRequest(form, chosen, choice)
            self._remember(key, wanted)
        return self.cache.render(snapshot, wanted)

    def _remember(self, key: _Address, wanted: FeedRequest) -> None:
        if len(key[1]) > _LONGEST_QUERY:
            return
        if len(self._requests) >= _MOST_ADDRESSES:
            self._requests.clear()
        self._requests[key] = wanted
