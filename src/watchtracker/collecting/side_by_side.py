"""Work that waits for others, done by a few threads side by side, with its results in the order in which it was given.

Whoever waits for a result can be interrupted: the threads do not keep the process from ending.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Hashable, Sequence
from concurrent.futures import Future
from typing import TypeVar

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")


def side_by_side(
    tasks: Sequence[_Task],
    work: Callable[[_Task], _Result],
    *,
    threads: int,
    ahead: int,
    lane: Callable[[_Task], Hashable | None] = lambda _: None,
) -> Generator[_Result, None, None]:
    """The result of each task, in order; raises what `work` raised, when it is the turn of that.

    Tasks of one `lane` are done one after the other; None: it may run beside any. No task is begun that is `ahead` or
    more places after the first whose result is not taken yet, so that no more results than that are kept. None is
    begun any more once the generator is closed, or has raised.
    """
    futures: list[Future[_Result]] = [Future() for _ in tasks]
    line = _Line([lane(task) for task in tasks], ahead)

    def run() -> None:
        while (place := line.take()) is not None:
            try:
                futures[place].set_result(work(tasks[place]))
            except BaseException as error:  # noqa: BLE001 - it is raised where the result is asked for
                futures[place].set_exception(error)
            line.done(place)

    for number in range(min(threads, len(tasks))):
        threading.Thread(target=run, name=f"side by side {number + 1}", daemon=True).start()
    try:
        for place in range(len(tasks)):
            yield futures[place].result()
            futures[place] = Future()  # what was taken is not kept
            line.taken(place)
    finally:
        line.close()


class _Line:
    """Whose turn it is: the first place that waits, whose lane is free, and that is not too far ahead."""

    def __init__(self, lanes: Sequence[Hashable | None], ahead: int) -> None:
        self._lanes = lanes
        self._waiting = list(range(len(lanes)))
        self._busy: set[Hashable] = set()
        self._end = ahead
        self._ahead = ahead
        self._changed = threading.Condition()

    def take(self) -> int | None:
        """The place of the next task, once there is one; None if there will be none."""
        with self._changed:
            while self._waiting:
                for place in self._waiting:
                    if place >= self._end:
                        break
                    if (lane := self._lanes[place]) is None or lane not in self._busy:
                        self._waiting.remove(place)
                        self._busy |= set() if lane is None else {lane}
                        return place
                self._changed.wait()
            return None

    def done(self, place: int) -> None:
        """Give the lane of a place free."""
        with self._changed:
            self._busy.discard(self._lanes[place])
            self._changed.notify_all()

    def taken(self, place: int) -> None:
        """Note that somebody took the result of a place."""
        with self._changed:
            self._end = place + 1 + self._ahead
            self._changed.notify_all()

    def close(self) -> None:
        """Have no more tasks begun."""
        with self._changed:
            self._waiting.clear()
            self._changed.notify_all()
