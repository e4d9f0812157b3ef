"""Work that is done side by side, with its results in order."""

from __future__ import annotations

from threading import Barrier, Event, Lock

import pytest

from watchtracker.collecting.side_by_side import side_by_side


def test_results_come_in_the_order_of_their_tasks_whoever_is_ready_first() -> None:
    second_is_done = Event()

    def work(task: int) -> int:
        if task == 1:
            second_is_done.wait(10)
        if task == 2:
            second_is_done.set()
        return task * 10

    assert list(side_by_side([1, 2, 3], work, threads=2)) == [10, 20, 30]


def test_so_many_tasks_are_done_at_a_time() -> None:
    all_are_there = Barrier(3)
    assert [*side_by_side("abc", lambda task: (task, all_are_there.wait(10) < 3), threads=3)] == [
        ("a", True),
        ("b", True),
        ("c", True),
    ]


def test_tasks_of_one_lane_are_done_one_after_the_other() -> None:
    at_work, counting = [0], Lock()

    def work(task: str) -> int:
        del task
        with counting:
            at_work[0] += 1
            there = at_work[0]
        with counting:
            at_work[0] -= 1
        return there

    assert set(side_by_side(["a"] * 50, work, threads=8, lane=lambda task: task)) == {1}


def test_what_fails_is_raised_in_its_turn_and_nothing_more_is_begun() -> None:
    begun: list[int] = []

    def work(task: int) -> int:
        begun.append(task)
        if task == 2:
            raise ValueError("two")
        return task

    results = side_by_side([1, 2, 3], work, threads=1, lane=lambda _: "one lane")
    assert next(results) == 1
    with pytest.raises(ValueError, match="two"):
        next(results)
    assert 1 in begun
    assert list(side_by_side([], work, threads=4)) == []
