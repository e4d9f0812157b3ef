"""What the database holds, kept in memory and looked at again every few tenths of a second.

Calendar programs ask far more often than anything changes, so what they are given comes from here, and is given while
the database is away. A request looks there itself only for what was committed a moment ago (a file shows that there was
something), and for a token or a name that was not there at the last look. `feed_cache.py` has what was made of it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from threading import Event, Lock, Thread
from time import monotonic

from watchtracker.errors import StoreError
from watchtracker.items import Item, Vocabulary
from watchtracker.items.unknown import nearest_items, taken_out
from watchtracker.store.change_detection import Watch
from watchtracker.store.engine import Store, Transaction
from watchtracker.store.tokens import Keys

log = logging.getLogger(__name__)

# Of the second within which every replica shows a change, this leaves most for rendering, and costs next to nothing.
_LOOKS_EVERY = 0.4
_STOPS_WITHIN = 2
_LONGEST_ID = 200
_MOST_COMPARED = 1000


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """All items, those no longer listed too, the names to choose by, and the tokens.

    `number` rises from one to the next; `revised_at` is when any item last changed: one that leaves a feed changes it
    as well.
    """

    number: int
    fingerprint: str
    items: tuple[Item, ...]
    names: Vocabulary
    keys: Keys
    revised_at: datetime | None
    by_id: Mapping[str, Item]

    def item(self, item_id: str) -> Item:
        """The listed item of this id; raises UnknownItemError, which says that it was taken out, or the nearest."""
        item = self.by_id.get(item_id)
        if item is None:
            raise nearest_items(item_id, self._like(item_id))
        if not item.listed:
            raise taken_out(item_id)
        return item

    def _like(self, item_id: str) -> Iterator[str]:
        """The ids to look for the nearest among: anybody may ask, so of many only some that begin alike."""
        if len(item_id) > _LONGEST_ID:
            return iter(())
        listed = (item.id for item in self.items if item.listed)
        if len(self.items) > _MOST_COMPARED:
            listed = (one for one in listed if one[:2] == item_id[:2])
        return islice(listed, _MOST_COMPARED)


class Snapshots:
    """The database as of the last look. The tags `settled` exist though no item may ever have had them."""

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
        """What the last look saw, from memory; None where a look is worth its while: there was a commit of late."""
        return self._snapshot if self._away or self._trace == self._store.trace() else None

    def recent(self) -> Snapshot:
        """What holds now, or while the database is away, what the last look saw; raises StoreError without one.

        Of PostgreSQL it is what held half a second ago at most.
        """
        try:
            return self.seen() or self.current()
        except Exception:
            if self._snapshot is None:
                raise
            return self._snapshot

    def again(self) -> Snapshot:
        """A look of this moment, for what was not there at the last one; many who ask at once share it.

        While the database is away, it is the last look; raises StoreError without one.
        """
        asked = monotonic()
        with self._again:
            # Whoever guesses secrets makes all who wait meanwhile one question, and not one each.
            if self._snapshot and (self._away or self._looked_again >= asked):
                return self._snapshot
            self._looked_again = monotonic()
            try:
                return self.current()
            except StoreError:
                return self.recent()

    def current(self) -> Snapshot:
        """What holds at this moment. One cheap question, and only what changed is read; raises StoreError."""
        kept = self._snapshot
        with self._store.reading() as tx:
            unchanged = kept is not None and kept.fingerprint == _fingerprint(tx)
        with self._lock:
            # Another look may have seen more since that question: what it saw must not be undone.
            found = self._snapshot
            if found is None or found is not kept or not unchanged:
                self._snapshot = found = self._read(found)
            return found

    def now_or_last(self) -> tuple[Snapshot, bool]:
        """What holds at this moment, or while the database is away, what the last look saw; and whether it is that.

        Raises StoreError where nothing was seen yet.
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
        """Look again and again in a thread, until the block ends; `seen` is called after each look that saw it."""
        stop = Event()
        thread = Thread(target=self._follow, args=[stop, seen], name="latest", daemon=True)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            # It may hang in a question to a server that fell silent, and leaves nothing behind.
            thread.join(_STOPS_WITHIN)

    def _read(self, before: Snapshot | None) -> Snapshot:
        with self._store.reading() as tx:
            fingerprint = _fingerprint(tx)
            if before is not None and before.fingerprint == fingerprint:
                return before
            items = _items(tx, before)
            return Snapshot(
                number=before.number + 1 if before else 1,
                fingerprint=fingerprint,
                items=items,
                names=tx.names.all() | self._settled,
                keys=tx.tokens.keys(),
                revised_at=max((item.stored_at for item in items), default=None),
                by_id={item.id: item for item in items},
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
                except Exception as error:  # noqa: BLE001 - whatever it was, the next look may do better
                    self._say_away(error)
                else:
                    self._say_back()
                    # A commit leaves its trace a moment before it can be read: one that was there at the look before
                    # can be read by now.
                    if trace == before:
                        self._trace = trace

    def _look(self, watch: Watch, seen: str | None) -> str | None:
        """Look unless the mark is still the one that was seen; the mark of this look."""
        # Asked first: should a commit come in between, the next mark differs again.
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
    return f"{tx.items.fingerprint()} {tx.tokens.fingerprint()}"


def _items(tx: Transaction, before: Snapshot | None) -> tuple[Item, ...]:
    """Every item by id; those that are as they were seen before are not read again, and those that are gone go."""
    if before is None:
        return tuple(tx.items.all())
    now = tx.items.revisions()
    kept = {item.id: item for item in before.items if now.get(item.id) == (item.revision, item.revised_at)}
    kept.update((item.id, item) for item in tx.items.some(now.keys() - kept.keys()))
    return tuple(kept[item_id] for item_id in sorted(kept))
