"""Calls that nobody waits for longer than so many seconds in all, however slowly the other side dribbles.

The timeout of a socket begins anew with each byte, and looking up a name has none. So each call has a thread of its
own, which is left behind when its time is over; it ends when the other side lets it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

_MOST_LEFT = 16
_T = TypeVar("_T")


class Impatience:
    """Makes calls for at most `seconds` each; while `most` of them hang, none more is made."""

    def __init__(self, seconds: float, most: int = _MOST_LEFT) -> None:
        self._seconds = seconds
        self._room = threading.BoundedSemaphore(most)

    def ask(self, ask: Callable[[], _T]) -> _T:
        """What the call returns or raises; raises TimeoutError when its time is over, or if too many hang."""
        if not self._room.acquire(blocking=False):
            raise TimeoutError("too many earlier calls have not ended")
        call = _Call(ask, self._room.release)
        call.start()
        call.join(self._seconds)
        return call.result()


class _Call(threading.Thread, Generic[_T]):
    def __init__(self, ask: Callable[[], _T], over: Callable[[], None]) -> None:
        super().__init__(name="slack", daemon=True)
        self._ask = ask
        self._over = over
        self._found: list[_T] = []
        self._error: Exception | None = None

    def run(self) -> None:
        """Ask, and keep what came of it."""
        try:
            self._found.append(self._ask())
        except Exception as error:  # noqa: BLE001 - it is raised where somebody waits for it
            self._error = error
        finally:
            self._over()

    def result(self) -> _T:
        """What it returned; raises what it raised, or TimeoutError while it is not over."""
        if self._error is not None:
            raise self._error
        if not self._found:
            raise TimeoutError("no answer in time")
        return self._found[0]
