"""What is still to be said to people, of which there is never more than so much: while a channel is away, it piles up.

What is dropped is the oldest, as whoever pressed just now is the one who looks. Nothing that was answered is lost by
it: it is recorded, and the messages show it.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable
from threading import Condition
from typing import Generic, TypeVar

MOST_UNSAID = 500
_SAID_EVERY = 100

_log = logging.getLogger("watchtracker.answering.backlog")
_T = TypeVar("_T")


class Backlog(Generic[_T]):
    """A queue of at most `most`, for any number of threads; `dropped` is called for each that is dropped."""

    def __init__(self, most: int = MOST_UNSAID, dropped: Callable[[], object] = lambda: None) -> None:
        self._waiting: deque[_T] = deque()
        self._most = most
        self._dropped = dropped
        self._number = 0
        self._changed = Condition()
        self._is_closed = False

    def put(self, what: _T) -> None:
        """Add something to be said, in the place of the oldest if there is too much; nothing once it is closed."""
        with self._changed:
            if self._is_closed:
                return
            self._waiting.append(what)
            is_dropped = len(self._waiting) > self._most
            if is_dropped:
                self._waiting.popleft()
                self._number += 1
            self._changed.notify()
            number = self._number
        if is_dropped:
            self._dropped()
            # While it lasts, one line in a hundred.
            if number % _SAID_EVERY == 1:
                _log.warning(
                    "more than %d sentences to people wait: the oldest is dropped (%d now)", self._most, number
                )

    def take(self) -> _T | None:
        """The oldest, as soon as there is one; None once it is closed and empty."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._is_closed)
            return self._waiting.popleft() if self._waiting else None

    def close(self, *, unsaid: bool = False) -> None:
        """Take no more; what waits is still given out, unless it is to stay `unsaid`."""
        with self._changed:
            self._is_closed = True
            if unsaid:
                self._waiting.clear()
            self._changed.notify_all()
