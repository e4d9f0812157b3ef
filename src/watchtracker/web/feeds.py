"""`GET /feeds/NAME.ics` and `.atom`: for programs that ask again and again and hope for a 304.

What was asked for before is answered on the spot, from memory; only what has to be made first goes to a thread.
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
from watchtracker.web.conditional import CachedResponse, kept_answer
from watchtracker.web.feed_cache import Asked, FeedFormat, Shelf
from watchtracker.web.refusals import refusal
from watchtracker.web.roots import path_of
from watchtracker.web.snapshots import Snapshots

_MOST_ADDRESSES = 10_000
_LONGEST_QUERY = 1024  # that is remembered

_Address = tuple[str, bytes]  # the path and the query


@dataclass(frozen=True, slots=True)
class Feeds:
    """The feeds of the settings."""

    latest: Snapshots
    shelf: Shelf
    offer: Offer
    now: Callable[[], datetime]
    # What an address asks for, once it was understood: names are never forgotten, so that stays so.
    _understood: dict[_Address, Asked] = field(default_factory=dict)

    async def calendar(self, request: Request) -> Response:
        """A calendar, 304 for a copy that is still good, 404 for an unknown name, 400 for what cannot be chosen."""
        return await self._get(FeedFormat.CALENDAR, request)

    async def news(self, request: Request) -> Response:
        """What changed, answered alike."""
        return await self._get(FeedFormat.NEWS, request)

    def at_hand(self, path: str, query: bytes) -> CachedResponse | None:
        """The feed at this address, if it was asked for before and nothing changed since; never waits."""
        asked = self._understood.get((path, query))
        snapshot = self.latest.seen() if asked else None
        return self.shelf.ready(snapshot, asked) if asked and snapshot else None

    async def _get(self, form: FeedFormat, request: Request) -> Response:
        kept = self.at_hand(path_of(request.scope), request.scope["query_string"])
        try:
            if kept is None:
                kept = await run_in_threadpool(self._made, form, request)
        except UnknownFeedError as error:
            return refusal(request.scope, 404, str(error))
        except InputError as error:
            return refusal(request.scope, 400, str(error))
        return kept_answer(kept, request.headers, self.now())

    def _made(self, form: FeedFormat, request: Request) -> CachedResponse:
        key = path_of(request.scope), request.scope["query_string"]
        snapshot = self.latest.recent()
        asked = self._understood.get(key)
        if asked is None:
            which, query = self.offer.find(request.path_params["name"]), request.query_params.multi_items()
            try:
                choice = feed.read_choice(query, snapshot.names)
            except InputError:
                snapshot = self.latest.again()
                choice = feed.read_choice(query, snapshot.names)
            asked = Asked(form, which, choice)
            self._remember(key, asked)
        return self.shelf.made(snapshot, asked)

    def _remember(self, key: _Address, asked: Asked) -> None:
        if len(key[1]) > _LONGEST_QUERY:
            return
        if len(self._understood) >= _MOST_ADDRESSES:
            self._understood.clear()
        self._understood[key] = asked
