"""Work that takes the processor for seconds: done one piece at a time, so that it leaves enough for all other answers.

In the threads that answer everything else, many pieces at once would take these threads too.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, TypeVarTuple, Unpack

from anyio import CapacityLimiter, to_thread

_Args = TypeVarTuple("_Args")
_T = TypeVar("_T")


class TooManyWaitError(Exception):
    """So many pieces wait already that another would wait for long."""


class Turns:
    """Does what it is given one after the other, in a thread; at most `waiting` pieces wait for their turn."""

    def __init__(self, waiting: int) -> None:
        self._most = waiting
        self._limiter = CapacityLimiter(1)

    async def take(self, work: Callable[[Unpack[_Args]], _T], *args: *_Args) -> _T:
        """What `work` returns, once its turn came; raises TooManyWaitError."""
        if self._limiter.statistics().tasks_waiting >= self._most:
            raise TooManyWaitError
        return await to_thread.run_sync(work, *args, limiter=self._limiter)
