"""Feeds that were made before, kept for as long as nothing in them changed.

All who ask for the same share its bytes, and their compressed form. `snapshots.py` has what they are made of,
`feeds.py` and `private_feeds.py` serve from here.
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
    """What a feed can be asked for as; the value is its media type."""

    CALENDAR = "text/calendar; charset=utf-8"
    NEWS = "application/atom+xml; charset=utf-8"

    # There is one of each; an Enum's own is a look at its name, with each answer.
    __hash__ = object.__hash__


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody subscribes to: what of a feed, and the alarms of a private one (None: an open one)."""

    form: FeedFormat
    feed: Feed
    choice: Choice
    alarms: Alarms | None = None
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # It is looked up with every answer, and all that it is made of would be hashed again.
        object.__setattr__(self, "_hash", hash((self.form, self.feed, self.choice, self.alarms)))

    def __hash__(self) -> int:
        return self._hash

    @property
    def private(self) -> bool:
        """Whether it is one reader's own."""
        return self.alarms is not None


class Shelf:
    """Feeds as of a snapshot; safe to ask from several threads."""

    def __init__(self, *, public_url: str, most_bytes: int = 64 * 2**20) -> None:
        self._events = feed.Rendered(public_url)
        self._making = {form: Lock() for form in FeedFormat}
        self._lock = Lock()
        self._kept: OrderedDict[Asked, tuple[int, CachedResponse]] = OrderedDict()
        self._size = 0
        self._most_bytes = most_bytes

    def ready(self, snapshot: Snapshot, asked: Asked) -> CachedResponse | None:
        """The feed as of `snapshot`, if it was made before; never waits for one that is being made."""
        with self._lock:
            found = self._kept.get(asked)
            if found is None or found[0] != snapshot.number:
                return None
            self._kept.move_to_end(asked)
            return found[1]

    def made(self, snapshot: Snapshot, asked: Asked) -> CachedResponse:
        """The feed as of `snapshot`, made once for all who ask meanwhile."""
        with self._making[asked.form]:
            if (ready := self.ready(snapshot, asked)) is not None:
                return ready
            before = self._kept.get(asked)
            kept = self._made(snapshot, asked, before and before[1])
            with self._lock:
                self._put(asked, snapshot, kept)
            return kept

    def _put(self, asked: Asked, snapshot: Snapshot, kept: CachedResponse) -> None:
        if (before := self._kept.pop(asked, None)) is not None:
            self._size -= before[1].size
        self._kept[asked] = (snapshot.number, kept)
        self._size += kept.size
        while self._size > self._most_bytes and len(self._kept) > 1:
            _, (_, oldest) = self._kept.popitem(last=False)
            self._size -= oldest.size

    def _made(self, snapshot: Snapshot, asked: Asked, before: CachedResponse | None) -> CachedResponse:
        body, modified = self._compose(snapshot, asked), snapshot.revised_at
        if before is not None and before.body == body:
            return before.as_of(modified)
        return CachedResponse(body, media_type=asked.form.value, modified=modified, private=asked.private)

    def _compose(self, snapshot: Snapshot, asked: Asked) -> bytes:
        what = asked.feed, asked.choice, snapshot.items
        if asked.form is FeedFormat.NEWS:
            compose_news = feed.compose_private_news if asked.private else feed.compose_news
            return compose_news(*what, public_url=self._events.public_url)
        if asked.alarms is None:
            return feed.compose(*what, events=self._events)
        return feed.compose_private(*what, events=self._events, alarms=asked.alarms)
