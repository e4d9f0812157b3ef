"""`GET /f/TOKEN/NAME.ics`, `.atom` and `.svg`: one reader's own feed, for programs that can send no header.

The address is the key. A wrong token, a revoked one and the name of another feed are all answered by the 404 of an
address that never existed. Nothing here logs or repeats an address. `public.py` has the open feeds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from watchtracker import dates
from watchtracker.drawing.timeline_svg import timeline_svg
from watchtracker.feed import Choice, Offer, UnknownFeedError, chosen
from watchtracker.reports import listing
from watchtracker.subscriptions import FeedToken
from watchtracker.web.conditional import CachedResponse, conditional_response
from watchtracker.web.feeds.cache import FeedCache, FeedFormat, FeedRequest
from watchtracker.web.pages.timeline import svg_response
from watchtracker.web.snapshots import Snapshot, Snapshots

_MOST_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class PrivateFeeds:
    """The feeds of all tokens, from memory; a revoked token stops working at the next look at the database."""

    latest: Snapshots
    cache: FeedCache
    offer: Offer
    now: Callable[[], datetime]
    zone: str
    _requests: dict[tuple[FeedFormat, str], tuple[FeedToken, FeedRequest]] = field(default_factory=dict)

    async def calendar(self, request: Request) -> Response:
        """The token's feed with the token's alarms, 304 if the client's copy is still good; 404 for anything else."""
        return await self._get(FeedFormat.CALENDAR, request)

    async def news(self, request: Request) -> Response:
        """The news (what changed) of the token's feed; 304 and 404 as for a calendar."""
        return await self._get(FeedFormat.NEWS, request)

    def at_hand(self, form: FeedFormat, secret: str, name: str) -> CachedResponse | None:
        """The feed of this secret if it is in memory and nothing changed since, tokens included; never waits."""
        snapshot = self.latest.seen()
        token = snapshot.keys.opened_by(secret) if snapshot else None
        if snapshot is None or token is None or token.feed != name:
            return None
        known = self._requests.get((form, token.name))
        # By identity: each snapshot that read the tokens anew has its own, which may say otherwise.
        return self.cache.ready(snapshot, known[1]) if known and known[0] is token else None

    async def picture(self, request: Request) -> Response:
        """The timeline of the token's feed, for a page elsewhere that cannot log in; 404 as for a calendar.

        Whoever has the address may see it, so that a page of another site may show it too.
        """
        snapshot, token = await self._opened(request)
        answer = svg_response(await run_in_threadpool(self._drawn, snapshot, token))
        answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return answer

    def _drawn(self, snapshot: Snapshot, token: FeedToken) -> str:
        wanted, now = self._request(FeedFormat.NEWS, token), self.now()
        rows = listing.listing(chosen(wanted.feed, wanted.choice, snapshot.items), now=now)
        return timeline_svg(rows, now.astimezone(dates.zone(self.zone)).date())

    async def _get(self, form: FeedFormat, request: Request) -> Response:
        snapshot, token = await self._opened(request)
        wanted = self._request(form, token)
        cached = self.cache.ready(snapshot, wanted)
        if cached is None:
            cached = await run_in_threadpool(self.cache.render, snapshot, wanted)
        return conditional_response(cached, request.headers, self.now())

    async def _opened(self, request: Request) -> tuple[Snapshot, FeedToken]:
        """What there is, and the token whose feed is asked for; a 404 if there is none."""
        secret, name = request.path_params["token"], request.path_params["name"]
        snapshot = self.latest.seen()
        if snapshot is None:
            snapshot = await run_in_threadpool(self.latest.recent)
        token = snapshot.keys.opened_by(secret)
        if token is None:
            # It may have been made a moment ago: look at the database once more before refusing it.
            snapshot = await run_in_threadpool(self.latest.again)
            token = snapshot.keys.opened_by(secret)
        if token is None or token.feed != name:
            raise HTTPException(404)
        return snapshot, token

    def _request(self, form: FeedFormat, token: FeedToken) -> FeedRequest:
        try:
            offered = self.offer.find(token.feed)
        except UnknownFeedError:
            # The feed was taken out of the settings; the link works again once it is back there.
            raise HTTPException(404) from None
        wanted = FeedRequest(form, offered, Choice(tags=token.tags, kinds=token.kinds), token.alarms)
        if len(self._requests) >= _MOST_REMEMBERED:
            self._requests.clear()
        self._requests[form, token.name] = token, wanted
        return wanted
