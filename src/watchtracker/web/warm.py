"""Feeds that are in memory, answered before anything else is gone through: programs ask for them again and again.

Who may read is asked of the same rules as the guard asks. Whatever is not plainly allowed and there to be given at once
(what must be made, looked up or refused, and any method but GET) goes the whole way, as if this did not stand here.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from starlette.types import ASGIApp, Receive, Scope, Send

from watchtracker.web.access import PRIVATE_FEEDS, Access
from watchtracker.web.conditional import CachedResponse, chosen
from watchtracker.web.feed_cache import FeedFormat
from watchtracker.web.feeds import Feeds
from watchtracker.web.private_feeds import PrivateFeeds

_OPEN_FEEDS = "/feeds/"
_FORMS = {"ics": FeedFormat.CALENDAR, "atom": FeedFormat.NEWS}


class Warm:
    """Answers what the feeds have at hand; `inner` takes a path to that within the application."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        access: Access,
        inner: Callable[[str], str],
        feeds: Feeds,
        private: PrivateFeeds,
        now: Callable[[], datetime],
    ) -> None:
        self.app = app
        self._access = access
        self._inner = inner
        self._feeds = feeds
        self._private = private
        self._now = now

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        kept = self._at_hand(scope) if scope["type"] == "http" and scope["method"] == "GET" else None
        if kept is None:
            await self.app(scope, receive, send)
            return
        status, body, headers = chosen(kept, scope["headers"], self._now())
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    def _at_hand(self, scope: Scope) -> CachedResponse | None:
        # A whole address as the target has another host, and begins with no slash.
        path = self._inner(scope["path"])
        if path.startswith(_OPEN_FEEDS):
            if self._access.admits(path, scope):
                return self._feeds.at_hand(path, scope["query_string"])
        elif path.startswith(PRIVATE_FEEDS) and self._access.admits(path, scope):
            secret, _, file = path.removeprefix(PRIVATE_FEEDS).partition("/")
            name, _, ending = file.rpartition(".")
            form = _FORMS.get(ending)
            return self._private.at_hand(form, secret, name) if form else None
        return None
