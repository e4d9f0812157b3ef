"""Tokens that may write, looked up in the database by what a program sends, so that a revoked one ends at once.

While the database cannot be reached, those that were seen to be valid before may go on reading.
"""

from __future__ import annotations

from collections import OrderedDict

from watchtracker.errors import StoreError
from watchtracker.store.engine import Store
from watchtracker.store.tokens import hash_of

_MOST_REMEMBERED = 1000


class WriteTokens:
    """Knows the tokens that may write."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._seen: OrderedDict[str, str] = OrderedDict()

    def name(self, secret: str) -> str:
        """The name of the valid token with this secret; empty if there is none, or if it opens a feed."""
        if not secret:
            return ""
        wanted = hash_of(secret)
        try:
            with self._store.reading() as tx:
                name = tx.tokens.writer(wanted)
        except StoreError:
            return self._seen.get(wanted, "")
        if name:
            self._seen[wanted] = name
            if len(self._seen) > _MOST_REMEMBERED:
                self._seen.popitem(last=False)
        else:
            self._seen.pop(wanted, None)
        return name
