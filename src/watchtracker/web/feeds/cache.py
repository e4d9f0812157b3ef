"""The cache of rendered feeds: each is kept until something in it changes.

All readers of a feed share its bytes, plain and compressed. `snapshots.py` has what feeds are made of, `public.py` and
`private.py` serve from here.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from enum import Enum
from threading import Lock

from watchtracker import feed
from watchtracker.feed import Alarms, Choice, Feed
from watchtracker.web.conditional import CachedResponse
from watchtracker.web.snapshots import Snapshot


class FeedFormat(Enum):
    """The formats of a feed; the value is the media type."""

    CALENDAR = "text/calendar; charset=utf-8"
    NEWS = "application/atom+xml; charset=utf-8"

    # Hashed with every answer: members are singletons, so their identity does, and is faster than Enum's own hash.
    __hash__ = object.__hash__


@dataclass(frozen=True, slots=True)
class FeedRequest:
    """What a reader subscribes to: a feed, a choice of its items, a format, and the alarms of a private feed.

    `alarms` is None for a feed that is not private.
    """

    form: FeedFormat
    feed: Feed
    choice: Choice
    alarms: Alarms | None = None
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # It is a key that is looked up with every answer: hash all its parts once only.
        object.__setattr__(self, "_hash", hash((self.form, self.feed, self.choice, self.alarms)))

    def __hash__(self) -> int:
        return self._hash

    @property
    def private(self) -> bool:
        """Whether the feed is private, for one reader."""
        return self.alarms is not None


class FeedCache:
    """Rendered feeds of the latest snapshots, up to `most_bytes` of memory; safe to use from several threads."""

    def __init__(self, *, public_url: str, most_bytes: int = 64 * 2**20) -> None:
        self._events = feed.Rendered(public_url)
        # One lock a format: a feed is rendered once, however many ask for it at the same moment.
        self._rendering = {form: Lock() for form in FeedFormat}
        self._lock = Lock()
        self._kept: OrderedDict[FeedRequest, tuple[int, CachedResponse]] = OrderedDict()
        self._size = 0
        self._most_bytes = most_bytes

    def ready(self, snapshot: Snapshot, wanted: FeedRequest) -> CachedResponse | None:
        """The feed as of `snapshot` if it is in memory, else None; never waits for one that is being rendered."""
        with self._lock:
            found = self._kept.get(wanted)
            if found is None or found[0] != snapshot.number:
                return None
            self._kept.move_to_end(wanted)
            return found[1]

    def render(self, snapshot: Snapshot, wanted: FeedRequest) -> CachedResponse:
        """The feed as of `snapshot`, rendered if need be; those who ask meanwhile wait and share it."""
        with self._rendering[wanted.form]:
            if (ready := self.ready(snapshot, wanted)) is not None:
                return ready
            before = self._kept.get(wanted)
            rendered = self._rendered(snapshot, wanted, before and before[1])
            with self._lock:
                self._put(wanted, snapshot, rendered)
            return rendered

    def _put(self, wanted: FeedRequest, snapshot: Snapshot, rendered: CachedResponse) -> None:
        if (before := self._kept.pop(wanted, None)) is not None:
            self._size -= before[1].size
        self._kept[wanted] = (snapshot.number, rendered)
        self._size += rendered.size
        while self._size > self._most_bytes and len(self._kept) > 1:
            _, (_, oldest) = self._kept.popitem(last=False)
            self._size -= oldest.size

    def _rendered(self, snapshot: Snapshot, wanted: FeedRequest, before: CachedResponse | None) -> CachedResponse:
        body, modified = self._compose(snapshot, wanted), snapshot.revised_at
        if before is not None and before.body == body:
            return before.as_of(modified)
        return CachedResponse(body, media_type=wanted.form.value, modified=modified, private=wanted.private)

    def _compose(self, snapshot: Snapshot, wanted: FeedRequest) -> bytes:
        what = wanted.feed, wanted.choice, snapshot.items
        if wanted.form is FeedFormat.NEWS:
            compose_news = feed.compose_private_news if wanted.private else feed.compose_news
            return compose_news(*what, public_url=self._events.public_url)
        if wanted.alarms is None:
            return feed.compose(*what, events=self._events)
        return feed.compose_private(*what, events=self._events, alarms=wanted.alarms)
