"""What was read and rendered before, kept for as long as nothing changed.

Many subscribers ask far more often than anything changes, so each request asks the database one cheap question, its
fingerprint, and only a new answer costs reading and rendering. `feeds.py` and `pages.py` serve from here.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Lock

from watchtracker import feed
from watchtracker.feed import Alarms, Choice, Feed
from watchtracker.items import Item
from watchtracker.store.engine import Store
from watchtracker.web.answers import Kept

_CALENDAR = "text/calendar; charset=utf-8"
_MOST_BYTES = 64 * 2**20

# A feed's name, what of it, and the alarms of a private one; None: an open one, which names its own address.
_Key = tuple[str, Choice, Alarms | None]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All items of the database, those no longer listed too, and the fingerprint that they had."""

    fingerprint: str
    items: tuple[Item, ...]


class Shelf:
    """Items and feeds as of the last change; safe to ask from several threads."""

    def __init__(self, store: Store, *, public_url: str) -> None:
        self._store = store
        self._lock = Lock()
        self._snapshot: Snapshot | None = None
        self._events = feed.Rendered(public_url)
        self._feeds: OrderedDict[_Key, tuple[str, Kept]] = OrderedDict()

    def read(self) -> Snapshot:
        """What holds now; the items themselves are read only after a change."""
        with self._store.reading() as tx:
            # Asked before reading: should a change come in between, the next request reads again.
            fingerprint = tx.items.fingerprint()
            kept = self._snapshot
            if kept is not None and kept.fingerprint == fingerprint:
                return kept
            self._snapshot = Snapshot(fingerprint, tuple(tx.items.all()))
            return self._snapshot

    def feed(self, snapshot: Snapshot, which: Feed, choice: Choice) -> Kept:
        """The calendar of `choice` within a feed, rendered only after a change, and once for all who ask."""
        return self._kept(
            (which.name, choice, None),
            snapshot,
            lambda: feed.compose(which, choice, snapshot.items, events=self._events),
        )

    def private_feed(self, snapshot: Snapshot, which: Feed, choice: Choice, alarms: Alarms) -> Kept:
        """The same as readers with a token get it; those who have the same choice and alarms share it."""
        return self._kept(
            (which.name, choice, alarms),
            snapshot,
            lambda: feed.compose_private(which, choice, snapshot.items, events=self._events, alarms=alarms),
        )

    def _kept(self, key: _Key, snapshot: Snapshot, compose: Callable[[], bytes]) -> Kept:
        with self._lock:
            found = self._feeds.get(key)
            if found is None or found[0] != snapshot.fingerprint:
                found = (snapshot.fingerprint, _made(compose(), snapshot, found and found[1]))
                self._feeds[key] = found
            self._feeds.move_to_end(key)
            self._make_room()
        return found[1]

    def _make_room(self) -> None:
        size = sum(kept.size for _, kept in self._feeds.values())
        while size > _MOST_BYTES and len(self._feeds) > 1:
            _, (_, kept) = self._feeds.popitem(last=False)
            size -= kept.size


def last_revised(items: Sequence[Item]) -> datetime | None:
    """When anything last changed. An item that leaves a feed counts as well, so the listed ones do not suffice."""
    return max((item.revised_at for item in items if item.revised_at), default=None)


def _made(body: bytes, snapshot: Snapshot, before: Kept | None) -> Kept:
    modified = last_revised(snapshot.items)
    if before is not None and before.body == body:
        return replace(before, modified=modified)
    return Kept.of(body, media_type=_CALENDAR, modified=modified)
