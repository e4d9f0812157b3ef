"""Work that waits for others, done by a few threads side by side, with its results in the order in which it was given.

Whoever waits for a result can be interrupted: the threads do not keep the process from ending.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterator, Sequence
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from typing import TypeVar

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")


def side_by_side(
    tasks: Sequence[_Task],
    work: Callable[[_Task], _Result],
    *,
    threads: int,
    lane: Callable[[_Task], Hashable | None] = lambda _: None,
) -> Iterator[_Result]:
    """The result of each task, in order; raises what `work` raised, when it is the turn of that.

    Tasks of one `lane` are done one after the other; None: it may run beside any. No more are begun once the iterator
    is closed, or has raised.
    """
    futures: list[Future[_Result]] = [Future() for _ in tasks]
    waiting: SimpleQueue[list[int]] = SimpleQueue()
    lanes = _lanes([lane(task) for task in tasks])
    for places in lanes:
        waiting.put(places)
    over = threading.Event()

    def run() -> None:
        while (places := _next(waiting)) is not None:
            for place in places:
                if over.is_set():
                    return
                try:
                    futures[place].set_result(work(tasks[place]))
                except BaseException as error:  # noqa: BLE001 - it is raised where the result is asked for
                    futures[place].set_exception(error)

    for number in range(min(threads, len(lanes))):
        threading.Thread(target=run, name=f"side by side {number + 1}", daemon=True).start()
    try:
        for future in futures:
            yield future.result()
    finally:
        over.set()


def _next(waiting: SimpleQueue[list[int]]) -> list[int] | None:
    try:
        return waiting.get_nowait()
    except Empty:
        return None


def _lanes(names: Sequence[Hashable | None]) -> list[list[int]]:
    """The places of tasks, those of one lane together; the lanes are in the order of their first task."""
    lanes: dict[Hashable, list[int]] = {}
    for place, name in enumerate(names):
        lanes.setdefault((place,) if name is None else name, []).append(place)
    return list(lanes.values())
