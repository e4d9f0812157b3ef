"""`GET /feeds/NAME.ics`: calendars, for programs that ask again and again and hope for a 304.

What was asked for before is answered on the spot, from memory; only what has to be made first goes to a thread.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from watchtracker import feed
from watchtracker.errors import InputError
from watchtracker.feed import Offer, UnknownFeedError
from watchtracker.web.answers import Kept, kept_answer, refusal
from watchtracker.web.latest import Latest
from watchtracker.web.shelf import Asked, Shelf

_MOST_ADDRESSES = 10_000


@dataclass(frozen=True, slots=True)
class Feeds:
    """The feeds of the settings."""

    latest: Latest
    shelf: Shelf
    offer: Offer
    # What an address asks for, once it was understood: names are never forgotten, so that stays so.
    _understood: dict[tuple[str, bytes], Asked] = field(default_factory=dict)

    async def get(self, request: Request) -> Response:
        """A feed, 304 for a copy that is still good, 404 for an unknown name, 400 for a choice of what is not there."""
        name, query = request.path_params["name"], request.scope["query_string"]
        asked, snapshot = self._understood.get((name, query)), self.latest.seen()
        kept = self.shelf.ready(snapshot, asked) if asked and snapshot else None
        try:
            if kept is None:
                kept = await run_in_threadpool(self._made, request)
        except UnknownFeedError as error:
            return refusal(request.url.path, 404, str(error))
        except InputError as error:
            return refusal(request.url.path, 400, str(error))
        return kept_answer(kept, request.headers)

    def _made(self, request: Request) -> Kept:
        name, query = request.path_params["name"], request.scope["query_string"]
        asked = self._understood.get((name, query))
        if asked is None:
            asked = self._read(name, request.query_params.multi_items())
            if len(self._understood) >= _MOST_ADDRESSES:
                self._understood.clear()
            self._understood[name, query] = asked
        return self.shelf.made(self.latest.recent(), asked)

    def _read(self, name: str, query: list[tuple[str, str]]) -> Asked:
        which = self.offer.find(name)
        try:
            return Asked(which, feed.read_choice(query, self.latest.recent().names))
        except InputError:
            # What was not there at the last look may be there now.
            return Asked(which, feed.read_choice(query, self.latest.now().names))
