"""The record for many threads, of which a few are at it at a time.

Each that is at it has a connection, also while it waits for somebody who has an item locked. To PostgreSQL there are
fifteen of those, which the pages and the reminders need too; and of SQLite, whoever writes keeps all others waiting.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from watchtracker.store.engine import Store, Transaction


class FewAtATime:
    """The transactions of `store`, `most` of them at a time; no thread may begin one within another."""

    def __init__(self, store: Store, most: int) -> None:
        self._store = store
        self._places = threading.BoundedSemaphore(most)

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """A transaction that reads, once there is a place for it."""
        with self._places, self._store.reading() as tx:
            yield tx

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """A transaction that writes, once there is a place for it."""
        with self._places, self._store.writing() as tx:
            yield tx
