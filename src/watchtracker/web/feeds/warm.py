"""A short cut for feeds that are in memory, before middleware and routing: programs ask for them very often.

Access is judged by the rules that `Guard` applies. Any request that cannot be answered with a feed at once (it has to
be rendered, looked up or refused, or is not a GET) takes the ordinary way through the application.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from starlette.types import ASGIApp, Receive, Scope, Send

from watchtracker.web.conditional import CachedResponse, conditional_answer
from watchtracker.web.doors.access import PRIVATE_FEEDS, Access
from watchtracker.web.feeds.cache import FeedFormat
from watchtracker.web.feeds.private import PrivateFeeds
from watchtracker.web.feeds.public import Feeds

_OPEN_FEEDS = "/feeds/"
_FORMATS = {"ics": FeedFormat.CALENDAR, "atom": FeedFormat.NEWS}


class Warm:
    """Answers with the feeds in memory; `inner` takes the path of a request to the path within the application."""

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
        cached = self._at_hand(scope) if scope["type"] == "http" and scope["method"] == "GET" else None
        if cached is None:
            await self.app(scope, receive, send)
            return
        status, body, headers = conditional_answer(cached, scope["headers"], self._now())
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    def _at_hand(self, scope: Scope) -> CachedResponse | None:
        # Where the target is a whole URL ("GET http://host/..."), the path does not begin with a slash: not for here.
        path = self._inner(scope["path"])
        if path.startswith(_OPEN_FEEDS):
            if self._access.admits(path, scope):
                return self._feeds.at_hand(path, scope["query_string"])
        elif path.startswith(PRIVATE_FEEDS) and self._access.admits(path, scope):
            secret, _, file = path.removeprefix(PRIVATE_FEEDS).partition("/")
            name, _, ending = file.rpartition(".")
            form = _FORMATS.get(ending)
            return self._private.at_hand(form, secret, name) if form else None
        return None
