"""`GET /f/TOKEN/NAME.ics` and `.atom`: one reader's own feed, for programs that can send no header.

The address is the key, so whatever does not fit is answered as if there had never been anything there: a wrong token,
a revoked one, the name of another feed. Nothing here logs or repeats an address. `feeds.py` has the open feeds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from watchtracker.feed import Choice, Offer, UnknownFeedError
from watchtracker.store.tokens import FeedToken
from watchtracker.web.conditional import CachedResponse, kept_answer
from watchtracker.web.feed_cache import Asked, FeedFormat, Shelf
from watchtracker.web.snapshots import Snapshots

_MOST_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class PrivateFeeds:
    """The feeds of all tokens, from memory like the open ones; a revoked token ends with the next look."""

    latest: Snapshots
    shelf: Shelf
    offer: Offer
    now: Callable[[], datetime]
    _asked_with: dict[tuple[FeedFormat, str], tuple[FeedToken, Asked]] = field(default_factory=dict)

    async def calendar(self, request: Request) -> Response:
        """The token's feed with the token's alarms, 304 for a copy that is still good; 404 for anything else."""
        return await self._get(FeedFormat.CALENDAR, request)

    async def news(self, request: Request) -> Response:
        """What changed in it, answered alike."""
        return await self._get(FeedFormat.NEWS, request)

    def at_hand(self, form: FeedFormat, secret: str, name: str) -> CachedResponse | None:
        """What this key opens, if it was made before and nothing changed since, no token either; never waits."""
        snapshot = self.latest.seen()
        token = snapshot.keys.opened_by(secret) if snapshot else None
        if snapshot is None or token is None or token.feed != name:
            return None
        known = self._asked_with.get((form, token.name))
        # Another snapshot has tokens of its own, which say what holds by then.
        return self.shelf.ready(snapshot, known[1]) if known and known[0] is token else None

    async def _get(self, form: FeedFormat, request: Request) -> Response:
        secret, name = request.path_params["token"], request.path_params["name"]
        snapshot = self.latest.seen()
        if snapshot is None:
            snapshot = await run_in_threadpool(self.latest.recent)
        token = snapshot.keys.opened_by(secret)
        if token is None:
            snapshot = await run_in_threadpool(self.latest.again)
            token = snapshot.keys.opened_by(secret)
        if token is None or token.feed != name:
            raise HTTPException(404)
        asked = self._asked(form, token)
        kept = self.shelf.ready(snapshot, asked)
        if kept is None:
            kept = await run_in_threadpool(self.shelf.made, snapshot, asked)
        return kept_answer(kept, request.headers, self.now())

    def _asked(self, form: FeedFormat, token: FeedToken) -> Asked:
        try:
            which = self.offer.find(token.feed)
        except UnknownFeedError:
            # It was taken out of the settings; back there, the link works again.
            raise HTTPException(404) from None
        asked = Asked(form, which, Choice(tags=token.tags, kinds=token.kinds), token.alarms)
        if len(self._asked_with) >= _MOST_REMEMBERED:
            self._asked_with.clear()
        self._asked_with[form, token.name] = token, asked
        return asked
