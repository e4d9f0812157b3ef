"""Snapshots of the database in memory, refreshed by a thread that looks for changes every 0.4 seconds.

Calendar programs ask far more often than anything changes. So feeds come from the latest snapshot, also while the
database is away. A request reads the database itself in two cases only: if something was committed since the last look
(with SQLite the database file shows that), and if a token or a name is not in the snapshot. `feeds/cache.py` has the
feeds that were rendered from it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from threading import Event, Lock, Thread
from time import monotonic

from watchtracker.errors import StoreError
from watchtracker.items import Item, Vocabulary
from watchtracker.items.unknown import nearest_items, taken_out
from watchtracker.notifications.holds import Hold
from watchtracker.store.change_detection import Watch
from watchtracker.store.engine import Store, Transaction
from watchtracker.store.tokens import Keys

log = logging.getLogger(__name__)

# Every replica shows a change within a second: this leaves more than half of it for rendering, and costs little.
_LOOKS_EVERY = 0.4  # seconds, as is the next
_STOPS_WITHIN = 2
_LONGEST_ID = 200
_MOST_COMPARED = 1000


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """All items (also those no longer listed), the names to choose by, and the tokens, at one moment.

    `number` rises with whatever feeds are made of, which holds are not: `held` has those that are not marked as over,
    by item. `revised_at` is when any item last changed; an item that was taken out counts, because it changes the feeds
    that it leaves.
    """

    number: int
    fingerprint: str
    items: tuple[Item, ...]
    names: Vocabulary
    keys: Keys
    revised_at: datetime | None
    by_id: Mapping[str, Item]
    held: Mapping[str, Sequence[Hold]]

    def item(self, item_id: str) -> Item:
        """The listed item of this id; raises UnknownItemError, which says if it was taken out, or names the nearest."""
        item = self.by_id.get(item_id)
        if item is None:
            raise nearest_items(item_id, self._like(item_id), "the list names those that there are")
        if not item.listed:
            raise taken_out(item_id)
        return item

    def _like(self, item_id: str) -> Iterator[str]:
        """The ids among which to look for the nearest; of many only some that begin alike, because anyone may ask."""
        if len(item_id) > _LONGEST_ID:
            return iter(())
        listed = (item.id for item in self.items if item.listed)
        if len(self.items) > _MOST_COMPARED:
            listed = (listed_id for listed_id in listed if listed_id[:2] == item_id[:2])
        return islice(listed, _MOST_COMPARED)


class Snapshots:
    """The latest snapshot, and how to get a newer one; `settled` are names from the settings, valid in any query."""

    def __init__(self, store: Store, settled: Vocabulary) -> None:
        self._store = store
        self._settled = settled
        self._lock = Lock()
        self._again = Lock()
        self._looked_again = 0.0
        self._snapshot: Snapshot | None = None
        self._trace: tuple[int, ...] = ()
        self._away = False

    def seen(self) -> Snapshot | None:
        """The latest snapshot; None if there was a commit since, so that a look would find something new."""
        return self._snapshot if self._away or self._trace == self._store.trace() else None

    def recent(self) -> Snapshot:
        """The snapshot of now, or of the last look while the database is away; raises StoreError if there is none.

        With PostgreSQL, where no file shows a commit, it may be half a second old.
        """
        try:
            return self.seen() or self.current()
        except Exception:
            if self._snapshot is None:
                raise
            return self._snapshot

    def again(self) -> Snapshot:
        """A snapshot taken after this call, for a name that the last one does not have; callers at one time share it.

        While the database is away, it is the snapshot of the last look; raises StoreError if there is none.
        """
        asked = monotonic()
        with self._again:
            # A look that began while we waited for the lock serves us too: made-up secrets cost one look, not one each.
            if self._snapshot and (self._away or self._looked_again >= asked):
                return self._snapshot
            self._looked_again = monotonic()
            try:
                return self.current()
            except StoreError:
                return self.recent()

    def current(self) -> Snapshot:
        """The snapshot of this moment: one cheap query, and only what changed is read. Raises StoreError."""
        kept = self._snapshot
        with self._store.reading() as tx:
            unchanged = kept is not None and kept.fingerprint == _fingerprint(tx)
        with self._lock:
            # Another thread may have taken a newer snapshot since the query above: never go back behind it.
            found = self._snapshot
            if found is None or found is not kept or not unchanged:
                self._snapshot = found = self._read(found)
            return found

    def now_or_last(self) -> tuple[Snapshot, bool]:
        """The snapshot of this moment, or of the last look while the database is away, and whether it is the latter.

        Raises StoreError if there was no look yet.
        """
        if self._away and self._snapshot is not None:
            return self._snapshot, True
        try:
            return self.current(), False
        except StoreError:
            if self._snapshot is None:
                raise
            return self._snapshot, True

    @contextmanager
    def followed(self, seen: Callable[[], None] = lambda: None) -> Iterator[None]:
        """Look for changes in a thread until the block ends; `seen` is called after each look that succeeded."""
        stop = Event()
        thread = Thread(target=self._follow, args=[stop, seen], name="snapshots", daemon=True)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            # The thread may hang in a query to a server that fell silent; as a daemon it may be left behind.
            thread.join(_STOPS_WITHIN)

    def _read(self, before: Snapshot | None) -> Snapshot:
        with self._store.reading() as tx:
            fingerprint = _fingerprint(tx)
            if before is not None and before.fingerprint == fingerprint:
                return before
            held = tx.holds.open()
            if before is not None and _of_feeds(before.fingerprint) == _of_feeds(fingerprint):
                return replace(before, fingerprint=fingerprint, held=held)
            items = _items(tx, before)
            return Snapshot(
                number=before.number + 1 if before else 1,
                fingerprint=fingerprint,
                items=items,
                names=tx.names.all() | self._settled,
                keys=tx.tokens.keys(),
                revised_at=max((item.stored_at for item in items), default=None),
                by_id={item.id: item for item in items},
                held=held,
            )

    def _follow(self, stop: Event, seen: Callable[[], None]) -> None:
        with self._store.watching() as watch:
            mark: str | None = None
            trace: tuple[int, ...] | None = None
            while not stop.wait(_LOOKS_EVERY):
                before, trace = trace, self._store.trace()
                try:
                    mark = self._look(watch, mark)
                    seen()
                except Exception as error:  # noqa: BLE001 - whatever it was, the next look may succeed
                    self._say_away(error)
                else:
                    self._say_back()
                    # A commit changes the file a moment before it can be read. A trace that was there at the look
                    # before belongs to a commit that this look has read.
                    if trace == before:
                        self._trace = trace

    def _look(self, watch: Watch, seen: str | None) -> str | None:
        """Take a snapshot unless the change mark is still `seen`; returns the mark of this look."""
        # The mark is read first: if a commit comes in between, the next mark differs from it, and we look again.
        mark = watch.mark()
        if mark is None or mark != seen:
            self.current()
        return mark

    def _say_away(self, error: Exception) -> None:
        if not self._away:
            foreseen = isinstance(error, StoreError)
            log.warning("feeds stay as they were seen last: %s", error, exc_info=None if foreseen else error)
        self._away = True

    def _say_back(self) -> None:
        if self._away:
            log.info("the database can be read again: feeds are up to date")
        self._away = False


def _fingerprint(tx: Transaction) -> str:
    return f"{tx.items.fingerprint()} {tx.tokens.fingerprint()} {tx.holds.fingerprint()}"


def _of_feeds(fingerprint: str) -> str:
    """The part of a fingerprint that says whether a feed may have changed: all but the holds."""
    return fingerprint.rpartition(" ")[0]


def _items(tx: Transaction, before: Snapshot | None) -> tuple[Item, ...]:
    """Every item, sorted by id; items that did not change since `before` are not read again."""
    if before is None:
        return tuple(tx.items.all())
    now = tx.items.revisions()
    kept = {item.id: item for item in before.items if now.get(item.id) == (item.revision, item.revised_at)}
    kept.update((item.id, item) for item in tx.items.some(now.keys() - kept.keys()))
    return tuple(kept[item_id] for item_id in sorted(kept))
